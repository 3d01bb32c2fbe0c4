"""How the service dates of two lines stand to each other, in days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from provportal.domain.duplicates.line import Line

MOVED_DAYS = 3
"""A date typed wrongly is at most this many days off; more is another service."""

SERIES_DAYS = 14
SERIES_VISITS = 3
"""Three or more visits within 14 days are a series: then visits days apart are no surprise."""


class Dates(StrEnum):
    """How two spans of service stand to each other."""

    SAME = "same"
    OVERLAP = "overlap"
    MOVED = "moved"
    APART = "apart"


def relation(one: Line, other: Line) -> Dates:
    """SAME, OVERLAP with a day in common, MOVED by at most three days, or APART."""
    if one.service_from == other.service_from and one.service_to == other.service_to:
        return Dates.SAME
    if shared_days(one, other):
        return Dates.OVERLAP
    return Dates.MOVED if days_moved(one, other) <= MOVED_DAYS else Dates.APART


def shared_days(one: Line, other: Line) -> int:
    """The number of days both lines bill."""
    first = max(one.service_from, other.service_from)
    last = min(one.service_to, other.service_to)
    return max(0, (last - first).days + 1)


def days_moved(one: Line, other: Line) -> int:
    """By how many days the dates differ at the end where they differ most."""
    first = abs((one.service_from - other.service_from).days)
    return max(first, abs((one.service_to - other.service_to).days))


def in_reach(one: Line, other: Line) -> bool:
    """Whether the other line's dates can matter at all: related, or perhaps of one series."""
    first = max(one.service_from, other.service_from)
    last = min(one.service_to, other.service_to)
    gap = (first - last).days
    return gap <= MOVED_DAYS or (gap < SERIES_DAYS and one.one_day and other.one_day)


def is_series(day: date, others: Iterable[date]) -> bool:
    """Whether the visit on this day is one of at least three within 14 days."""
    reach = timedelta(days=SERIES_DAYS)
    days = sorted({day, *(other for other in others if abs(other - day) < reach)})
    spans = zip(days, days[SERIES_VISITS - 1 :], strict=False)
    return any(first <= day <= last and last - first < reach for first, last in spans)
