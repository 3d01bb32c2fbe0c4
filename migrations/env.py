"""Runs migrations in one transaction on the connection that the command hands over."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context

from provportal.store.row import Cents, UtcTime, Word
from provportal.store.tables import METADATA

PLAIN = {UtcTime: "sa.DateTime(timezone=True)", Cents: "sa.BigInteger()", Word: "sa.String(40)"}


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Our own column types render as plain ones, so that old migrations import nothing of ours."""
    if kind == "type" and type(item) in PLAIN:
        return PLAIN[type(item)]
    return False


def run(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=render_item,
        compare_type=False,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
