"""Deciding: approve with a payable amount per line and a reason per cut cent, or deny."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.bills import Bill
from provportal.actions.drafts import free_keys
from provportal.actions.moving import move_request, refuse_same_person, where_to
from provportal.actions.postings import Transfer, post
from provportal.actions.reviewing import (
    Reasoned,
    decide,
    decide_by_rules,
    price_version,
    recommendation,
    refuse_sender,
)
from provportal.domain.checks import Severity, open_for_approval
from provportal.domain.ledger import Account
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import total
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.store.decision import Adjustment, Decision, DecisionKind, DecisionLine
from provportal.store.reads import check_results, current_version, lines_of, request_for_update
from provportal.store.request import Request
from provportal.store.row import new_id


def approve(session: Session, context: Context, request_id: str, reasoned: Reasoned) -> Decision:
    """Set for pay. The amounts are the rules' own, priced again now.

    Raises NotAllowed (no recommendation, an open check, a rule that sends back), SamePerson when
    the approver submitted or reviewed it.
    """
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.APPROVE)
    refuse_who_worked_on_it(session, context, request)
    version_id = current_version(session, request).id
    if recommendation(session, version_id) is None:
        raise NotAllowed("request", Action.APPROVE, request.place, "no recommendation")
    if not open_for_approval(result.verdict for result in check_results(session, version_id)):
        raise NotAllowed("request", Action.APPROVE, request.place, "checks are not done")
    bill = price_version(session, context, request)
    if any(finding.severity is Severity.BLOCK for finding in bill.assessment.findings):
        raise NotAllowed("request", Action.APPROVE, request.place, "the rules send it back")
    decision = decide_by_rules(session, context, request, (DecisionKind.APPROVE, reasoned, bill))
    request.approved_by_id = context.actor.person_id
    payable = total(line.payable for line in bill.assessment.lines)
    move_request(session, context, request, Action.APPROVE, payable=str(payable))
    _write_amounts(session, context, request, (decision, bill))
    return decision


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


def _write_amounts(
    session: Session, context: Context, request: Request, what: tuple[Decision, Bill]
) -> None:
    decision, bill = what
    lines = {line.number: line for line in lines_of(session, decision.version_id)}
    for assessed in bill.assessment.lines:
        line = lines[assessed.number]
        amount = DecisionLine(
            id=new_id(), decision_id=decision.id, line_id=line.id, payable=assessed.payable
        )
        session.add(amount)
        session.flush()
        session.add_all(
            Adjustment(
                decision_line_id=amount.id,
                code=reason.code,
                amount=reason.amount,
                rule=reason.rule,
                params=reason.params,
            )
            for reason in assessed.reasons
        )
        approval = Transfer(Account.APPROVED, Account.AWAITING_BATCH, Action.APPROVE)
        post(session, context, request, line, (approval, assessed.payable))
    session.flush()


def deny(session: Session, context: Context, request_id: str, reasoned: Reasoned) -> Decision:
    """Close without payment; frees the bill keys. It can be appealed."""
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.DENY)
    refuse_who_worked_on_it(session, context, request)
    decision = decide(session, context, request, (DecisionKind.DENY, reasoned, {}))
    free_keys(session, request)
    move_request(session, context, request, Action.DENY, reason=reasoned.reason_code)
    request.exception_reason = reasoned.reason_code
    session.flush()
    return decision


def approval_of(session: Session, version_id: str) -> Decision:
    """The approval that pays a version. Raises LookupError when there is none."""
    found = session.scalar(
        sa.select(Decision)
        .where(Decision.version_id == version_id, Decision.kind == DecisionKind.APPROVE)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    )
    if found is None:
        raise LookupError("no approval of this version")
    return found
