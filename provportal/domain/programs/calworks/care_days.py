"""Which certified days are payable, and the first reason why each other day is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from provportal.domain.programs.calworks.age import over_age
from provportal.domain.programs.calworks.certificate import after_certificate, before_certificate
from provportal.domain.programs.calworks.closure import unpaid_closures
from provportal.domain.programs.calworks.engine import counted_minutes
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.licence import without_licence
from provportal.domain.programs.calworks.plan import Plan
from provportal.domain.programs.calworks.terms import Settings
from provportal.domain.programs.calworks.trustline import without_trustline
from provportal.domain.programs.calworks.values import Category

Unpayable = Callable[[Case, Settings, date], bool]

DAY_RULES: tuple[tuple[str, Unpayable], ...] = (
    ("NOAUTH", before_certificate),
    ("ENDED", after_certificate),
    ("AGE", over_age),
    ("LIC", without_licence),
    ("TRUST", without_trustline),
)
"""Asked of each day in this order; the first that applies is the day's reason."""

DAY_CODES = (*(code for code, _ in DAY_RULES), "CLOSE", "TIME")
"""The order in which unpaid days are explained."""


@dataclass(frozen=True, slots=True)
class CareDay:
    """A certified day: its certified minutes, those that count, and why the others do not."""

    day: date
    certified: int
    counted: int
    reason: str | None


def unpayable_reason(case: Case, settings: Settings, day: date) -> str | None:
    """The first rule that keeps any care on this day from being paid."""
    for code, applies in DAY_RULES:
        if applies(case, settings, day):
            return code
    return None


def judge_days(
    case: Case, settings: Settings, plan: Plan, category: Category
) -> tuple[CareDay, ...]:
    """Every certified day of the month, in order, judged for this category."""
    reasons = {day: unpayable_reason(case, settings, day) for day in plan.minutes}
    open_days = [day for day, reason in reasons.items() if reason is None]
    for day in unpaid_closures(case, settings, open_days):
        reasons[day] = "CLOSE"
    judged = []
    for day, certified in plan.minutes.items():
        reason = reasons[day]
        counted = 0 if reason else counted_minutes(case, settings, category, day, certified)
        if not reason and counted < certified:
            reason = "TIME"
        judged.append(CareDay(day, certified, counted, reason))
    return tuple(judged)
