"""Deciding: approve with a payable amount per line and a reason per cut cent, or deny."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.appealing import close
from provportal.actions.bills import Bill, check_bill
from provportal.actions.moving import move_request, where_to
from provportal.actions.postings import Transfer, post
from provportal.actions.rechecking import blocking
from provportal.actions.reviewing import (
    Reasoned,
    as_received,
    decide_by_rules,
    price_version,
    recommendation,
    refuse_who_worked_on_it,
)
from provportal.domain.checks import open_for_approval
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

    Raises NotAllowed (no recommendation, an open check, one that blocks as the records stand now),
    SamePerson when the approver submitted or reviewed it.
    """
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.APPROVE)
    refuse_who_worked_on_it(session, context, request)
    version = current_version(session, request)
    if recommendation(session, request) is None:
        raise NotAllowed("request", Action.APPROVE, request.place, "no recommendation")
    if not open_for_approval(result.verdict for result in check_results(session, version.id)):
        raise NotAllowed("request", Action.APPROVE, request.place, "checks are not done")
    bill = price_version(session, context, request)
    if blocking(check_bill(session, as_received(context, version), request, bill)):
        raise NotAllowed("request", Action.APPROVE, request.place, "a check blocks by now")
    decision = decide_by_rules(session, context, request, (DecisionKind.APPROVE, reasoned, bill))
    request.approved_by_id = context.actor.person_id
    payable = total(line.payable for line in bill.assessment.lines)
    move_request(session, context, request, Action.APPROVE, payable=str(payable))
    _write_amounts(session, context, request, (decision, bill))
    return decision


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
    """Close without payment; frees the bill keys. It can be appealed.

    Raises NotAllowed, SamePerson.
    """
    request = request_for_update(session, context.actor, request_id)
    return close(session, context, request, (Action.DENY, DecisionKind.DENY, reasoned))


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
