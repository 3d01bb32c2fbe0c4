"""The working of one case: every figure that the decision, its reasons and its explanation need."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.money import ZERO, Money
from provportal.domain.programs.calworks.amounts import Care
from provportal.domain.programs.calworks.care_days import CareDay, judge_days
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.family_fee import family_fee
from provportal.domain.programs.calworks.paid_care import billed_care, paid_care
from provportal.domain.programs.calworks.plan import Plan, plan_of
from provportal.domain.programs.calworks.quote import Quote
from provportal.domain.programs.calworks.quotes import Quotes
from provportal.domain.programs.calworks.registration_fee import payable_fee
from provportal.domain.programs.calworks.terms import Settings, Terms
from provportal.domain.programs.calworks.unscheduled import ExtraDay, extra_days
from provportal.domain.programs.calworks.values import Category


@dataclass(frozen=True, slots=True)
class Working:
    """All amounts are of the month."""

    case: Case
    terms: Terms
    plan: Plan
    care: Care
    billed: Money
    """Care and registration fee."""
    paid_care: Money
    """The lesser of billed and allowed, or what is allowed (R09x)."""
    allowed_care: Money
    registration_fee: Money
    """The payable part."""
    family_fee: Money

    @property
    def settings(self) -> Settings:
        return self.terms.settings

    @property
    def quotes(self) -> Quotes:
        return self.care.quotes

    @property
    def quote(self) -> Quote:
        return self.care.quote

    @property
    def days(self) -> tuple[CareDay, ...]:
        return self.care.days

    @property
    def extras(self) -> tuple[ExtraDay, ...]:
        return self.care.extras

    @property
    def allowed(self) -> Money:
        """What the rules allow, before the family fee."""
        return self.allowed_care + self.registration_fee

    @property
    def added(self) -> Money:
        """What is paid beyond the care that was billed: a county may pay its ceiling (R09x)."""
        return max(self.paid_care - billed_care(self.case), ZERO)

    @property
    def payable(self) -> Money:
        """What is paid when nothing sends the request back and it is not late."""
        return self.paid_care + self.registration_fee - self.family_fee


def work_out(case: Case, terms: Terms) -> Working:
    """Price the month. Raises CaseFaults when the rule book does not cover the case."""
    plan = plan_of(case)
    care = _care(case, terms, plan)
    paid = paid_care(case, terms.settings, care.payable)
    registration_fee = payable_fee(case, paid, care.ceiling)
    return Working(
        case=case,
        terms=terms,
        plan=plan,
        care=care,
        billed=billed_care(case) + (case.billed.registration_fee or ZERO),
        paid_care=paid,
        allowed_care=care.payable,
        registration_fee=registration_fee,
        family_fee=family_fee(case, paid + registration_fee),
    )


def _care(case: Case, terms: Terms, plan: Plan) -> Care:
    quotes = Quotes.for_case(case, terms, plan)
    quote = quotes.of(quotes.category())
    extras = extra_days(case, terms.settings)
    return Care(
        quotes=quotes,
        quote=quote,
        hourly=quotes.of(Category.HOURLY) if extras else None,
        days=judge_days(case, terms.settings, plan, quote.category),
        extras=extras,
    )
