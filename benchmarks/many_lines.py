"""Years of billed lines in a PostgreSQL database, made by the database itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Engine

from benchmarks.timing import tell
from provportal.store.tables import METADATA
from tests.domain.duplicates.labelled.world import GIVEN, SURNAMES

MONTHS = 60
IN_A_HOME = 12
CHUNK = 500_000

ROWS = {
    "request": (
        "id, number, agency_id, organisation_id, contract_id, certificate_id, program, channel, "
        "service_from, service_to, state, created_at, submitted_at, current_version, revision",
        "made(5, n), 'PR-' || n, made(0, 0), made(1, payee), made(2, payee), made(4, child), "
        "'calworks', 'portal', starts, ends, 'paid', sent, sent, 1, 0",
    ),
    "request_version": (
        "id, request_id, number, answers, answers_schema, submitted_at, idempotency_key",
        "made(6, n), made(5, n), 1, '{}', 'made', sent, lpad(n::text, 12, '0')",
    ),
    "request_line": (
        "id, version_id, request_id, number, person_id, tin_token, service_from, service_to, "
        "line_type, units, asked, fund, invoice_number, bill_key, service, invoice_key",
        "made(7, n), made(6, n), made(5, n), 1, made(3, child), 'T' || payee, starts, ends, "
        "'care', '1', 30000 + mod(child, 70000), 'stage_1', 'INV-' || payee * 100 + month, "
        "n::text, 'care', '1NV' || payee * 100 + month",
    ),
}
"""The columns of a bill, and what stands in them. All of a payee have one invoice number a month,
so that the look-up by number finds as many lines as it can."""


def many_lines(engine: Engine, lines: int) -> int:
    """Fill an empty database with so many lines over 60 months; returns the number of children.

    Indexes are made at the end, and foreign keys are not asked: what is made here fits.
    """
    children = lines // MONTHS
    tables = [METADATA.tables[name] for name in ROWS]
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in _beginning(children):
            connection.exec_driver_sql(statement)
        for index in _indexes(tables):
            index.drop(connection)
    _fill(engine, children * MONTHS)
    with engine.begin() as connection:
        for index in _indexes(tables):
            tell(f"index {index.name}")
            index.create(connection)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    return children


def _beginning(children: int) -> list[str]:
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for name, value in {
        "children": str(children),
        "homes": str(homes(children)),
        "given": _array(GIVEN),
        "surnames": _array(SURNAMES),
    }.items():
        text = text.replace(f"{{{name}}}", value)
    return text.split("\n----\n")


def homes(children: int) -> int:
    """How many of the payees are homes; they have the lowest numbers and half of the children."""
    return children // 2 // IN_A_HOME


def _array(words: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join("'" + word.replace("'", "''") + "'" for word in words) + "]"


def line_id(number: int) -> str:
    """The id of a line by its number, as the SQL makes it; lines are numbered month by month."""
    return str(UUID(hex=f"{7:08x}{number:024x}"))


def _indexes(tables: Iterable[sa.Table]) -> list[sa.Index]:
    found = {index for table in tables for index in table.indexes}
    return sorted(found, key=lambda index: str(index.name))


def _fill(engine: Engine, lines: int) -> None:
    for first in range(0, lines, CHUNK):
        last = min(first + CHUNK, lines)
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table, (columns, values) in ROWS.items():
                made = f"SELECT {values} FROM bills({first}, {last - 1})"  # noqa: S608 - all ours
                connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) {made}")
        tell(f"{last:,} of {lines:,} lines")
