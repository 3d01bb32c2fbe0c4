"""The audit log: one row for each thing done, written in the same transaction, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.roles import Role
from provportal.store.row import Row, Word, to


class AuditEvent(Row):
    """Who did what to what, when, and what it was before and after. No secrets, no child's name."""

    __tablename__ = "audit_event"
    __table_args__ = (
        sa.Index("ix_audit_event_subject", "subject", "subject_id", "sequence"),
        sa.Index("ix_audit_event_agency", "agency_id", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime]
    agency_id: Mapped[str | None] = to("agency", optional=True)
    actor_id: Mapped[str | None] = to("person", optional=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    action: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[str] = mapped_column(sa.String(64))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    request_id: Mapped[str] = mapped_column(sa.String(64))
