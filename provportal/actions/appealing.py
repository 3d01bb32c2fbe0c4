"""Closed requests: one that was never answered lapses, and an appeal that is upheld reopens one."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.asking import open_items
from provportal.actions.bills import claim_keys
from provportal.actions.drafts import free_keys
from provportal.actions.moving import move_request, refuse_same_person, where_to
from provportal.actions.notices import tell_sender
from provportal.actions.reviewing import (
    Reasoned,
    decide,
    price_version,
    refuse_who_worked_on_it,
)
from provportal.domain.calendar import pacific_date
from provportal.domain.checks import Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.notice import NoticeEvent
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.store.decision import Decision, DecisionKind
from provportal.store.reads import check_results, current_version, request_for_update
from provportal.store.request import Request
from provportal.store.rules import rules_of

CLOSING = (DecisionKind.DENY, DecisionKind.LAPSE)
"""The decisions that close a request without payment."""


class KeyTaken(NotAllowed):
    """Another living request asks for the same bill now; `number` is its number."""

    def __init__(self, place: str, number: str) -> None:
        super().__init__("request", Action.UPHOLD_APPEAL, place, f"{number} asks for the same")
        self.number = number


def close(
    session: Session,
    context: Context,
    request: Request,
    closing: tuple[Action, DecisionKind, Reasoned],
) -> Decision:
    """Close a request without payment: its bill keys are free, and until a day it can be appealed.

    Raises NotAllowed, and SamePerson for who sent or reviewed it.
    """
    action, kind, reasoned = closing
    where_to(context, request, action)
    refuse_who_worked_on_it(session, context, request)
    decision = decide(session, context, request, (kind, reasoned, {}))
    free_keys(session, request)
    move_request(session, context, request, action, reason=reasoned.reason_code)
    request.exception_reason = reasoned.reason_code
    days = rules_of(session, request).limits.appeal_days
    request.due_on = pacific_date(context.now) + timedelta(days=days)
    denied, due_on = NoticeEvent.REQUEST_DENIED, request.due_on.isoformat()
    tell_sender(session, context, request, denied, due_on=due_on)
    session.flush()
    return decision


def lapse(session: Session, context: Context, request_id: str, reasoned: Reasoned) -> Decision:
    """Close what its provider did not answer; an approver's work.

    Raises NotAllowed until the due date has passed, and for the system: nothing warns the provider
    before it, so a person looks first.
    """
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.LAPSE)
    if context.actor.person_id is None:
        raise NotAllowed("request", Action.LAPSE, request.place, "nobody warned the provider")
    if request.due_on is None or pacific_date(context.now) <= request.due_on:
        raise NotAllowed("request", Action.LAPSE, request.place, "it can still be answered")
    return close(session, context, request, (Action.LAPSE, DecisionKind.LAPSE, reasoned))


def uphold_appeal(
    session: Session, context: Context, request_id: str, reasoned: Reasoned
) -> Decision:
    """Reopen a closed request for a new review, by another person than the one who closed it.

    It claims its bill keys again. Raises SamePerson, KeyTaken when another request has them,
    NotAllowed when a check still blocks what was sent: then only a new request helps.
    """
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.UPHOLD_APPEAL)
    refuse_same_person(context, "deny and uphold the appeal", *_closers(session, request))
    version = current_version(session, request)
    if Verdict.BLOCKED in {result.verdict for result in check_results(session, version.id)}:
        raise NotAllowed("request", Action.UPHOLD_APPEAL, request.place, "a check blocks")
    lost = claim_keys(session, request, price_version(session, context, request))
    if lost:
        raise KeyTaken(request.place, lost[0].params["number"])
    decision = decide(session, context, request, (DecisionKind.UPHOLD_APPEAL, reasoned, {}))
    # The appeal answers what was still asked; and the review starts anew.
    for item in open_items(session, request):
        item.answered_at = context.now
    request.reviewed_by_id = None
    move_request(session, context, request, Action.UPHOLD_APPEAL, reason=reasoned.reason_code)
    return decision


def _closers(session: Session, request: Request) -> list[str | None]:
    return list(
        session.scalars(
            sa.select(Decision.decided_by_id).where(
                Decision.request_id == request.id, Decision.kind.in_(CLOSING)
            )
        )
    )
