"""Days and months in the sentences of forms: 'Tue 6 and Wed 7 Oct', 'October 2026'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l

WEEKDAYS = (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))
SHORT_MONTHS = (
    _l("Jan"),
    _l("Feb"),
    _l("Mar"),
    _l("Apr"),
    _l("May"),
    _l("Jun"),
    _l("Jul"),
    _l("Aug"),
    _l("Sep"),
    _l("Oct"),
    _l("Nov"),
    _l("Dec"),
)
MONTHS = (
    _l("January"),
    _l("February"),
    _l("March"),
    _l("April"),
    _l("May"),
    _l("June"),
    _l("July"),
    _l("August"),
    _l("September"),
    _l("October"),
    _l("November"),
    _l("December"),
)


def month_name(first: date) -> str:
    """'October 2026'."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def short_day(day: date) -> str:
    """'6 Oct'."""
    return f"{day.day}\N{NO-BREAK SPACE}{SHORT_MONTHS[day.month - 1]}"


def weekday_and_day(day: date) -> str:
    """'Tue 6 Oct', kept on one line."""
    return f"{WEEKDAYS[day.weekday()]}\N{NO-BREAK SPACE}{short_day(day)}"


def full_day(day: date) -> str:
    """'Tue 6 Oct 2026', kept on one line."""
    return f"{weekday_and_day(day)}\N{NO-BREAK SPACE}{day.year}"


def rows_of_days(days: Sequence[date]) -> str:
    """Days in a row: 'Fri 16 Oct', 'Tue 6 and Wed 7 Oct', 'Mon 5 to Fri 9 Oct'."""
    last = weekday_and_day(days[-1])
    if len(days) == 1:
        return last
    first = f"{WEEKDAYS[days[0].weekday()]}\N{NO-BREAK SPACE}{days[0].day}"
    if len(days) == 2:
        return str(_("%(first)s and %(last)s", first=first, last=last))
    return str(_("%(first)s to %(last)s", first=first, last=last))
