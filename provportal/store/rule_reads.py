"""Questions asked of rule versions and their drafts, each inside one agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.roles import Actor, Role
from provportal.domain.rule_draft import OPEN, Known
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.decision import Decision
from provportal.store.locking import locked
from provportal.store.reads import NotFound
from provportal.store.request import Request


def versions_of(session: Session, agency_id: str, program: str) -> Sequence[RuleVersion]:
    """All published versions of a program, the latest to begin first."""
    return session.scalars(
        sa.select(RuleVersion)
        .where(RuleVersion.agency_id == agency_id, RuleVersion.program == program)
        .order_by(RuleVersion.effective_from.desc(), RuleVersion.published_at.desc())
    ).all()


def every_version(session: Session, agency_id: str) -> Sequence[RuleVersion]:
    """All published versions of an agency's programs, the latest to begin first."""
    return session.scalars(
        sa.select(RuleVersion)
        .where(RuleVersion.agency_id == agency_id)
        .order_by(RuleVersion.effective_from.desc(), RuleVersion.published_at.desc())
    ).all()


def version_of(session: Session, actor: Actor, version_id: str) -> RuleVersion:
    """One version of the actor's agency. Raises NotFound."""
    statement = sa.select(RuleVersion).where(
        RuleVersion.id == version_id, RuleVersion.agency_id == actor.agency_id
    )
    found = session.scalar(statement)
    if found is None:
        raise NotFound("rule version")
    return found


def open_drafts(session: Session, agency_id: str) -> Sequence[RuleDraft]:
    """Drafts that may still become versions, in the order in which they would begin."""
    return session.scalars(
        sa.select(RuleDraft)
        .where(RuleDraft.agency_id == agency_id, RuleDraft.state.in_(OPEN))
        .order_by(RuleDraft.program, RuleDraft.effective_from)
    ).all()


def draft_of(session: Session, actor: Actor, draft_id: str) -> RuleDraft:
    """One draft of the actor's agency. Raises NotFound."""
    return _found(session.scalar(_scoped(actor).where(RuleDraft.id == draft_id)))


def draft_for_update(session: Session, actor: Actor, draft_id: str) -> RuleDraft:
    """The draft, locked. Raises NotFound."""
    return _found(session.scalar(locked(_scoped(actor).where(RuleDraft.id == draft_id))))


def _scoped(actor: Actor) -> sa.Select[RuleDraft]:
    statement = sa.select(RuleDraft)
    if actor.role is Role.SYSTEM:
        return statement
    return statement.where(RuleDraft.agency_id == actor.agency_id)


def _found(draft: RuleDraft | None) -> RuleDraft:
    if draft is None:
        raise NotFound("draft of rules")
    return draft


def before_day(session: Session, agency_id: str, program: str, day: date) -> RuleVersion | None:
    """The version that one beginning on this day would follow; None for the first."""
    return session.scalar(
        sa.select(RuleVersion)
        .where(
            RuleVersion.agency_id == agency_id,
            RuleVersion.program == program,
            RuleVersion.effective_from < day,
        )
        .order_by(RuleVersion.effective_from.desc(), RuleVersion.published_at.desc())
        .limit(1)
    )


def latest_on(
    session: Session, agency_id: str, program: str, day: date
) -> RuleVersion | RuleDraft | None:
    """What will have been in force on a day when every open draft is published as it stands."""
    following = day + timedelta(days=1)
    published = before_day(session, agency_id, program, following)
    drafts = [
        draft
        for draft in open_drafts(session, agency_id)
        if draft.program == program and draft.effective_from < following
    ]
    # Of one day the draft comes first: it was written upon the version that began then.
    found: list[RuleVersion | RuleDraft] = [*drafts, *([published] if published else [])]
    return max(found, key=lambda one: one.effective_from, default=None)


def known_of(session: Session, agency_id: str, program: str) -> Known:
    """What a draft may collide with: published versions, and months of which was decided."""
    versions = versions_of(session, agency_id, program)
    decided_until = session.scalar(
        sa.select(sa.func.max(Request.service_from))
        .join(Decision, Decision.request_id == Request.id)
        .where(
            Request.agency_id == agency_id,
            Request.program == program,
            Decision.rule_version_id.is_not(None),
        )
    )
    return Known({one.version: one.effective_from for one in versions}, decided_until)
