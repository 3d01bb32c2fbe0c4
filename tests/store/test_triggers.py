"""The database itself: only the lifecycles' moves pass, and what is written once stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from provportal.domain import bank_account, payout, rule_draft, upload
from provportal.domain import request as requests
from provportal.domain.request import Place
from provportal.store.session import make_engine
from provportal.store.tables import METADATA
from provportal.store.triggers import APPEND_ONLY, postgresql_statements, sqlite_statements
from tests.given import a_world
from tests.given_requests import a_request

LIFECYCLES: dict[str, tuple[str, Sequence[str], set[tuple[str, str]]]] = {
    "request": (requests.LIFECYCLE.start, list(Place), set(requests.LIFECYCLE.pairs())),
    "batch": (payout.BATCH.start, list(payout.BatchState), set(payout.BATCH.pairs())),
    "entry": (payout.ENTRY.start, list(payout.EntryState), set(payout.ENTRY.pairs())),
    "bank_account": (
        bank_account.LIFECYCLE.start,
        list(bank_account.AccountState),
        set(bank_account.LIFECYCLE.pairs()),
    ),
    "rule_draft": (
        rule_draft.LIFECYCLE.start,
        list(rule_draft.DraftState),
        set(rule_draft.LIFECYCLE.pairs()),
    ),
    "upload": (
        upload.LIFECYCLE.start,
        list(upload.UploadState),
        set(upload.LIFECYCLE.pairs()),
    ),
}


def refuses(connection: Connection, statement: str) -> bool:
    """Whether the database refuses a statement; nothing of it is kept."""
    kept = connection.begin_nested()
    try:
        connection.exec_driver_sql(statement)
    except SQLAlchemyError:
        return True
    finally:
        kept.rollback()
    return False


def a_bare_table(connection: Connection, table: str, guard: str) -> None:
    """A table of states alone, with the one guard: so a row can start anywhere."""
    statements = sqlite_statements()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("CREATE SCHEMA bare")
        connection.exec_driver_sql("SET LOCAL search_path TO bare")
        statements = postgresql_statements()
    connection.exec_driver_sql(
        f"CREATE TABLE {table} (state VARCHAR(40), exception_kind VARCHAR(40))"
    )
    for statement in statements:
        if f" {guard}(" in statement or f" {guard} " in f"{statement} ":
            connection.exec_driver_sql(statement.replace("%", "%%"))


def columns(place: str) -> tuple[str, str]:
    """State and kind as SQL literals."""
    state, _, kind = place.partition(".")
    return f"'{state}'", f"'{kind}'" if kind else "NULL"


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A transaction of one who may make tables, in an empty database or schema."""
    empty = request.param == "sqlite"
    engine = make_engine("sqlite://") if empty else request.getfixturevalue("owner")
    with engine.execution_options(writes=True).connect() as found:
        yield found
    engine.dispose()


@pytest.mark.parametrize("table", LIFECYCLES)
def test_only_the_moves_of_the_lifecycle_pass(connection: Connection, table: str) -> None:
    _, places, allowed = LIFECYCLES[table]
    a_bare_table(connection, table, f"{table}_move")
    passed = set()
    for source, target in product(places, places):
        connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({', '.join(columns(source))})")
        state, kind = columns(target)
        move = f"UPDATE {table} SET state = {state}, exception_kind = {kind}"
        if not refuses(connection, move):
            passed.add((source, target))
    assert passed == allowed | {(place, place) for place in places}


@pytest.mark.parametrize("table", LIFECYCLES)
def test_a_row_starts_where_its_lifecycle_does(connection: Connection, table: str) -> None:
    start, places, _ = LIFECYCLES[table]
    a_bare_table(connection, table, f"{table}_start")
    passed = [
        place
        for place in places
        if not refuses(connection, f"INSERT INTO {table} VALUES ({', '.join(columns(place))})")
    ]
    assert passed == [start]


def key_of(table: str) -> str:
    return str(METADATA.tables[table].primary_key.columns[0].name)


def attacks(table: str) -> list[str]:
    """Ways to rewrite a row that both databases know."""
    key = key_of(table)
    return [f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"]


def passed(engine: Engine, statements: Sequence[str]) -> list[str]:
    """The statements that the database does not refuse."""
    with engine.execution_options(writes=True).connect() as found:
        return [statement for statement in statements if not refuses(found, statement)]


def test_what_is_written_once_is_never_rewritten(engine: Engine) -> None:
    a_request(a_world(engine), Place.RETURNED, amount={"total": "1000.00"})
    statements = [attack for table in APPEND_ONLY for attack in attacks(table)]
    kept = [f"DELETE FROM {table}" for table in ("bank_file", "remittance")]
    assert passed(engine, [*statements, *kept]) == []


def test_every_attack_had_a_row_to_meet(engine: Engine) -> None:
    """A guard of rows says nothing about an empty table."""
    a_request(a_world(engine), Place.RETURNED, amount={"total": "1000.00"})
    with engine.connect() as found:
        counts = {
            table: found.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one()
            for table in (*APPEND_ONLY, "bank_file", "remittance")
        }
    assert [table for table, count in counts.items() if not count] == []


def test_nothing_is_replaced_on_sqlite(sqlite: Engine) -> None:
    a_request(a_world(sqlite), Place.RETURNED, amount={"total": "1000.00"})
    tables = (*APPEND_ONLY, "bank_file", "remittance")
    statements = [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in tables]
    assert passed(sqlite, statements) == []


def test_an_audit_row_is_not_replaced_where_the_pragma_is_off(sqlite: Engine) -> None:
    a_request(a_world(sqlite), Place.DRAFT)
    with sqlite.connect() as found:
        found.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    replacing = "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event"
    assert passed(sqlite, [replacing]) == []


CHANGED = [
    "UPDATE bank_file SET name = 'other.ach'",
    "UPDATE bank_file SET sha256 = NULL",
    "UPDATE remittance SET paid = paid + 1",
    "UPDATE remittance SET number = 'RA-0'",
    "UPDATE remittance SET snapshot = '{}'",
    "UPDATE batch SET total = total + 1",
    "UPDATE batch SET number = '2026-01'",
    "UPDATE request SET state = 'draft'",
    "UPDATE request SET approved_by_id = submitted_by_id",
    "UPDATE request SET approved_by_id = reviewed_by_id",
    "UPDATE batch SET released_by_id = built_by_id",
    "UPDATE bank_account SET approved_by_id = entered_by_id",
]


def test_what_was_paid_does_not_change_by_sql(engine: Engine) -> None:
    a_request(a_world(engine), Place.PAID, amount={"total": "1000.00"})
    assert passed(engine, CHANGED) == []


AS_APPLICATION = [
    "TRUNCATE audit_event",
    "TRUNCATE ledger_posting CASCADE",
    "INSERT INTO audit_event SELECT * FROM audit_event "
    "ON CONFLICT (sequence) DO UPDATE SET at = now()",
    "SET session_replication_role = replica",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_event_no_update ON audit_event",
    "DROP TABLE audit_event",
    "CREATE OR REPLACE FUNCTION audit_event_no_update() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NEW; END $$",
]


def test_the_application_cannot_take_its_guards_off(postgresql: Engine) -> None:
    a_request(a_world(postgresql), Place.DRAFT)
    assert passed(postgresql, AS_APPLICATION) == []


def test_the_owner_is_held_by_the_guards_even_as_a_replica(
    postgresql: Engine, owner: Engine
) -> None:
    a_request(a_world(postgresql), Place.RETURNED, amount={"total": "1000.00"})
    statements = [attack for table in APPEND_ONLY for attack in attacks(table)]
    statements += [f"TRUNCATE {table} CASCADE" for table in APPEND_ONLY]
    with owner.execution_options(writes=True).connect() as found:
        found.execute(sa.text("SET session_replication_role = replica"))
        through = [statement for statement in statements if not refuses(found, statement)]
    assert through == []
