"""The same day some years later: birthdays, and twelve months after a change."""

from __future__ import annotations

from calendar import isleap
from datetime import date


def anniversary(day: date, years: int) -> date:
    """The day `years` later; of 29 February, 28 February in common years (R33)."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)
