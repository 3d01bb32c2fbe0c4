"""Payment requests: request, draft answers, immutable versions, lines and claimed keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.money import Money
from provportal.domain.request import Channel, ExceptionKind, Place, State
from provportal.store.row import Row, Word, key, to

IS_WAITING = sa.text(
    "request.withdrawn_at IS NULL AND (request.state IN ('submitted', 'in_review') "
    "OR (request.state = 'exception' AND request.exception_kind = 'staff'))"
)
"""In an agency's work list. As text, in the index and in the questions alike: a database uses a
partial index only for a condition without parameters that it finds to be the same."""


class Request(Row):
    """One bill of one provider to one agency, from draft to proof."""

    __tablename__ = "request"
    __table_args__ = (
        sa.CheckConstraint("(state = 'exception') = (exception_kind IS NOT NULL)", name="kind"),
        sa.CheckConstraint("approved_by_id IS NULL OR approved_by_id <> submitted_by_id", name="s"),
        sa.CheckConstraint("approved_by_id IS NULL OR approved_by_id <> reviewed_by_id", name="r"),
        sa.Index("ix_request_queue", "state", "program", "submitted_at", "id"),
        sa.Index(
            "ix_request_waiting",
            "agency_id",
            "submitted_at",
            "id",
            sqlite_where=IS_WAITING,
            postgresql_where=IS_WAITING,
        ),
        sa.Index("ix_request_provider", "organisation_id", "submitted_at", "id"),
    )

    id: Mapped[str] = key()
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation")
    contract_id: Mapped[str] = to("contract")
    certificate_id: Mapped[str] = to("certificate", index=True)
    program: Mapped[str] = mapped_column(sa.String(40))
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    service_from: Mapped[date]
    service_to: Mapped[date]
    state: Mapped[State] = mapped_column(Word(State), default=State.DRAFT)
    exception_kind: Mapped[ExceptionKind | None] = mapped_column(Word(ExceptionKind))
    exception_reason: Mapped[str | None] = mapped_column(sa.String(40))
    owner_id: Mapped[str | None] = to("person", optional=True)
    due_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[str | None] = to("person", optional=True)
    submitted_at: Mapped[datetime | None]
    """The first time this bill was sent: its place in line, kept through exceptions."""
    complete_on: Mapped[date | None]
    submitted_by_id: Mapped[str | None] = to("person", optional=True)
    reviewed_by_id: Mapped[str | None] = to("person", optional=True)
    approved_by_id: Mapped[str | None] = to("person", optional=True)
    current_version: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}

    @property
    def place(self) -> Place:
        kind = f".{self.exception_kind}" if self.exception_kind else ""
        return Place(f"{self.state}{kind}")


class Draft(Row):
    """What has been typed so far, step by step."""

    __tablename__ = "draft"

    request_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("request.id"), primary_key=True
    )
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}


class RequestVersion(Row):
    """What was sent, once and for all. A trigger refuses every later change."""

    __tablename__ = "request_version"
    __table_args__ = (sa.UniqueConstraint("request_id", "number"),)

    id: Mapped[str] = key()
    request_id: Mapped[str] = to("request")
    number: Mapped[int]
    answers: Mapped[dict[str, Any]]
    answers_schema: Mapped[str] = mapped_column(sa.String(40))
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[str | None] = to("person", optional=True)
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)


class RequestLine(Row):
    """One payable line of a version: what rules, batches, remittances and duplicates ask for."""

    __tablename__ = "request_line"
    __table_args__ = (
        sa.UniqueConstraint("version_id", "number"),
        sa.CheckConstraint("asked >= 0", name="asked"),
        sa.Index("ix_request_line_person", "person_id", "service_from", "service_to"),
        # By the end of the care first: what is asked for now is among the last of a payee's lines.
        sa.Index("ix_request_line_service", "tin_token", "service", "service_to", "service_from"),
        sa.Index("ix_request_line_invoice", "tin_token", "invoice_key", "service_to"),
    )

    id: Mapped[str] = key()
    version_id: Mapped[str] = to("request_version")
    request_id: Mapped[str] = to("request", index=True)
    number: Mapped[int]
    person_id: Mapped[str] = to("child")
    tin_token: Mapped[str] = mapped_column(sa.String(64))
    service_from: Mapped[date]
    service_to: Mapped[date]
    line_type: Mapped[str] = mapped_column(sa.String(40))
    units: Mapped[str] = mapped_column(sa.String(20))
    asked: Mapped[Money]
    fund: Mapped[str] = mapped_column(sa.String(40))
    invoice_number: Mapped[str | None] = mapped_column(sa.String(40))
    bill_key: Mapped[str]
    service: Mapped[str]
    invoice_key: Mapped[str]
    """What `domain.duplicates.service` and `invoice_key` make of line_type and invoice_number: by
    these, with the columns above, a check finds all that a line may repeat."""


class BillKey(Row):
    """The keys that living requests claim: unique per agency, so that of two submits one wins."""

    __tablename__ = "bill_key"

    agency_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("agency.id"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[str] = to("request", index=True)


class AskedItem(Row):
    """A field or document that an Exception asks of the provider; nothing else may change."""

    __tablename__ = "asked_item"

    id: Mapped[str] = key()
    request_id: Mapped[str] = to("request", index=True)
    version_number: Mapped[int]
    field: Mapped[str] = mapped_column(sa.String(60))
    note: Mapped[str]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Withdrawal(Row):
    """Why a provider took a request back."""

    __tablename__ = "withdrawal"

    request_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("request.id"), primary_key=True
    )
    reason: Mapped[str]
    at: Mapped[datetime]
