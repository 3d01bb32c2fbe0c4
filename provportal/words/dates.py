"""Dates as people read them: 'Tue 10 Nov 2026', 'Oct 2026', '1 to 15 Oct 2026'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from provportal.domain.calendar import PACIFIC, pacific_date
from provportal.words.catalogue import say

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(language: str, when: date) -> str:
    """'Tue 10 Nov 2026': the weekday, so that nobody has to look it up."""
    return say(
        language,
        "{weekday} {day} {month} {year}",
        weekday=say(language, WEEKDAYS[when.weekday()]),
        **_parts(language, when),
    )


def short_day(language: str, when: date) -> str:
    """'Tue 10 Nov', kept on one line: for days that are near."""
    return say(
        language,
        "{weekday} {day} {month}",
        weekday=say(language, WEEKDAYS[when.weekday()]),
        **_parts(language, when),
    ).replace(" ", "\N{NO-BREAK SPACE}")


def moment(language: str, at: datetime) -> str:
    """'Tue 10 Nov, 2:14 pm' in California. Raises ValueError for a naive datetime."""
    day, time = short_day(language, pacific_date(at)), time_of_day(language, at)
    return say(language, "{day}, {time}", day=day, time=time)


def time_of_day(language: str, at: datetime) -> str:
    """'2:14 pm' in California, kept on one line. Raises ValueError for a naive datetime."""
    local = at.astimezone(PACIFIC)
    return say(
        language,
        "{hour}:{minute} am" if local.hour < 12 else "{hour}:{minute} pm",
        hour=str((local.hour - 1) % 12 + 1),
        minute=f"{local:%M}",
    ).replace(" ", "\N{NO-BREAK SPACE}")


def month(language: str, when: date) -> str:
    """'Oct 2026'."""
    return say(language, "{month} {year}", **_parts(language, when))


def period(language: str, first: date, last: date) -> str:
    """The days from first to last, both included, as short as they can be said.

    'Oct 2026' for a whole month, '6 Oct 2026' for one day, else '1 to 15 Oct 2026' or
    '28 Sep 2026 to 4 Oct 2026'.
    """
    if first == last:
        return _plain(language, first)
    if (first.year, first.month) != (last.year, last.month):
        return say(
            language,
            "{first} to {last}",
            first=_plain(language, first),
            last=_plain(language, last),
        )
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return month(language, first)
    return say(
        language,
        "{first} to {day} {month} {year}",
        first=str(first.day),
        **_parts(language, last),
    )


def days(language: str, some: Sequence[date]) -> str:
    """Single days by month: '6, 7, 12–16 Oct 2026'; three or more in a row are said as one."""
    by_month = groupby(sorted(some), key=lambda when: (when.year, when.month))
    return ", ".join(_days_of_month(language, list(group)) for _, group in by_month)


def _days_of_month(language: str, some: Sequence[date]) -> str:
    parts = _parts(language, some[0]) | {"days": ", ".join(_spoken_runs(some))}
    return say(language, "{days} {month} {year}", **parts)


def _spoken_runs(some: Sequence[date]) -> Iterator[str]:
    numbered = groupby(enumerate(some), key=lambda pair: pair[1].day - pair[0])
    for _, run in numbered:
        numbers = [when.day for _, when in run]
        if len(numbers) > 2:
            yield f"{numbers[0]}–{numbers[-1]}"
        else:
            yield from map(str, numbers)


def _plain(language: str, when: date) -> str:
    return say(language, "{day} {month} {year}", **_parts(language, when))


def _parts(language: str, when: date) -> dict[str, str]:
    return {
        "day": str(when.day),
        "month": say(language, MONTHS[when.month - 1]),
        "year": str(when.year),
    }
