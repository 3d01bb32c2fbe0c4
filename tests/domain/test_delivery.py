"""Attempts grow apart and end, and texts wait for the end of the night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.calendar import PACIFIC
from provportal.domain.delivery import WAITS, QuietHours, Result, wait_after
from provportal.domain.notice import TOPICS, Channel, NoticeEvent, Topic, Ways, channels

AT = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
"""Any minute of two years."""


def test_waits_grow() -> None:
    assert list(WAITS) == sorted(set(WAITS))


def test_tries_end() -> None:
    waits = [wait_after(Result.TRY_LATER, n, Topic.REQUESTS) for n in range(1, len(WAITS) + 2)]
    assert waits == [*WAITS, None]


@pytest.mark.parametrize("result", [Result.DELIVERED, Result.REFUSED, Result.NOT_WANTED])
def test_what_has_ended_is_not_tried_again(result: Result) -> None:
    assert wait_after(result, 1, Topic.ALWAYS) is None


@pytest.mark.parametrize(
    ("topic", "again"), [(Topic.ALWAYS, True), (Topic.REQUESTS, False), (Topic.PAYMENTS, False)]
)
def test_what_was_perhaps_sent_is_sent_again_only_where_it_must_be_read(
    topic: Topic, again: bool
) -> None:
    assert (wait_after(Result.PERHAPS_SENT, 1, topic) is not None) is again


def pacific(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 3, hour, minute, tzinfo=PACIFIC)


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (pacific(19, 59), pacific(19, 59)),
        (pacific(20), pacific(8) + timedelta(days=1)),
        (pacific(23, 30), pacific(8) + timedelta(days=1)),
        (pacific(3), pacific(8)),
        (pacific(7, 59), pacific(8)),
        (pacific(8), pacific(8)),
    ],
)
def test_a_text_waits_until_morning(at: datetime, goes: datetime) -> None:
    assert QuietHours().wait(Channel.TEXT, at) == goes


def test_an_email_goes_at_once() -> None:
    assert QuietHours().wait(Channel.EMAIL, pacific(23)) == pacific(23)


def test_quiet_hours_within_a_day() -> None:
    assert QuietHours(12, 14).wait(Channel.TEXT, pacific(13)) == pacific(14)


@given(AT, st.integers(0, 23))
def test_the_same_hour_twice_is_never_quiet(at: datetime, hour: int) -> None:
    assert QuietHours(hour, hour).wait(Channel.TEXT, at) == at


@given(AT, st.integers(0, 23), st.integers(0, 23))
def test_what_waited_may_go(at: datetime, begins: int, ends: int) -> None:
    """Also on the days when the clocks change."""
    quiet = QuietHours(begins, ends)
    goes = quiet.wait(Channel.TEXT, at)
    assert at <= goes <= at + timedelta(hours=25)
    assert quiet.wait(Channel.TEXT, goes) == goes


@pytest.mark.parametrize(
    ("topic", "ways", "can_text", "wanted"),
    [
        (Topic.REQUESTS, Ways.EMAIL, True, (Channel.EMAIL,)),
        (Topic.REQUESTS, Ways.TEXT, True, (Channel.TEXT,)),
        (Topic.PAYMENTS, Ways.BOTH, True, (Channel.EMAIL, Channel.TEXT)),
        (Topic.PAYMENTS, Ways.NONE, True, ()),
        (Topic.REQUESTS, Ways.TEXT, False, (Channel.EMAIL,)),
        (Topic.REQUESTS, Ways.NONE, False, ()),
        (Topic.ALWAYS, Ways.NONE, True, (Channel.EMAIL, Channel.TEXT)),
        (Topic.ALWAYS, Ways.NONE, False, (Channel.EMAIL,)),
    ],
)
def test_ways(topic: Topic, ways: Ways, can_text: bool, wanted: tuple[Channel, ...]) -> None:
    assert channels(topic, ways, can_text=can_text) == wanted


def test_every_event_has_a_topic() -> None:
    assert set(TOPICS) == set(NoticeEvent)


def test_what_concerns_bank_details_and_days_to_keep_cannot_be_switched_off() -> None:
    always = {event for event, topic in TOPICS.items() if topic is Topic.ALWAYS}
    assert always == {
        NoticeEvent.REQUEST_NEEDS_ACTION,
        NoticeEvent.REQUEST_DENIED,
        NoticeEvent.PAYMENT_RETURNED,
        NoticeEvent.BANK_DETAILS_ENTERED,
        NoticeEvent.BANK_DETAILS_ACTIVE,
        NoticeEvent.BANK_DETAILS_STOPPED,
    }
