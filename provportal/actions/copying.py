"""Copying a request that will not be paid into a new draft, without what was signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import drafts
from provportal.actions.drafts import draft_for_update
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.question import Answers, Kind, Question, Wizard
from provportal.domain.request import Place, State
from provportal.domain.roles import PROVIDER_ROLES, Context
from provportal.store.reads import current_version, request_for_update
from provportal.store.request import Request
from provportal.store.rules import rules_of

NOT_COPIED = frozenset({Kind.AGREEMENT, Kind.DOCUMENT})
"""A statement is agreed to anew, and a document belongs to the request it was added to."""
SIGNED_ON = "signed_on"
"""The key of the day of a signature, in every program."""


def copy(session: Session, context: Context, request_id: str) -> Request:
    """A new draft for the same child and month with the same days and amount.

    A draft that is there already for them is the answer, so that two presses make one. Raises
    NotFound, NotAllowed for a request that still lives.
    """
    source = request_for_update(session, context.actor, request_id)
    if source.withdrawn_at is None and source.place is not Place.DENIED:
        raise NotAllowed("request", "copy", source.place, "it can still be paid")
    if context.actor.role not in PROVIDER_ROLES:
        raise NotAllowed("request", "copy", source.place, "role")
    begun = _draft_of(session, source)
    if begun is not None:
        return begun
    request = drafts.start(session, context, source.certificate_id, source.service_from)
    draft = draft_for_update(session, request)
    kept = without_signatures(rules_of(session, source).wizard, _answers(session, source))
    draft.answers = {**kept, **draft.answers}
    session.flush()
    return request


def _draft_of(session: Session, source: Request) -> Request | None:
    """What is being typed for the same child and month."""
    return session.scalar(
        sa.select(Request)
        .where(
            Request.certificate_id == source.certificate_id,
            Request.organisation_id == source.organisation_id,
            Request.service_from == source.service_from,
            Request.state == State.DRAFT,
            Request.withdrawn_at.is_(None),
        )
        .order_by(Request.created_at)
        .limit(1)
    )


def _answers(session: Session, source: Request) -> Answers:
    """What was sent last, or typed when it was never sent."""
    if source.place is Place.DRAFT:
        return draft_for_update(session, source).answers
    return current_version(session, source).answers


def without_signatures(wizard: Wizard, answers: Answers) -> dict[str, Mapping[str, Any]]:
    """The answers without signatures, statements and documents."""
    kept = {
        step.slug: {
            question.key: answers[step.slug][question.key]
            for question in step.questions
            if _is_copied(question) and question.key in answers[step.slug]
        }
        for step in wizard.steps
        if step.slug in answers
    }
    return {slug: given for slug, given in kept.items() if given}


def _is_copied(question: Question) -> bool:
    return question.kind not in NOT_COPIED and question.key != SIGNED_ON
