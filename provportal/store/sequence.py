"""Counters kept in the database: request numbers, traces, batch and remittance numbers."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from provportal.store.row import Row


class Sequence(Row):
    """The last number given out under a name."""

    __tablename__ = "sequence"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    value: Mapped[int]


# One statement, so that two first callers cannot both start at 1.
_NEXT = sa.text(
    "INSERT INTO sequence (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = sequence.value + 1 RETURNING value"
)


def next_number(session: Session, name: str) -> int:
    """The next number under a name, from 1; without gaps, as it rolls back with the rest."""
    return int(session.execute(_NEXT, {"name": name}).scalar_one())
