"""R10: care in evenings and at weekends raises a licensed provider's ceiling (5 CCR 18075.1)."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from provportal.domain.programs.calworks.facts import Schedule, Span
from provportal.domain.programs.calworks.terms import Settings
from provportal.domain.programs.calworks.times import DAY, WEEK
from provportal.domain.programs.calworks.values import Category, Kind, Weekday


def evening_factor(
    kind: Kind, category: Category, schedule: Schedule, settings: Settings
) -> Fraction:
    """1, 1.125 or 1.25: licensed providers only, never with the hourly category."""
    if not kind.licensed or category is Category.HOURLY:
        return Fraction(1)
    share = evening_share(schedule, settings.evening_from, settings.evening_to)
    reached = [step.factor for step in settings.evening_factors if share >= step.share]
    return max(reached, default=Fraction(1))


@lru_cache(maxsize=1_000)  # Asked once for each category that competes, in every month the same.
def evening_share(schedule: Schedule, evening: int, morning: int) -> Fraction:
    """The part of the certified week's hours that lies in the window; the same in every month.

    The window opens in the evening and closes in the morning, in minutes since midnight.
    """
    care = [span.later(DAY * n) for n, spans in enumerate(schedule) for span in spans]
    windows = evening_windows(evening, morning)
    inside = sum(span.shared_with(window) for span in care for window in windows)
    return Fraction(inside, sum(span.minutes for span in care))


def evening_windows(evening: int, morning: int) -> list[Span]:
    """Every night, and Saturday morning to Monday morning, in minutes since Monday 00:00.

    Care that begins on Sunday may reach into the next Monday evening, so that one is listed too.
    """
    nights = [Span(DAY * n + evening, DAY * (n + 1) + morning) for n in range(Weekday.FRI)]
    weekend = Span(DAY * Weekday.FRI + evening, WEEK + morning)
    return [Span(0, morning), *nights, weekend, Span(WEEK + evening, WEEK + DAY)]
