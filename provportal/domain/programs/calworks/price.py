"""The price of one month of one child: what is paid, and why not the rest. Start reading here."""

from __future__ import annotations

from datetime import date

from provportal.domain.money import ZERO, Money
from provportal.domain.programs.calworks.adjustments import adjustments
from provportal.domain.programs.calworks.answer import Adjustment, Answer, Decision, Finding
from provportal.domain.programs.calworks.explain import explain
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.findings import noted_findings, returning_findings
from provportal.domain.programs.calworks.lateness import is_late, last_day
from provportal.domain.programs.calworks.pay_by import complete_on, pay_by
from provportal.domain.programs.calworks.terms import terms_of
from provportal.domain.programs.calworks.working import Working, work_out
from provportal.domain.rulebook import RuleBook

__all__ = ["Answer", "price"]


def price(case: Case, book: RuleBook) -> Answer:
    """Decide one case by one rule book.

    Raises CaseFaults when the book has no ceilings for the county, month or category.
    """
    working = work_out(case, terms_of(book))
    missing = returning_findings(working)
    if missing:
        return _returned(working, missing)
    if is_late(case, working.settings):
        return _late(working)
    return _priced(working)


def _returned(working: Working, missing: tuple[Finding, ...]) -> Answer:
    rule = "R25" if any(f.field.startswith("signatures") for f in missing) else "R09"
    nothing = _all_of_it(working, Adjustment("INCOMP", working.billed, rule))
    return _answer(working, Decision.RETURN, nothing, missing, None)


def _late(working: Working) -> Answer:
    last = last_day(working.case, working.settings)
    late = Adjustment("LATE", working.billed, "R26", params={"date": str(last)})
    nothing = _all_of_it(working, late)
    return _answer(working, Decision.NOT_PAYABLE, nothing, (), complete_on(working.case))


def _all_of_it(working: Working, reason: Adjustment) -> tuple[Adjustment, ...]:
    return (reason,) if working.billed else ()


def _priced(working: Working) -> Answer:
    reasons = adjustments(working)
    decision = _decision(working.payable, working.billed)
    return _answer(working, decision, reasons, (), complete_on(working.case))


def _decision(payable: Money, billed: Money) -> Decision:
    if payable == ZERO:
        return Decision.NOT_PAYABLE
    return Decision.PAY if payable >= billed else Decision.PART_PAY


def _answer(
    working: Working,
    decision: Decision,
    reasons: tuple[Adjustment, ...],
    missing: tuple[Finding, ...],
    complete: date | None,
) -> Answer:
    paid = decision in (Decision.PAY, Decision.PART_PAY)
    return Answer(
        decision=decision,
        payable=working.payable if paid else ZERO,
        billed=working.billed,
        category=working.quote.category,
        ceiling=working.quote.ceiling,
        allowed=working.allowed,
        adjustments=reasons,
        complete_on=complete,
        pay_by=pay_by(complete, working.settings) if complete else None,
        findings=(*missing, *noted_findings(working)),
        explanation=explain(working),
    )
