"""What the rules would pay if the request were sent now, and by when; nothing is promised by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from provportal.actions.bills import check_bill, make_bill
from provportal.actions.previewing import CALENDAR
from provportal.blueprints.wizard.journey import Journey
from provportal.domain.calendar import pacific_date
from provportal.domain.checks import Finding, Severity
from provportal.domain.money import Money, total
from provportal.domain.program import Unreadable
from provportal.domain.question import Kind
from provportal.domain.remittance import Reason
from provportal.domain.roles import Context

NO_CLOSED_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Estimate:
    """Asked - reasons = payable, and what stands in the way. Amounts are None when unreadable."""

    asked: Money | None
    payable: Money | None
    reasons: tuple[Reason, ...]
    blocks: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    paid_by: date
    decided_by: date
    send_by: date
    """The last day on which sending still keeps `paid_by`."""


def estimate(session: Session, context: Context, journey: Journey) -> Estimate:
    """The estimate of a draft, as if it were signed and sent today."""
    today = pacific_date(context.now)
    answers = signed(journey, today)
    try:
        bill = make_bill(session, context, journey.request, answers)
    except Unreadable as unreadable:
        return _dated(today, None, None, (), unreadable.findings)
    lines = bill.assessment.lines
    found = check_bill(session, context, journey.request, bill)
    return _dated(
        bill.assessment.complete_on or today,
        total(line.asked for line in lines),
        total(line.payable for line in lines),
        tuple(reason for line in lines for reason in line.reasons),
        tuple(finding for findings in found.values() for finding in findings),
    )


def signed(journey: Journey, today: date) -> dict[str, Any]:
    """The answers with the questions of the signing step answered as they usually are."""
    usual: dict[Kind, object] = {Kind.DATE: today.isoformat(), Kind.AGREEMENT: True}
    filled: dict[str, dict[str, object]] = {
        step.slug: {
            question.key: usual.get(question.kind) for question in step.asked(journey.answers)
        }
        for step in journey.steps
        if step.signs
    }
    return {**journey.answers, **filled}


def _dated(
    complete_on: date,
    asked: Money | None,
    payable: Money | None,
    reasons: tuple[Reason, ...],
    found: tuple[Finding, ...],
) -> Estimate:
    paid_by = CALENDAR.promised_settlement(complete_on, NO_CLOSED_DAYS)
    return Estimate(
        asked=asked,
        payable=payable,
        reasons=reasons,
        blocks=tuple(one for one in found if one.severity is Severity.BLOCK),
        warnings=tuple(one for one in found if one.severity is Severity.WARNING),
        paid_by=paid_by,
        decided_by=CALENDAR.decide_by(complete_on, NO_CLOSED_DAYS),
        send_by=last_day_for(paid_by, complete_on),
    )


def last_day_for(paid_by: date, day: date) -> date:
    """The last day, from a day on, whose promised settlement is still this one."""
    following = day + timedelta(days=1)
    while CALENDAR.promised_settlement(following, NO_CLOSED_DAYS) <= paid_by:
        day, following = following, following + timedelta(days=1)
    return day
