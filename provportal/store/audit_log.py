"""The audit log of an agency, newest first, found by number, person, noun or day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.request import State
from provportal.domain.roles import Actor
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.audit import AuditEvent
from provportal.store.bank_account import BankAccount
from provportal.store.payout import Batch, Entry
from provportal.store.person import Person
from provportal.store.provider import Certificate, Contract, Organisation
from provportal.store.remittance import Remittance
from provportal.store.request import Request
from provportal.store.upload import Upload

PAGE = 50

NUMBERS = {
    "request": (Request.id, Request.number),
    "batch": (Batch.id, Batch.number),
    "entry": (Entry.id, Entry.trace),
    "remittance": (Remittance.id, Remittance.number),
    "contract": (Contract.id, Contract.number),
    "certificate": (Certificate.id, Certificate.number),
}
"""By noun: how people call one, and so how they look for it."""

NAMES = NUMBERS | {
    "bank_account": (BankAccount.id, BankAccount.last4),
    "organisation": (Organisation.id, Organisation.name),
    "person": (Person.id, Person.name),
    "rule_draft": (RuleDraft.id, RuleDraft.version),
    "rule_version": (RuleVersion.id, RuleVersion.version),
    "upload": (Upload.id, Upload.question),
}
"""By noun: what a row of it is called on the page. A child is called nothing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the log; '' and None ask for everything.

    `since` and `until` are moments, the second one excluded; `before` is the sequence below which
    the page begins, however many rows are added above.
    """

    number: str = ""
    who: str = ""
    noun: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """One row, who did it ('' for the portal itself), and what its subject is called.

    A draft is its provider's own: it is named here, and staff cannot look at it.
    """

    event: AuditEvent
    by: str
    called: str
    can_be_seen: bool


def entered(session: Session, actor: Actor, wanted: Wanted, size: int = PAGE) -> list[Entered]:
    """The next rows of the actor's agency, newest first; one more than `size` when more follow."""
    conditions = [AuditEvent.agency_id == actor.agency_id, *_conditions(wanted)]
    if wanted.number:
        conditions.append(_about(session, actor, wanted.number))
    rows = session.execute(
        sa.select(AuditEvent, Person.name)
        .outerjoin(Person, Person.id == AuditEvent.actor_id)
        .where(*conditions)
        .order_by(AuditEvent.sequence.desc())
        .limit(size + 1)
    ).all()
    called = _called(session, [event for event, _ in rows])
    return [
        Entered(event, by or "", *called.get((event.subject, event.subject_id), ("", False)))
        for event, by in rows
    ]


def _conditions(wanted: Wanted) -> Iterable[sa.ColumnElement[bool]]:
    if wanted.who:
        yield Person.name.icontains(wanted.who, autoescape=True)
    if wanted.noun:
        yield AuditEvent.subject == wanted.noun
    if wanted.since is not None:
        yield AuditEvent.at >= wanted.since
    if wanted.until is not None:
        yield AuditEvent.at < wanted.until
    if wanted.before is not None:
        yield AuditEvent.sequence < wanted.before


def _about(session: Session, actor: Actor, number: str) -> sa.ColumnElement[bool]:
    """Rows whose subject has this number, whatever noun it is; only of the actor's agency.

    Two steps: a row names its subject by text, and SQLite keeps ids in another spelling.
    """
    found = session.execute(
        sa.union_all(
            *(
                sa.select(sa.literal(noun), key).where(
                    name == number, key.class_.agency_id == actor.agency_id
                )
                for noun, (key, name) in NUMBERS.items()
            )
        )
    )
    pairs = [(noun, str(subject_id)) for noun, subject_id in found]
    return sa.tuple_(AuditEvent.subject, AuditEvent.subject_id).in_(pairs)


def _called(
    session: Session, events: Sequence[AuditEvent]
) -> dict[tuple[str, str], tuple[str, bool]]:
    """(noun, id) to what a person calls it and whether staff can see it, in one question."""
    ids: dict[str, set[str]] = {}
    for event in events:
        if event.subject in NAMES:
            ids.setdefault(event.subject, set()).add(event.subject_id)
    parts = [
        sa.select(sa.literal(noun), key, sa.cast(name, sa.String), _is_draft(noun)).where(
            key.in_(ids[noun])
        )
        for noun, (key, name) in NAMES.items()
        if noun in ids
    ]
    if not parts:
        return {}
    rows = session.execute(sa.union_all(*parts))
    return {(noun, str(found)): (name, not is_draft) for noun, found, name, is_draft in rows}


def _is_draft(noun: str) -> sa.ColumnElement[bool]:
    return Request.state == State.DRAFT if noun == "request" else sa.false()
