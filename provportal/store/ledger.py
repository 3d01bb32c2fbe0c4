"""Ledger postings: append-only, two to a transfer, summing to zero."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.ledger import Account
from provportal.domain.money import Money
from provportal.store.row import Row, Word, key, to


class LedgerPosting(Row):
    """A signed amount on one account for one request line."""

    __tablename__ = "ledger_posting"
    __table_args__ = (sa.Index("ix_ledger_posting_scope", "agency_id", "fund", "organisation_id"),)

    id: Mapped[str] = key()
    transfer_id: Mapped[str] = mapped_column(sa.Uuid(as_uuid=False), index=True)
    at: Mapped[datetime]
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation")
    fund: Mapped[str] = mapped_column(sa.String(40))
    line_id: Mapped[str] = to("request_line", index=True)
    account: Mapped[Account] = mapped_column(Word(Account))
    amount: Mapped[Money]
    because: Mapped[str] = mapped_column(sa.String(40))
