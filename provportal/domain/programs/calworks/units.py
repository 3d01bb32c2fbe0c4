"""R23: how many units of a category the payable days make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from provportal.domain.programs.calworks.plan import Plan
from provportal.domain.programs.calworks.values import Category


@dataclass(frozen=True, slots=True)
class Units:
    """Exact units of one month, those on days with an exceptional needs factor by themselves."""

    plain: Fraction
    raised: Fraction


def units_of(
    category: Category, plan: Plan, counted: Mapping[date, int], raised_from: date | None
) -> Units:
    """Count the days (or, hourly, the minutes) that are payable.

    Monthly: payable days / certified days of the month. Weekly: payable days / certified days a
    week. Daily: days. Hourly: hours.
    """
    raised = [day for day in counted if raised_from and day >= raised_from]
    plain = [day for day in counted if not raised_from or day < raised_from]
    if category is Category.HOURLY:
        return Units(_hours(counted, plain), _hours(counted, raised))
    days_per_unit = {
        "monthly": len(plan.minutes),
        "weekly": plan.days_per_week,
        "daily": 1,
    }[category.basis]
    return Units(_units(counted, plain, days_per_unit), _units(counted, raised, days_per_unit))


def _hours(counted: Mapping[date, int], days: list[date]) -> Fraction:
    return Fraction(sum(counted[day] for day in days), 60)


def _units(counted: Mapping[date, int], days: list[date], days_per_unit: int) -> Fraction:
    return Fraction(sum(1 for day in days if counted[day]), days_per_unit)
