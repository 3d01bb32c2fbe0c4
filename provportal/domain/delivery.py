"""Delivering a notice: what came of an attempt, when the next one is, and the quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from provportal.domain.calendar import ONE_DAY, PACIFIC
from provportal.domain.notice import Channel, Topic


class Result(StrEnum):
    """What came of one attempt."""

    DELIVERED = "delivered"
    """Taken by the next mail server or the text provider; nobody can know whether it was read."""
    REFUSED = "refused"
    """For good: there is no such address, or its owner wants nothing from us. It bounced."""
    TRY_LATER = "try_later"
    PERHAPS_SENT = "perhaps_sent"
    """The process ended between sending and recording."""
    NOT_WANTED = "not_wanted"
    """The person left, or has no address for this channel any more: nothing was sent."""


WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=4),
    timedelta(hours=24),
)
"""Before the second attempt, the third ...; after the sixth nobody tries again (our default)."""


def wait_after(result: Result, attempt: int, topic: Topic) -> timedelta | None:
    """How long until the next attempt after the n-th (from 1); None when there is none.

    What was perhaps sent is sent again only where missing it harms more than reading it twice.
    """
    is_again = result is Result.TRY_LATER or (
        result is Result.PERHAPS_SENT and topic is Topic.ALWAYS
    )
    return WAITS[attempt - 1] if is_again and attempt <= len(WAITS) else None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours of a day in California (0 to 23) between which no text is sent.

    The same hour twice means that there are none.
    """

    begins: int = 20
    ends: int = 8

    def wait(self, channel: Channel, at: datetime) -> datetime:
        """When a notice of this moment may go: a text waits for the end, an email does not."""
        if channel is not Channel.TEXT or not self._has(at):
            return at
        local = at.astimezone(PACIFIC)
        day = local.date() if local.hour < self.ends else local.date() + ONE_DAY
        return datetime.combine(day, time(self.ends), PACIFIC).astimezone(at.tzinfo)

    def _has(self, at: datetime) -> bool:
        hour = at.astimezone(PACIFIC).hour
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends
