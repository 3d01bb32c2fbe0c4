"""The days of a month as a form asks for them: what was approved, what was different, and runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Times = tuple[tuple[str, str], ...]
"""Pairs of 24-hour times, came and left: (('08:00', '17:00'),). Left before came: the next day."""

Day = Mapping[str, object]
"""What happened on one day: `status`, and `reason` or `times` where they say more. An empty one is
marked as different, and not yet described."""

ATTENDED = "attended"
EXCUSED = "absent_excused"
UNEXCUSED = "absent_unexcused"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Attendance:
    """How a program asks about days.

    `approved` gives the approved times of each approved day of the authorisation's terms, from one
    day to another, both included. `reasons` are the excused ones: stored word -> words for people.
    """

    approved: Callable[[Mapping[str, object], date, date], Mapping[date, Times]]
    reasons: Mapping[str, str]


def described(days: Mapping[str, Day]) -> bool:
    """Whether every marked day says what happened on it."""
    return all(day.get("status") for day in days.values())


def marked(marks: Iterable[date], days: Mapping[str, Day]) -> dict[str, Day]:
    """These days marked; what was said about those that stay is kept."""
    return {mark.isoformat(): days.get(mark.isoformat(), {}) for mark in sorted(marks)}


def runs(approved: Sequence[date], days: Mapping[str, Day]) -> list[tuple[date, ...]]:
    """Marked days in a row, one question each: approved days that follow on and say the same.

    A weekend without approved care does not break a row.
    """
    found: list[tuple[date, ...]] = []
    before: Day | None = None
    for day in approved:
        said = days.get(day.isoformat())
        if said is not None and found and said == before:
            found[-1] = (*found[-1], day)
        elif said is not None:
            found.append((day,))
        before = said
    return found
