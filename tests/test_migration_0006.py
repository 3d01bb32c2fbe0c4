"""Revision 0006 on lines that were written before it: they get the keys a check looks up."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, make_transient

from provportal.domain.request import Place
from provportal.store.migrate import downgrade, upgrade
from provportal.store.request import RequestLine
from provportal.store.row import new_id
from tests.given import a_world
from tests.given_requests import a_request
from tests.test_migrations import empty as empty

WRITTEN_BEFORE = (
    "id, version_id, request_id, number, person_id, tin_token, service_from, service_to, "
    "line_type, units, asked, fund, invoice_number, bill_key"
)


def lines_of_before(engine: sa.Engine) -> None:
    """The line of a request, as 0005 keeps it, and a second one with an invoice number."""
    upgrade(engine)
    a_request(a_world(engine), Place.SUBMITTED)
    downgrade(engine, "0005")
    second = WRITTEN_BEFORE.replace("id, ", ":id, ", 1).replace(" number,", " 2,")
    second = second.replace("line_type", "' Care '").replace("invoice_number", "'INV-0042'")
    insert = f"INSERT INTO request_line ({WRITTEN_BEFORE}) SELECT {second} FROM request_line"
    new = sa.text(insert).bindparams(sa.bindparam("id", new_id(), sa.Uuid(as_uuid=False)))
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(new)


def keys(engine: sa.Engine) -> list[tuple[str, str]]:
    query = sa.select(RequestLine.service, RequestLine.invoice_key).order_by(RequestLine.number)
    with engine.connect() as connection:
        return [(*row,) for row in connection.execute(query)]


def test_lines_written_before_get_their_keys(empty: sa.Engine) -> None:
    lines_of_before(empty)
    upgrade(empty, "0006")
    assert keys(empty) == [("care", ""), ("care", "1NV42")]


def test_lines_are_append_only_again(empty: sa.Engine) -> None:
    lines_of_before(empty)
    upgrade(empty, "0006")
    with (
        empty.execution_options(writes=True).connect() as connection,
        pytest.raises(sa.exc.IntegrityError, match="append-only"),
    ):
        connection.execute(sa.update(RequestLine).values(service="other"))


def test_a_line_without_its_keys_is_refused(empty: sa.Engine) -> None:
    """SQLite keeps the default of the migration, which would let in a line that no check finds."""
    upgrade(empty)
    a_request(a_world(empty), Place.SUBMITTED)
    with Session(empty.execution_options(writes=True)) as session:
        line = session.scalars(sa.select(RequestLine)).one()
        session.expunge(line)
        make_transient(line)
        line.id, line.number = new_id(), 2
        del line.service
        session.add(line)
        with pytest.raises(sa.exc.IntegrityError, match=r"(?i)null"):
            session.flush()


def test_the_way_back_leaves_the_lines(empty: sa.Engine) -> None:
    lines_of_before(empty)
    upgrade(empty, "0006")
    downgrade(empty, "0005")
    with empty.connect() as connection:
        assert connection.scalar(sa.text("SELECT COUNT(*) FROM request_line")) == 2
