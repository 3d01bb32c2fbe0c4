"""Rules of a program: drafted, changed and proposed by one person, published by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.moving import move_draft, refuse_same_person
from provportal.actions.records import refuse_outsiders
from provportal.actions.records_agency import plain_payload
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Context
from provportal.domain.rule_draft import LIFECYCLE, OPEN, DraftAction, Obstacle, obstacles
from provportal.domain.rulebook import RuleBook, payload_hash
from provportal.store.agency import Agency, RuleDraft, RuleVersion
from provportal.store.locking import locked
from provportal.store.row import new_id
from provportal.store.rule_reads import draft_for_update, known_of


@dataclass(frozen=True, slots=True)
class Written:
    """A rule book, where it comes from, and the law that lets it reach back ('' when none)."""

    book: RuleBook
    source: str
    reaches_back_because: str = ""


class InTheWay(ValueError):
    """The draft cannot be published as it stands; carries every obstacle."""

    def __init__(self, found: tuple[Obstacle, ...]) -> None:
        super().__init__(", ".join(obstacle.code for obstacle in found))
        self.obstacles = found


def draft(
    session: Session, context: Context, agency_id: str, program: str, written: Written
) -> RuleDraft:
    """Begin a draft. Raises NotAllowed, InTheWay when an open one begins on the same day."""
    refuse_outsiders(context, "rule_draft", agency_id)
    made = RuleDraft(
        id=new_id(), agency_id=agency_id, program=program, authors=[], made_at=context.now
    )
    _write(session, context, made, written)
    session.add(made)
    session.flush()
    subject = Subject("rule_draft", made.id, agency_id)
    after = {"program": program, "version": made.version, "hash": made.hash}
    audit.record(session, context, "rule_draft.draft", subject, Change(after=after))
    return made


def change(session: Session, context: Context, draft_id: str, written: Written) -> RuleDraft:
    """Write it anew; who does is one of its authors. Raises NotAllowed once it is proposed."""
    found = draft_for_update(session, context.actor, draft_id)
    move_draft(session, context, found, DraftAction.CHANGE)
    _write(session, context, found, written)
    session.flush()
    return found


def _write(session: Session, context: Context, into: RuleDraft, written: Written) -> None:
    book = written.book
    other = _open_on(session, into, book.effective_from)
    if other is not None:
        day = book.effective_from.isoformat()
        raise InTheWay((Obstacle("day_drafted", {"version": other.version, "day": day}),))
    into.version, into.effective_from = book.version, book.effective_from
    into.payload, into.hash = plain_payload(book), payload_hash(book.payload)
    into.source, into.reaches_back_because = written.source, written.reaches_back_because
    into.authors = _with(into.authors, context.actor.person_id)


def _open_on(session: Session, draft: RuleDraft, day: date) -> RuleDraft | None:
    """Another open draft of the same agency, program and day."""
    return session.scalar(
        sa.select(RuleDraft).where(
            RuleDraft.agency_id == draft.agency_id,
            RuleDraft.program == draft.program,
            RuleDraft.effective_from == day,
            RuleDraft.state.in_(OPEN),
            RuleDraft.id != draft.id,
        )
    )


def _with(authors: list[str], person_id: str | None) -> list[str]:
    return sorted({*authors, person_id} - {None}, key=str) if person_id else authors


def propose(session: Session, context: Context, draft_id: str, seen: str) -> RuleDraft:
    """Ask a second person to publish it; from now on its text stays.

    `seen` is the hash of what was shown. Raises NotAllowed, InTheWay.
    """
    found = _seen(session, context, (draft_id, seen), DraftAction.PROPOSE)
    _refuse_obstacles(session, found)
    found.authors = _with(found.authors, context.actor.person_id)
    found.proposed_at, found.proposed_by_id = context.now, context.actor.person_id
    move_draft(session, context, found, DraftAction.PROPOSE)
    return found


def take_back(session: Session, context: Context, draft_id: str) -> RuleDraft:
    """Open a proposed draft for writing again. Raises NotAllowed."""
    found = draft_for_update(session, context.actor, draft_id)
    move_draft(session, context, found, DraftAction.TAKE_BACK)
    return found


def discard(session: Session, context: Context, draft_id: str) -> RuleDraft:
    """Give a draft up; it is kept, and never becomes a version. Raises NotAllowed."""
    found = draft_for_update(session, context.actor, draft_id)
    found.ended_at, found.ended_by_id = context.now, context.actor.person_id
    move_draft(session, context, found, DraftAction.DISCARD)
    return found


def publish(session: Session, context: Context, draft_id: str, seen: str) -> RuleVersion:
    """The second person makes it a version, which never changes.

    Raises NotAllowed, SamePerson for everyone who wrote in it or proposed it, InTheWay.
    """
    found = _seen(session, context, (draft_id, seen), DraftAction.PUBLISH)
    refuse_same_person(context, "draft and publish rules", *found.authors)
    _refuse_obstacles(session, found)
    version = _version(context, found)
    session.add(version)
    session.flush()
    found.rule_version_id = version.id
    found.ended_at, found.ended_by_id = context.now, context.actor.person_id
    move_draft(session, context, found, DraftAction.PUBLISH)
    subject = Subject("rule_version", version.id, version.agency_id)
    after = {"program": version.program, "version": version.version, "hash": version.hash}
    audit.record(session, context, "rule_version.publish", subject, Change(after=after))
    session.flush()
    return version


def _version(context: Context, draft: RuleDraft) -> RuleVersion:
    return RuleVersion(
        id=new_id(),
        agency_id=draft.agency_id,
        program=draft.program,
        version=draft.version,
        effective_from=draft.effective_from,
        payload=draft.payload,
        hash=draft.hash,
        source=draft.source,
        published_at=context.now,
        drafted_by_id=draft.proposed_by_id,
        published_by_id=context.actor.person_id,
    )


def _seen(
    session: Session, context: Context, shown: tuple[str, str], action: DraftAction
) -> RuleDraft:
    """The draft, when it may be moved and still is what was shown: (id, hash). Raises NotAllowed.

    The agency is locked as well: of two drafts at the same moment the second sees the first.
    """
    found = draft_for_update(session, context.actor, shown[0])
    session.execute(locked(sa.select(Agency.id).where(Agency.id == found.agency_id)))
    LIFECYCLE.move(action, found.state, context.actor.role)
    if found.hash != shown[1]:
        raise NotAllowed("rule_draft", action, found.state, "changed meanwhile")
    return found


def obstacles_of(session: Session, draft: RuleDraft) -> tuple[Obstacle, ...]:
    """What stands between a draft and its publication now."""
    known = known_of(session, draft.agency_id, draft.program)
    because = draft.reaches_back_because
    return obstacles(draft.version, draft.effective_from, because, known)


def _refuse_obstacles(session: Session, draft: RuleDraft) -> None:
    found = obstacles_of(session, draft)
    if found:
        raise InTheWay(found)
