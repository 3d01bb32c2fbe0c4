"""Readers of times of day, of spans of care, and of the certified week."""

from __future__ import annotations

from collections.abc import Iterable

from provportal.domain.fields import (
    Reader,
    Wrong,
    listing,
    table,
    wrong,
)
from provportal.domain.programs.calworks.facts import Schedule, Span
from provportal.domain.programs.calworks.values import Weekday

DAY = 24 * 60
WEEK = 7 * DAY
QUARTER_HOUR = 15

_CLOCK = {f"{n // 60:02}:{n % 60:02}": n for n in range(DAY)}


def clock(value: object) -> int:
    """A time of day, '00:00' to '23:59', in minutes since midnight."""
    if not isinstance(value, str) or value not in _CLOCK:
        raise wrong("write a time, like 08:00")
    return _CLOCK[value]


def quarter_hour(value: object) -> int:
    """A certified time, in minutes since midnight."""
    minutes = clock(value)
    if minutes % QUARTER_HOUR:
        raise wrong("a certified time is on a quarter hour")
    return minutes


def span(reader: Reader[int]) -> Reader[Span]:
    """A pair [in, out]; an end earlier than the start is on the next day."""
    times = listing(reader)

    def read(value: object) -> Span:
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise wrong('write a pair of times, like ["08:00", "17:00"]')
        start, end = times(value)
        if start == end:
            raise wrong("the two times are equal")
        return Span(start, end if end > start else end + DAY)

    return read


def schedule(value: object) -> Schedule:
    """The certified week. Raises Wrong when it names no care, or care that overlaps itself."""
    named: dict[Weekday, tuple[Span, ...]] = table(_weekday, _certified_spans)(value)
    week = tuple(named.get(weekday, ()) for weekday in Weekday)
    if not any(week):
        raise wrong("no care is certified on any weekday")
    faults = [
        (Weekday(start // DAY % 7).name.lower(), "this care overlaps other certified care")
        for start in overlaps(_two_weeks(week))
    ]
    if faults:
        raise Wrong(*dict.fromkeys(faults))
    return tuple(tuple(sorted(spans)) for spans in week)


_certified_spans = listing(span(quarter_hour))


def _weekday(value: object) -> Weekday:
    names = {weekday.name.lower(): weekday for weekday in Weekday}
    if not isinstance(value, str) or value not in names:
        raise wrong(f"is not a weekday; write one of {', '.join(names)}")
    return names[value]


def _two_weeks(week: Schedule) -> list[Span]:
    """The week twice over, so that Sunday night meets Monday morning."""
    once = [span.later(DAY * n) for n, spans in enumerate(week) for span in spans]
    return once + [span.later(WEEK) for span in once]


def overlaps(spans: Iterable[Span]) -> list[int]:
    """Where a span begins before an earlier one has ended; equal out and in is no overlap."""
    starts: list[int] = []
    reached = -1
    for span in sorted(spans):
        if span.start < reached:
            starts.append(span.start)
        reached = max(reached, span.end)
    return starts
