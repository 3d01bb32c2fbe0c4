"""Payouts: batches, bank entries, the lines in them, and the banks' files that answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.money import Money
from provportal.domain.payout import HELD_OUT, BatchState, EntryState
from provportal.store.row import Row, Word, key, to


class Batch(Row):
    """One payment run of one agency."""

    __tablename__ = "batch"
    __table_args__ = (
        sa.UniqueConstraint("agency_id", "number"),
        sa.CheckConstraint("released_by_id IS NULL OR released_by_id <> built_by_id", name="two"),
    )

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    number: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[BatchState] = mapped_column(Word(BatchState), default=BatchState.BUILT)
    run_on: Mapped[date]
    cutoff_at: Mapped[datetime]
    effective_on: Mapped[date]
    entry_count: Mapped[int]
    total: Mapped[Money]
    built_at: Mapped[datetime]
    built_by_id: Mapped[str] = to("person")
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[str | None] = to("person", optional=True)
    sent_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    settled_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}


class BankFile(Row):
    """The file of one released batch. Its identity is claimed at release; its bytes follow once."""

    __tablename__ = "bank_file"
    __table_args__ = (sa.UniqueConstraint("agency_id", "created_at", "file_id_modifier"),)

    batch_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("batch.id"), primary_key=True
    )
    agency_id: Mapped[str] = to("agency")
    created_at: Mapped[datetime]
    """Origin, creation minute and modifier together are the bank's own guard against twice."""
    file_id_modifier: Mapped[str] = mapped_column(sa.String(1))
    name: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    size: Mapped[int | None]
    storage_key: Mapped[str | None]


class Entry(Row):
    """One credit to one provider. The trace is the entry's: a re-issue has a new one."""

    __tablename__ = "entry"
    __table_args__ = (sa.CheckConstraint("amount > 0", name="amount"),)

    id: Mapped[str] = key()
    batch_id: Mapped[str] = to("batch", index=True)
    number: Mapped[int]
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation", index=True)
    bank_account_id: Mapped[str] = to("bank_account")
    provider_number: Mapped[str] = mapped_column(sa.String(20))
    remittance_number: Mapped[str] = mapped_column(sa.String(40), unique=True)
    amount: Mapped[Money]
    trace: Mapped[str] = mapped_column(sa.String(15), unique=True)
    state: Mapped[EntryState] = mapped_column(Word(EntryState), default=EntryState.LIVE)
    return_code: Mapped[str | None] = mapped_column(sa.String(3))
    returned_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}


class BatchLine(Row):
    """A request line in a batch. Active until it leaves the batch or its entry fails."""

    __tablename__ = "batch_line"
    __table_args__ = (
        sa.Index(
            "uq_batch_line_active",
            "line_id",
            unique=True,
            sqlite_where=sa.text("active"),
            postgresql_where=sa.text("active"),
        ),
    )

    id: Mapped[str] = key()
    batch_id: Mapped[str] = to("batch", index=True)
    entry_id: Mapped[str | None] = to("entry", optional=True, index=True)
    request_id: Mapped[str] = to("request", index=True)
    line_id: Mapped[str] = to("request_line")
    decision_line_id: Mapped[str] = to("decision_line")
    amount: Mapped[Money]
    active: Mapped[bool] = mapped_column(default=True)
    left_because: Mapped[str | None] = mapped_column(sa.String(40))

    @property
    def was_held_out(self) -> bool:
        """Whether it left because its request was held; the batch went on without it."""
        return (self.left_because or "").startswith(HELD_OUT)


class ReceivedFile(Row):
    """A file the bank sent us. Its hash makes a second import of it harmless."""

    __tablename__ = "received_file"
    __table_args__ = (sa.UniqueConstraint("agency_id", "sha256"),)

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(sa.String(20))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    storage_key: Mapped[str]
    received_at: Mapped[datetime]


class BankAnswer(Row):
    """One answer in a received file; one that fits no entry waits for staff, never dropped."""

    __tablename__ = "bank_answer"
    __table_args__ = (sa.UniqueConstraint("file_id", "line"),)

    id: Mapped[str] = key()
    file_id: Mapped[str] = to("received_file")
    agency_id: Mapped[str] = to("agency")
    line: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(20))
    code: Mapped[str] = mapped_column(sa.String(3))
    original_trace: Mapped[str] = mapped_column(sa.String(15))
    entry_id: Mapped[str | None] = to("entry", optional=True)
    details: Mapped[dict[str, Any]]
    handled_at: Mapped[datetime | None]
