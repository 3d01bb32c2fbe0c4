"""Records that agencies keep: how one is added or changed, who may, what the audit is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import Money
from provportal.domain.roles import Context, Role
from provportal.store.row import Row


class Outcome(StrEnum):
    """What keeping a record did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Settled(ValueError):
    """This part of a record is decided by its number for good; carries the field's name."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} never changes")
        self.field = field


PRIVATE = frozenset(
    {"name", "born", "email", "password_hash", "tin_sealed", "tin_last4", "tin_token"}
)
"""Columns whose values the audit log is not told, only that they changed."""


def refuse_outsiders(context: Context, noun: str, agency_id: str | None) -> None:
    """Records of an agency are its program admin's; those of nobody's agency the system's alone.

    Raises NotAllowed.
    """
    actor = context.actor
    at_home = agency_id is not None and actor.agency_id == agency_id
    if actor.role is Role.SYSTEM or (actor.role is Role.PROGRAM_ADMIN and at_home):
        return
    raise NotAllowed(noun, "record", "-", "role")


def keep(
    session: Session, context: Context, row: Row, values: Mapping[str, Any], subject: Subject
) -> Outcome:
    """Set the columns that differ and write one audit row, or do nothing at all.

    A row that is not in the session yet is added. Raises NotAllowed.
    """
    refuse_outsiders(context, subject.noun, subject.agency_id)
    before = {name: getattr(row, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    is_new = row not in session
    if not changed and not is_new:
        return Outcome.UNCHANGED
    for name, value in changed.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    change = Change(
        before={} if is_new else told({name: before[name] for name in changed}),
        after=told(changed),
    )
    verb = "add" if is_new else "change"
    audit.record(session, context, f"{subject.noun}.{verb}", subject, change)
    return Outcome.NEW if is_new else Outcome.CHANGED


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the audit log may hold them: plain JSON, private ones left out by name."""
    return {
        name: "(private)" if name in PRIVATE else _plain(value) for name, value in values.items()
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Money) else value


def refuse_moved(row: object, *settled: tuple[str, str]) -> None:
    """Refuse that a row found under its number passes to another owner. Raises Settled."""
    for name, value in settled:
        if getattr(row, name) != value:
            raise Settled(name)


def columns_of(record: Any) -> dict[str, Any]:
    """The values of a record by the names of its columns."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def both(first: Outcome, second: Outcome) -> Outcome:
    """The outcome of a record kept in two rows: the first one says whether it is new."""
    if first is Outcome.NEW or first is second:
        return first
    return Outcome.CHANGED
