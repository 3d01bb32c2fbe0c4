"""Audit: one row for each thing done, in the transaction that does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from provportal.domain.roles import Context
from provportal.store.audit import AuditEvent


@dataclass(frozen=True, slots=True)
class Subject:
    """What was acted on: a noun, its id, and the agency it belongs to."""

    noun: str
    id: str
    agency_id: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after, without secrets and names of children."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def record(
    session: Session, context: Context, action: str, subject: Subject, change: Change
) -> None:
    """Write the audit row of one thing done."""
    session.add(
        AuditEvent(
            at=context.now,
            agency_id=subject.agency_id,
            actor_id=context.actor.person_id,
            role=context.actor.role,
            action=action,
            subject=subject.noun,
            subject_id=subject.id,
            before=change.before,
            after=change.after,
            request_id=context.request_id,
        )
    )
