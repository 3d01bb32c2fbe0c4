"""Revision 0002 on a database in which a provider has two changes of one account on their way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from provportal.integrity import check
from provportal.store.audit import AuditEvent
from provportal.store.bank_account import BankAccount
from provportal.store.migrate import downgrade, upgrade
from provportal.store.row import new_id
from tests.test_migrations import empty as empty

THEN = datetime(2026, 11, 3, 17, 0, tzinfo=UTC)
AGENCY, CARE = new_id(), new_id()
ID = sa.Uuid(as_uuid=False)
KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "id": ID,
    "agency_id": ID,
    "organisation_id": ID,
    "entered_at": sa.DateTime(timezone=True),
}
NEW = {"approved_at", "stopped_at", "stopped_because", "stopped_note"}


def inserted(connection: sa.Connection, table: str, **values: object) -> None:
    ids = {name for name in values if name == "id" or name.endswith("_id")}
    columns = [sa.column(name, sa.Uuid(as_uuid=False) if name in ids else None) for name in values]
    connection.execute(sa.table(table, *columns).insert().values(values))


def a_database_of_before(engine: sa.Engine) -> None:
    upgrade(engine, "0001")
    with engine.execution_options(writes=True).begin() as connection:
        inserted(connection, "agency", id=AGENCY, code="A", name="Alder", county="Alder", phone="1")
        inserted(
            connection,
            "organisation",
            id=CARE,
            reference="p",
            name="Care",
            tin_sealed="-",
            tin_last4="0000",
            tin_token="-",
        )
        for version in (1, 2):
            inserted(
                connection,
                "bank_account",
                id=new_id(),
                agency_id=AGENCY,
                organisation_id=CARE,
                version=version,
                state="entered",
                kind="checking",
                holder="personal",
                holder_name="Rosa Lopez",
                routing_sealed="-",
                account_sealed="-",
                last4="6789",
                fingerprint="-",
                entered_at=THEN,
                revision=0,
            )


def states(engine: sa.Engine) -> list[tuple[int, str]]:
    with engine.connect() as connection:
        rows = sa.select(BankAccount.version, BankAccount.state).order_by(BankAccount.version)
        return [(version, state.value) for version, state in connection.execute(rows)]


def test_only_the_newest_change_still_waits(empty: sa.Engine) -> None:
    a_database_of_before(empty)
    upgrade(empty)
    assert states(empty) == [(1, "blocked"), (2, "entered")]


def test_the_audit_log_says_what_the_migration_did(empty: sa.Engine) -> None:
    a_database_of_before(empty)
    upgrade(empty)
    with empty.connect() as connection:
        rows = sa.select(AuditEvent.action, AuditEvent.before, AuditEvent.after)
        said = [(*row,) for row in connection.execute(rows)]
    assert said == [
        ("bank_account.refuse", {"state": "entered"}, {"state": "blocked", "because": "newer"})
    ]
    assert check(empty).ok


def test_the_way_back_leaves_the_rows(empty: sa.Engine) -> None:
    a_database_of_before(empty)
    upgrade(empty)
    downgrade(empty, "0001")
    names = {column["name"] for column in sa.inspect(empty).get_columns("bank_account")}
    assert not names & NEW
    assert states(empty) == [(1, "blocked"), (2, "entered")]
