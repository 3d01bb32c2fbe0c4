"""Times of day as people type them: '8:00 am', '8 am', '13:30'."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TYPED = re.compile(r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?P<half>[apAP])?\.?(?:[mM]\.?)?")
NOON = 12
A_DAY = 24 * 60


class NotATime(ValueError):
    """The text cannot be read as a time of day."""


def clock_time(typed: str) -> str:
    """The 24-hour form, '08:00' to '23:59'. Raises NotATime; a bare hour needs am or pm."""
    found = _TYPED.fullmatch(typed.strip())
    if not found or not typed.isascii() or not (found["minute"] or found["half"]):
        raise NotATime(typed)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= NOON:
            raise NotATime(typed)
        hour = hour % NOON + NOON * (found["half"].lower() == "p")
    if hour > 23 or minute > 59:
        raise NotATime(typed)
    return f"{hour:02}:{minute:02}"


def crossing(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether pairs of 24-hour times overlap or stand in the wrong order.

    A pair that ends before it begins ends on the next day.
    """
    latest = -1
    for came, left in pairs:
        start, end = _minutes(came), _minutes(left)
        if start < latest:
            return True
        latest = end if end > start else end + A_DAY
    return False


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
