"""Exceptions that ask the provider: named fields, a due date, and one way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.moving import move_request, where_to
from provportal.actions.notices import tell_sender
from provportal.actions.submitting import (
    Receipt,
    Sending,
    already_sent,
    refuse_unless_signer,
    send_version,
)
from provportal.domain.calendar import add_business_days, pacific_date
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.notice import NoticeEvent
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.domain.submission import DIFFERENCE
from provportal.store.reads import current_version, request_for_update
from provportal.store.request import AskedItem, Request
from provportal.store.rules import rules_of


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: a reason code, 'step.question' fields with a note each, a note for all."""

    reason_code: str
    items: Mapping[str, str]
    note: str


class NothingAsked(ValueError):
    """An Exception must name at least one field or document."""


def open_exception(session: Session, context: Context, request: Request, asking: Asking) -> None:
    """Move to Exception(provider), naming the fields asked. Raises NotAllowed, NothingAsked."""
    if not asking.items:
        raise NothingAsked("name the field or document that the provider must fix")
    fields = sorted(asking.items)
    move_request(session, context, request, Action.ASK, reason=asking.reason_code, fields=fields)
    request.exception_reason = asking.reason_code
    days = rules_of(session, request).limits.answer_business_days
    request.due_on = add_business_days(pacific_date(context.now), days, frozenset())
    session.add_all(
        AskedItem(
            request_id=request.id,
            version_number=request.current_version,
            field=field,
            note=note,
            asked_at=context.now,
        )
        for field, note in asking.items.items()
    )
    session.flush()
    count, due_on = str(len(asking.items)), request.due_on.isoformat()
    event = NoticeEvent.REQUEST_NEEDS_ACTION
    tell_sender(session, context, request, event, count=count, due_on=due_on)


def open_items(session: Session, request: Request) -> list[AskedItem]:
    """What is still asked of the provider."""
    statement = sa.select(AskedItem).where(
        AskedItem.request_id == request.id, AskedItem.answered_at.is_(None)
    )
    return list(session.scalars(statement.order_by(AskedItem.field)))


def answer(
    session: Session,
    context: Context,
    request_id: str,
    changes: Mapping[str, object],
    idempotency_key: str,
) -> Receipt:
    """Send the fixed fields back: a new version with only the asked fields changed.

    The place in line is kept. Raises NotAllowed when another field is touched or one is left out,
    or when the difference that was asked for is not told.
    """
    request = request_for_update(session, context.actor, request_id)
    if already_sent(session, request, idempotency_key):
        return Receipt(request, accepted=True, findings={})
    refuse_unless_signer(context)
    where_to(context, request, Action.ANSWER)
    items = open_items(session, request)
    if {item.field for item in items} != set(changes):
        raise NotAllowed("request", Action.ANSWER, request.place, "asked fields only, and all")
    if not str(changes.get(DIFFERENCE, "nothing asked")).strip():
        raise NotAllowed("request", Action.ANSWER, request.place, "tell what is different")
    answers = _changed(current_version(session, request).answers, changes)
    sending = Sending(answers, Action.ANSWER, idempotency_key)
    receipt = send_version(session, context, request, sending)
    if receipt.accepted:
        for item in items:
            item.answered_at = context.now
    return receipt


def _changed(answers: Mapping[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    """The answers with each 'step.question' replaced."""
    changed = {slug: dict(given) for slug, given in answers.items()}
    for field, value in changes.items():
        slug, _, question = field.partition(".")
        changed.setdefault(slug, {})[question] = value
    return changed
