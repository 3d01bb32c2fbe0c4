"""Days, months, times of day and questions in forms, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from flask_babel import get_locale  # type: ignore[import-untyped]  # ships no types

from provportal.domain.texts import Words
from provportal.words import dates
from provportal.words.catalogue import in_words


def month_name(first: date) -> str:
    """'October 2026'."""
    return dates.whole_month(_language(), first)


def weekday_and_day(day: date) -> str:
    """'Tue 6 Oct', kept on one line."""
    return dates.short_day(_language(), day)


def plain_day(day: date) -> str:
    """'6 Oct 2026', kept on one line."""
    return dates.unbroken(dates.plain_day(_language(), day))


def full_day(day: date) -> str:
    """'Tue 6 Oct 2026', kept on one line."""
    return dates.unbroken(dates.day(_language(), day))


def rows_of_days(days: Sequence[date]) -> str:
    """Days in a row: 'Fri 16 Oct', 'Tue 6 and Wed 7 Oct', 'Mon 5 to Fri 9 Oct'."""
    return dates.row(_language(), days)


def around_number(day: date) -> tuple[str, str]:
    """What stands before and after the number of a day: ('', ' Oct')."""
    return dates.around_day(_language(), day)


def weekdays(count: int) -> list[str]:
    """The heads of a calendar with five columns, or with seven."""
    return [dates.weekday(_language(), number) for number in range(count)]


def spoken(clock: str) -> str:
    """'8:00 am' for '08:00', kept on one line."""
    return dates.clock(_language(), time.fromisoformat(clock))


def asked(words: Words) -> str:
    """What a program or a rule book asks, in the language of the page."""
    return in_words(_language(), words)


def _language() -> str:
    """The language of the page, as a BCP 47 tag."""
    return str(get_locale()).replace("_", "-")
