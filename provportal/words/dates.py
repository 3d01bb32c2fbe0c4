"""Dates as people read them: 'Tue 10 Nov 2026', 'Oct 2026', '1 to 15 Oct 2026'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from provportal.domain.calendar import PACIFIC, pacific_date
from provportal.domain.month_names import MONTH_NAMES
from provportal.words.catalogue import say

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(language: str, when: date) -> str:
    """'Tue 10 Nov 2026': the weekday, so that nobody has to look it up."""
    return say(
        language,
        "{weekday} {day} {month} {year}",
        weekday=weekday(language, when.weekday()),
        **_parts(language, when),
    )


def short_day(language: str, when: date) -> str:
    """'Tue 10 Nov', kept on one line: for days that are near."""
    return unbroken(
        say(
            language,
            "{weekday} {day} {month}",
            weekday=weekday(language, when.weekday()),
            **_parts(language, when),
        )
    )


def plain_day(language: str, when: date) -> str:
    """'10 Nov 2026'."""
    return say(language, "{day} {month} {year}", **_parts(language, when))


def around_day(language: str, when: date) -> tuple[str, str]:
    """What makes the number of a day a date: ('', ' Nov') of '10 Nov'; ('11月', '日')."""
    parts = _parts(language, when) | {"day": "\N{NULL}"}
    before, _, after = say(language, "{day} {month}", **parts).partition("\N{NULL}")
    return before, after


def weekday(language: str, number: int) -> str:
    """'Mon' for 0 to 'Sun' for 6."""
    return say(language, WEEKDAYS[number])


def unbroken(text: str) -> str:
    """The text kept on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def moment(language: str, at: datetime) -> str:
    """'Tue 10 Nov, 2:14 pm' in California. Raises ValueError for a naive datetime."""
    day, time = short_day(language, pacific_date(at)), time_of_day(language, at)
    return say(language, "{day}, {time}", day=day, time=time)


def time_of_day(language: str, at: datetime) -> str:
    """'2:14 pm' in California, kept on one line. Raises ValueError for a naive datetime."""
    return clock(language, at.astimezone(PACIFIC).time())


def clock(language: str, at: time) -> str:
    """'2:14 pm', kept on one line."""
    said = say(
        language,
        "{hour}:{minute} am" if at.hour < 12 else "{hour}:{minute} pm",
        hour=str((at.hour - 1) % 12 + 1),
        minute=f"{at:%M}",
    )
    return unbroken(said)


def month(language: str, when: date) -> str:
    """'Oct 2026'."""
    return say(language, "{month} {year}", **_parts(language, when))


def whole_month(language: str, when: date) -> str:
    """'October 2026'."""
    name = say(language, MONTH_NAMES[when.month - 1])
    return say(language, "{month} {year}", month=name, year=str(when.year))


def period(language: str, first: date, last: date) -> str:
    """The days from first to last, both included, as short as they can be said.

    'Oct 2026' for a whole month, '6 Oct 2026' for one day, else '1 to 15 Oct 2026' or
    '28 Sep 2026 to 4 Oct 2026'.
    """
    if first == last:
        return plain_day(language, first)
    if (first.year, first.month) != (last.year, last.month):
        return say(
            language,
            "{first} to {last}",
            first=plain_day(language, first),
            last=plain_day(language, last),
        )
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return month(language, first)
    return say(
        language,
        "{first} to {day} {month} {year}",
        first=str(first.day),
        **_parts(language, last),
    )


def row(language: str, some: Sequence[date]) -> str:
    """Days of a month in a row, on one line: 'Tue 6 and Wed 7 Oct', 'Mon 5 to Fri 9 Oct'."""
    first, last = some[0], some[-1]
    if len(some) == 1:
        return short_day(language, first)
    said = say(
        language,
        "{first_weekday} {first} and {weekday} {day} {month}"
        if len(some) == 2
        else "{first_weekday} {first} to {weekday} {day} {month}",
        first_weekday=weekday(language, first.weekday()),
        first=str(first.day),
        weekday=weekday(language, last.weekday()),
        day=str(last.day),
        month=say(language, MONTHS[last.month - 1]),
    )
    return unbroken(said)


def days(language: str, some: Sequence[date]) -> str:
    """Single days by month: '6, 7, 12–16 Oct 2026'; three or more in a row are said as one."""
    by_month = groupby(sorted(some), key=lambda when: (when.year, when.month))
    return listed(language, [_days_of_month(language, list(group)) for _, group in by_month])


def listed(language: str, some: Sequence[str]) -> str:
    """'a, b, c'; '' for nothing."""
    said = "".join(some[:1])
    for one in some[1:]:
        said = say(language, "{before}, {after}", before=said, after=one)
    return said


def _days_of_month(language: str, some: Sequence[date]) -> str:
    parts = _parts(language, some[0]) | {"days": listed(language, list(_spoken_runs(some)))}
    return say(language, "{days} {month} {year}", **parts)


def _spoken_runs(some: Sequence[date]) -> Iterator[str]:
    numbered = groupby(enumerate(some), key=lambda pair: pair[1].day - pair[0])
    for _, run in numbered:
        numbers = [when.day for _, when in run]
        if len(numbers) > 2:
            yield f"{numbers[0]}–{numbers[-1]}"
        else:
            yield from map(str, numbers)


def _parts(language: str, when: date) -> dict[str, str]:
    return {
        "day": str(when.day),
        "month": say(language, MONTHS[when.month - 1]),
        "year": str(when.year),
    }
