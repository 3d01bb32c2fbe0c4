"""Reviewing: taking a request, sending it back, setting it aside, recommending it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.asking import Asking, open_exception
from provportal.actions.audit import Change, Subject
from provportal.actions.bills import Bill, make_bill
from provportal.actions.moving import move_request, refuse_same_person, where_to
from provportal.actions.promised_dates import promise_answer
from provportal.domain.calendar import add_business_days, pacific_date
from provportal.domain.checks import Verdict, open_for_review
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Action, Place
from provportal.domain.roles import Context, Role
from provportal.store.decision import Decision, DecisionKind
from provportal.store.reads import check_results, current_version, request_for_update
from provportal.store.request import Request, RequestVersion
from provportal.store.rules import rules_of


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Why: a reason code, words for the provider, words for staff only."""

    reason_code: str
    note: str
    private_note: str = ""

    def __post_init__(self) -> None:
        if not self.reason_code or not self.note.strip():
            raise ValueError("every decision needs a reason code and words")


def take(session: Session, context: Context, request_id: str) -> Request:
    """Take a request from the queue. Raises NotAllowed while a check runs or blocks."""
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.TAKE)
    refuse_sender(session, context, request)
    version = current_version(session, request)
    if not open_for_review(result.verdict for result in check_results(session, version.id)):
        raise NotAllowed("request", Action.TAKE, request.place, "checks are not done")
    move_request(session, context, request, Action.TAKE)
    request.owner_id = context.actor.person_id
    session.flush()
    return request


def send_back(
    session: Session,
    context: Context,
    request_id: str,
    items: Mapping[str, str],
    reasoned: Reasoned,
) -> Request:
    """Send back as Exception(provider), naming each field and what is wanted of it.

    What was set aside its owner alone may send back.
    """
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.ASK)
    if request.place is Place.SET_ASIDE:
        refuse_unless_owner(context, request, Action.ASK)
    refuse_sender(session, context, request)
    open_exception(session, context, request, Asking(reasoned.reason_code, items, reasoned.note))
    asked = {"fields": sorted(items)}
    decide(session, context, request, (DecisionKind.ASK, reasoned, asked))
    return request


def set_aside(session: Session, context: Context, request_id: str, reasoned: Reasoned) -> Request:
    """Set aside as Exception(staff): the agency must settle something; the actor owns it."""
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.SET_ASIDE)
    refuse_sender(session, context, request)
    move_request(session, context, request, Action.SET_ASIDE, reason=reasoned.reason_code)
    request.exception_reason = reasoned.reason_code
    request.owner_id = context.actor.person_id
    days = rules_of(session, request).limits.aside_business_days
    request.due_on = due_on = add_business_days(pacific_date(context.now), days, frozenset())
    promise_answer(session, context, request, due_on)
    decide(session, context, request, (DecisionKind.SET_ASIDE, reasoned, {}))
    return request


def resume(session: Session, context: Context, request_id: str, reason: str) -> Request:
    """Take a request that was set aside back into review. Only its owner may."""
    request = request_for_update(session, context.actor, request_id)
    refuse_unless_owner(context, request, Action.RESUME)
    where_to(context, request, Action.RESUME)
    version = current_version(session, request)
    if Verdict.BLOCKED in {result.verdict for result in check_results(session, version.id)}:
        raise NotAllowed("request", Action.RESUME, request.place, "a check blocks")
    move_request(session, context, request, Action.RESUME, reason=reason)
    request.owner_id = context.actor.person_id
    session.flush()
    return request


def refuse_unless_owner(context: Context, request: Request, action: Action) -> None:
    """What one person set aside or holds, this person alone takes further. Raises NotAllowed."""
    if request.owner_id != context.actor.person_id:
        raise NotAllowed("request", action, request.place, "not its owner")


def recommend(session: Session, context: Context, request_id: str, reasoned: Reasoned) -> Decision:
    """Recommend for payment: stores what the rules pay today. Raises NotAllowed, SamePerson."""
    request = request_for_update(session, context.actor, request_id)
    if request.place is not Place.IN_REVIEW or context.actor.role is not Role.REVIEWER:
        raise NotAllowed("request", "recommend", request.place, "state")
    refuse_sender(session, context, request)
    bill = price_version(session, context, request)
    request.reviewed_by_id = context.actor.person_id
    decision = decide_by_rules(session, context, request, (DecisionKind.RECOMMEND, reasoned, bill))
    subject = Subject("request", request.id, request.agency_id)
    change = Change(after={"reason": reasoned.reason_code})
    audit.record(session, context, "request.recommend", subject, change)
    session.flush()
    return decision


def refuse_sender(session: Session, context: Context, request: Request) -> None:
    """Nobody judges what they sent, be it an earlier version. Raises SamePerson."""
    senders = session.scalars(
        sa.select(RequestVersion.submitted_by_id).where(RequestVersion.request_id == request.id)
    )
    refuse_same_person(context, "submit and review", *senders)


def refuse_who_worked_on_it(session: Session, context: Context, request: Request) -> None:
    """Nobody decides on what they sent or reviewed. Raises SamePerson."""
    reviewers = session.scalars(
        sa.select(Decision.decided_by_id).where(
            Decision.request_id == request.id,
            Decision.kind.in_([DecisionKind.RECOMMEND, DecisionKind.ASK, DecisionKind.SET_ASIDE]),
        )
    )
    refuse_same_person(context, "review and approve", request.reviewed_by_id, *reviewers)
    refuse_sender(session, context, request)


def price_version(session: Session, context: Context, request: Request) -> Bill:
    """What the rules in force on the month pay for the version that counts.

    Received is the day of its own submit, whenever it is priced again.
    """
    version = current_version(session, request)
    return make_bill(session, as_received(context, version), request, version.answers)


def as_received(context: Context, version: RequestVersion) -> Context:
    """The same actor at the moment at which a version was sent: what rules count from."""
    return Context(context.actor, version.submitted_at, context.request_id)


def recommendation(session: Session, request: Request) -> Decision | None:
    """The reviewer's recommendation of the version that counts.

    One that came back for a new decision names no reviewer until it is recommended anew.
    """
    if request.reviewed_by_id is None:
        return None
    version = current_version(session, request)
    return session.scalar(
        sa.select(Decision)
        .where(Decision.version_id == version.id, Decision.kind == DecisionKind.RECOMMEND)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    )


def decide(
    session: Session,
    context: Context,
    request: Request,
    what: tuple[DecisionKind, Reasoned, Mapping[str, object]],
) -> Decision:
    """Store a decision that needs no price."""
    kind, reasoned, inputs = what
    decision = Decision(
        request_id=request.id,
        version_id=current_version(session, request).id,
        kind=kind,
        reason_code=reasoned.reason_code,
        note=reasoned.note,
        private_note=reasoned.private_note,
        decided_at=context.now,
        decided_by_id=context.actor.person_id,
        formulas=[],
        inputs=dict(inputs),
        result={},
    )
    session.add(decision)
    session.flush()
    return decision


def decide_by_rules(
    session: Session,
    context: Context,
    request: Request,
    what: tuple[DecisionKind, Reasoned, Bill],
) -> Decision:
    """Store a decision with the rule version, formulas, inputs and result it stands on."""
    kind, reasoned, bill = what
    decision = Decision(
        request_id=request.id,
        version_id=current_version(session, request).id,
        kind=kind,
        reason_code=reasoned.reason_code,
        note=reasoned.note,
        private_note=reasoned.private_note,
        decided_at=context.now,
        decided_by_id=context.actor.person_id,
        rule_version_id=bill.rules.id,
        formulas=list(bill.assessment.formulas),
        inputs=bill.assessment.inputs,
        result=bill.assessment.result,
    )
    session.add(decision)
    session.flush()
    return decision
