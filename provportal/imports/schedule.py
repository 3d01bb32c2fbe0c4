"""The certified week in a file: a column for each weekday, spans like 08:00-17:00."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provportal.imports.kind import Complaint, Values
from provportal.imports.values import Misread
from provportal.imports.words import WEEKDAYS

Span = tuple[str, str]

_SPAN = re.compile(r"(([01]\d|2[0-3]):(00|15|30|45))-(([01]\d|2[0-3]):(00|15|30|45))")
_DAY = 24 * 60


def spans(cell: str) -> tuple[Span, ...]:
    """The spans of a day, separated by blanks. An end before its start is on the next day."""
    matches = [_SPAN.fullmatch(part) for part in cell.split()]
    found = tuple((match[1], match[4]) for match in matches if match)
    if len(found) != len(matches):
        raise Misread("Write times on quarter hours, like 08:00-17:00, with blanks between two.")
    if any(start == end for start, end in found):
        raise Misread("The two times are equal.")
    return found


def week_complaints(values: Values) -> Iterator[Complaint]:
    """Complain of a week without care, and of care that overlaps itself, across midnight too."""
    week = [(day, span) for day in range(7) for span in values[WEEKDAYS[day]] or ()]
    if not week:
        yield WEEKDAYS[0], "No care is certified on any weekday."
    reached = 0
    # Twice over, so that Sunday night meets Monday morning.
    for start, end, day in sorted(_minutes(week, 0) + _minutes(week, 7)):
        if start < reached:
            yield WEEKDAYS[day], "This care overlaps other certified care."
            return
        reached = end


def _minutes(week: list[tuple[int, Span]], later: int) -> list[tuple[int, int, int]]:
    """Start and end of each span in minutes since the first Monday, and its weekday."""
    return [_placed(day, span, (day + later) * _DAY) for day, span in week]


def _placed(day: int, span: Span, midnight: int) -> tuple[int, int, int]:
    start, end = (int(text[:2]) * 60 + int(text[3:]) for text in span)
    return midnight + start, midnight + (end if end > start else end + _DAY), day


def as_terms(values: Values) -> dict[str, list[list[str]]]:
    """The week as it is stored: {'mon': [['08:00', '17:00']]}; days without care are left out."""
    return {day: [list(span) for span in values[day]] for day in WEEKDAYS if values[day]}
