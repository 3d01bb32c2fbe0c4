"""The ledger of promised dates: each day that a provider was shown, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from provportal.domain.promised_date import Outcome, PromiseKind
from provportal.store.row import Row, Word, key, to

_OPEN = sa.text("closed_at IS NULL")


class PromisedDate(Row):
    """One promised day of one request. Only its end is written later, once."""

    __tablename__ = "promised_date"
    __table_args__ = (
        sa.Index(
            "uq_promised_date_open",
            "request_id",
            "kind",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        sa.Index("ix_promised_date_day", "day", sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_promised_date_outcome", "agency_id", "outcome"),
    )

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation")
    request_id: Mapped[str] = to("request", index=True)
    kind: Mapped[PromiseKind] = mapped_column(Word(PromiseKind))
    day: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(sa.String(60))
    """The action, like 'submit'."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(sa.String(60))
    outcome: Mapped[Outcome | None] = mapped_column(Word(Outcome))


def outcomes(session: Session, agency_id: str) -> list[tuple[Outcome, int]]:
    """How often each outcome is in the ledger of an agency."""
    rows = session.execute(
        sa.select(PromisedDate.outcome, sa.func.count())
        .where(PromisedDate.agency_id == agency_id, PromisedDate.outcome.is_not(None))
        .group_by(PromisedDate.outcome)
    )
    return [(outcome, count) for outcome, count in rows if outcome is not None]
