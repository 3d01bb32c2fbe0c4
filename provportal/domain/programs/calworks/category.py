"""R06: which time bases fit the certified need."""

from __future__ import annotations

from collections.abc import Callable

from provportal.domain.programs.calworks.plan import Plan
from provportal.domain.programs.calworks.terms import Settings
from provportal.domain.programs.calworks.values import Category


def full_time(plan: Plan, settings: Settings) -> bool:
    """30 certified hours a week or more."""
    return plan.weekly_hours >= settings.full_time_from_weekly_hours


def _hourly(plan: Plan, settings: Settings) -> bool:
    longest = max(plan.minutes.values())
    return longest < settings.hourly_below_daily_hours * 60 and not full_time(plan, settings)


def _daily(plan: Plan, settings: Settings) -> bool:
    shortest = min(plan.minutes.values())
    long_enough = shortest >= settings.hourly_below_daily_hours * 60
    return long_enough and len(plan.minutes) <= settings.daily_up_to_days


def _part_time(plan: Plan, settings: Settings) -> bool:
    return not full_time(plan, settings)


FITS: dict[Category, Callable[[Plan, Settings], bool]] = {
    Category.MONTHLY_FULL_TIME: full_time,
    Category.MONTHLY_PART_TIME: _part_time,
    Category.WEEKLY_FULL_TIME: full_time,
    Category.WEEKLY_PART_TIME: _part_time,
    Category.DAILY: _daily,
    Category.HOURLY: _hourly,
}
"""R06: the certified need that each category is for.

Monthly asks for need in every week of the month: a certified week repeats, so that is always so.
"""


def fitting(plan: Plan, settings: Settings) -> list[Category]:
    """The categories that fit the certified need, the longest first; never none."""
    return [category for category in Category if FITS[category](plan, settings)]


def monthly_by_need(plan: Plan, settings: Settings) -> Category:
    """What an exempt provider's silent certificate means (R08)."""
    if full_time(plan, settings):
        return Category.MONTHLY_FULL_TIME
    return Category.MONTHLY_PART_TIME
