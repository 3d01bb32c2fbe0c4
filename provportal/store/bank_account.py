"""Providers' bank accounts: one row a version, numbers sealed, the last four in clear."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.bank_account import (
    BEING_CHECKED,
    AccountKind,
    AccountState,
    Holder,
    Stop,
)
from provportal.store.row import Row, Word, key, to

_CHANGING = f"state IN ({', '.join(repr(state.value) for state in BEING_CHECKED)})"


class BankAccount(Row):
    """Where one agency pays one provider. A change is a new version; the old one is kept."""

    __tablename__ = "bank_account"
    __table_args__ = (
        sa.UniqueConstraint("agency_id", "organisation_id", "version"),
        sa.Index(
            "uq_bank_account_active",
            "agency_id",
            "organisation_id",
            unique=True,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        ),
        sa.Index(
            "uq_bank_account_changing",
            "agency_id",
            "organisation_id",
            unique=True,
            sqlite_where=sa.text(_CHANGING),
            postgresql_where=sa.text(_CHANGING),
        ),
        sa.CheckConstraint("approved_by_id IS NULL OR approved_by_id <> entered_by_id", name="two"),
    )

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation", index=True)
    version: Mapped[int]
    state: Mapped[AccountState] = mapped_column(Word(AccountState), default=AccountState.ENTERED)
    kind: Mapped[AccountKind] = mapped_column(Word(AccountKind))
    holder: Mapped[Holder] = mapped_column(Word(Holder))
    holder_name: Mapped[str] = mapped_column(sa.String(80))
    routing_sealed: Mapped[str]
    account_sealed: Mapped[str]
    last4: Mapped[str] = mapped_column(sa.String(4))
    fingerprint: Mapped[str] = mapped_column(sa.String(64), index=True)
    """Keyed hash of routing and account number: the same account under two names is found."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[str | None] = to("person", optional=True)
    approved_by_id: Mapped[str | None] = to("person", optional=True)
    approved_at: Mapped[datetime | None]
    verify_on: Mapped[date | None]
    active_since: Mapped[date | None]
    fault_code: Mapped[str | None] = mapped_column(sa.String(3))
    """The bank's code (R03 ...) that suspended it."""
    stopped_at: Mapped[datetime | None]
    stopped_because: Mapped[Stop | None] = mapped_column(Word(Stop))
    """Why it was refused, taken back, overtaken or frozen."""
    stopped_note: Mapped[str | None]
    """What the officer who refused it wrote to the provider."""
    revision: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}
