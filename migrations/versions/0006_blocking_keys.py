"""What a line may repeat is found by its blocking keys, as columns of the line

Revision: 0006
After: 0005
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

# The keys must be those that a check looks up, so they are made by the function that it uses.
from provportal.domain.duplicates import invoice_key, service

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BATCH = 5_000
"""Rows filled in at a time."""

LINE = sa.table(
    "request_line",
    sa.column("id", sa.Uuid(as_uuid=False)),
    *(sa.column(name) for name in ("line_type", "invoice_number", "service", "invoice_key")),
)


def upgrade() -> None:
    for name in ("service", "invoice_key"):
        op.add_column("request_line", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    allow_updates()
    for rows in batches():
        fill_in(rows)
    refuse_updates()
    if not is_sqlite():
        # SQLite cannot take a default away without copying the table, and its triggers with it.
        for name in ("service", "invoice_key"):
            op.alter_column("request_line", name, server_default=None)
    op.create_index(
        "ix_request_line_service",
        "request_line",
        ["tin_token", "service", "service_to", "service_from"],
    )
    op.create_index(
        "ix_request_line_invoice", "request_line", ["tin_token", "invoice_key", "service_to"]
    )
    op.drop_index("ix_request_line_amount", table_name="request_line")


def downgrade() -> None:
    op.create_index("ix_request_line_amount", "request_line", ["tin_token", "asked"])
    op.drop_index("ix_request_line_invoice", table_name="request_line")
    op.drop_index("ix_request_line_service", table_name="request_line")
    for name in ("invoice_key", "service"):
        op.drop_column("request_line", name)


def batches() -> Iterator[list[Any]]:
    """All lines, some at a time, in the order of their ids."""
    query = sa.select(LINE.c.id, LINE.c.line_type, LINE.c.invoice_number).order_by(LINE.c.id)
    rows = op.get_bind().execute(query.limit(BATCH)).all()
    while rows:
        yield list(rows)
        rows = op.get_bind().execute(query.where(LINE.c.id > rows[-1].id).limit(BATCH)).all()


def fill_in(rows: list[Any]) -> None:
    one = sa.update(LINE).where(LINE.c.id == sa.bindparam("line"))
    keys = [
        {
            "line": row.id,
            "service": service(row.line_type),
            "invoice_key": invoice_key(row.invoice_number or ""),
        }
        for row in rows
    ]
    op.get_bind().execute(one, keys)


def allow_updates() -> None:
    """Lines are append-only; what is filled in here changes nothing that was asked for."""
    if is_sqlite():
        op.execute("DROP TRIGGER request_line_no_update")
    else:
        op.execute("ALTER TABLE request_line DISABLE TRIGGER request_line_no_update")


def refuse_updates() -> None:
    if is_sqlite():
        op.execute(
            "CREATE TRIGGER request_line_no_update BEFORE UPDATE ON request_line WHEN 1 = 1 "
            "BEGIN SELECT RAISE(ABORT, 'request_line is append-only'); END"
        )
    else:
        op.execute("ALTER TABLE request_line ENABLE ALWAYS TRIGGER request_line_no_update")


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
