"""When a promised date slips, what takes its place, and how many were kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.calendar import PACIFIC, PaymentCalendar, is_banking_day, is_business_day
from provportal.domain.promised_date import (
    Kept,
    Outcome,
    Promised,
    PromiseKind,
    SlipReason,
    business_day_before,
    kept,
    new_dates,
    new_pay_by,
    outcome_of,
    slips,
)
from provportal.domain.request import Place

CALENDAR = PaymentCalendar()
OPEN: frozenset[date] = frozenset()
MONDAY = date(2026, 11, 16)
TUESDAY = date(2026, 11, 24)
"""Money of the run on Friday 20 November."""


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=PACIFIC)


FRIDAY, THURSDAY, SUNDAY = date(2026, 11, 13), date(2026, 11, 12), date(2026, 11, 15)
RUN = date(2026, 11, 20)
DECIDE, ANSWER, PAY = PromiseKind.DECIDE_BY, PromiseKind.ANSWER_BY, PromiseKind.PAY_BY

MOMENTS = st.integers(0, 2 * 365 * 24).map(
    lambda hours: (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)).astimezone(PACIFIC)
)
"""Any hour of two years, as California has it."""

CASES = (
    (DECIDE, MONDAY, Place.SUBMITTED, at(THURSDAY, 18), None),
    (DECIDE, MONDAY, Place.SUBMITTED, at(FRIDAY, 0), SlipReason.QUEUE),
    (DECIDE, MONDAY, Place.SUBMITTED, at(SUNDAY, 12), SlipReason.QUEUE),
    (DECIDE, MONDAY, Place.SET_ASIDE, at(FRIDAY, 9), SlipReason.SET_ASIDE),
    (DECIDE, MONDAY, Place.IN_REVIEW, at(FRIDAY, 18), None),
    (DECIDE, MONDAY, Place.IN_REVIEW, at(MONDAY, 16), None),
    (DECIDE, MONDAY, Place.IN_REVIEW, at(MONDAY, 17), SlipReason.REVIEW),
    (DECIDE, MONDAY, Place.APPROVED, at(MONDAY, 17), None),
    (ANSWER, MONDAY, Place.SET_ASIDE, at(MONDAY, 16), None),
    (ANSWER, MONDAY, Place.SET_ASIDE, at(MONDAY, 17), SlipReason.SET_ASIDE),
    (PAY, TUESDAY, Place.SUBMITTED, at(TUESDAY, 12), None),
    (PAY, TUESDAY, Place.APPROVED, at(RUN, 16), None),
    (PAY, TUESDAY, Place.APPROVED, at(RUN, 17), SlipReason.RUN),
    (PAY, TUESDAY, Place.HELD, at(RUN, 17), SlipReason.HELD),
    (PAY, TUESDAY, Place.PAYOUT_SCHEDULED, at(RUN, 17), SlipReason.RUN),
    (PAY, TUESDAY, Place.PAID, at(RUN, 17), None),
)


@pytest.mark.parametrize(("kind", "day", "place", "now", "reason"), CASES)
def test_a_date_slips_when_it_cannot_be_kept(
    kind: PromiseKind, day: date, place: Place, now: datetime, reason: SlipReason | None
) -> None:
    assert slips(Promised(kind, day, place), now, CALENDAR, OPEN) is reason


def test_what_is_with_the_bank_does_not_slip_by_itself() -> None:
    promised = Promised(PAY, TUESDAY, Place.PAYOUT_SCHEDULED, waits_for_bank=True)
    assert slips(promised, at(TUESDAY, 12), CALENDAR, OPEN) is None


def test_a_day_off_that_came_later_is_told_at_once() -> None:
    promised = Promised(DECIDE, MONDAY, Place.IN_REVIEW)
    now = at(MONDAY - timedelta(days=7), 9)
    assert slips(promised, now, CALENDAR, frozenset({MONDAY})) is SlipReason.CLOSED


def test_money_is_never_promised_for_a_day_without_banks() -> None:
    promised = Promised(PAY, SUNDAY, Place.APPROVED)
    assert slips(promised, at(THURSDAY, 9), CALENDAR, OPEN) is SlipReason.CLOSED


def test_the_day_before_skips_weekends_and_days_off() -> None:
    assert business_day_before(MONDAY, OPEN) == FRIDAY
    assert business_day_before(MONDAY, frozenset({FRIDAY})) == THURSDAY


@given(MOMENTS)
def test_new_dates_can_be_kept(now: datetime) -> None:
    """They lie ahead, on days that count, and do not slip at the moment they are made."""
    new = new_dates(now.date(), now, CALENDAR, OPEN)
    assert now.date() < new.decide_by < new.pay_by
    assert is_business_day(new.decide_by, OPEN)
    assert is_banking_day(new.pay_by)
    decision = Promised(DECIDE, new.decide_by, Place.SUBMITTED)
    assert slips(decision, now, CALENDAR, OPEN) is None


@given(
    MOMENTS,
    st.integers(-20, 20),
)
def test_the_new_day_of_money_is_later_and_can_be_kept(now: datetime, days: int) -> None:
    promised = Promised(PAY, now.date() + timedelta(days=days), Place.APPROVED)
    day = new_pay_by(promised, now, CALENDAR)
    assert day > promised.day
    assert slips(Promised(PAY, day, Place.APPROVED), now, CALENDAR, OPEN) is None


@pytest.mark.parametrize(
    ("day", "new_day", "today", "outcome"),
    [
        (MONDAY, FRIDAY, THURSDAY, Outcome.NEARER),
        (MONDAY, TUESDAY, MONDAY, Outcome.MOVED),
        (FRIDAY, TUESDAY, MONDAY, Outcome.BROKEN),
    ],
)
def test_what_becomes_of_a_day_that_another_one_replaces(
    day: date, new_day: date, today: date, outcome: Outcome
) -> None:
    assert outcome_of(day, new_day, today) is outcome


def test_promises_are_counted_by_outcome() -> None:
    counted = kept([(Outcome.KEPT, 197), (Outcome.MOVED, 2), (Outcome.BROKEN, 1),
                    (Outcome.ENDED, 40), (Outcome.NEARER, 60)])  # fmt: skip
    assert counted == Kept(kept=197, moved=2, broken=1)
    assert (counted.all, counted.percent) == (200, "98.5")


def test_a_hundred_percent_means_that_none_was_missed() -> None:
    assert kept([(Outcome.KEPT, 99_999), (Outcome.BROKEN, 1)]).percent == "99.9"


def test_no_promise_is_no_percentage() -> None:
    assert kept([]).percent == ""


def test_a_far_day_that_is_closed_goes_to_the_next_one() -> None:
    new = new_dates(MONDAY, at(date(2026, 11, 4), 9), CALENDAR, frozenset({MONDAY}))
    assert new.decide_by == MONDAY + timedelta(days=1)
