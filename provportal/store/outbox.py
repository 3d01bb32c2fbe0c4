"""The outbox: work promised in the transaction that needs it; a job carries only its id."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.store.row import Row


class Outbox(Row):
    """One promise. Done when `done_at` stands; anything else is swept and pushed again."""

    __tablename__ = "outbox"
    __table_args__ = (
        sa.Index(
            "ix_outbox_open",
            "id",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    job: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[str] = mapped_column(sa.String(64))
    promised_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """By the portal's clock: not pushed before."""
    pushed_at: Mapped[datetime | None]
    """By the machine's clock: pushed and not done for a minute means lost, push again."""
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(sa.String(200))
