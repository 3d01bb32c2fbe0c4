"""The standing of a request: which promise holds, and which amount counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.calendar import PaymentCalendar, pacific_date
from provportal.domain.money import Money
from provportal.domain.request import Place
from provportal.domain.standing import Payment, Standing, until_decided, when_approved

CALENDAR = PaymentCalendar()
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
BEFORE_CUTOFF = datetime(2026, 11, 5, 17, 0, tzinfo=UTC)
AFTER_CUTOFF = datetime(2026, 11, 6, 2, 0, tzinfo=UTC)
"""Thursday 5 November 2026: 9 am and 6 pm Pacific; the cut-off is at 5 pm."""
PAYMENT = Payment(Money(300), "6789", "1", date(2026, 11, 6), date(2026, 11, 10))


def standing(place: Place, payment: Payment | None = None) -> Standing:
    return Standing(
        "PR", place, "M", *OCTOBER, asked=Money(100), approved=Money(200), payment=payment
    )


@pytest.mark.parametrize(
    ("place", "payment", "cents"),
    [
        (Place.SUBMITTED, None, 100),
        (Place.DENIED, None, 100),
        (Place.APPROVED, None, 200),
        (Place.HELD, None, 200),
        (Place.PAID, PAYMENT, 300),
        (Place.RETURNED, PAYMENT, 300),
    ],
)
def test_the_amount_that_counts(place: Place, payment: Payment | None, cents: int) -> None:
    assert standing(place, payment).amount == Money(cents)


def test_until_approval_the_promise_is_the_calendars_own() -> None:
    promise = until_decided(CALENDAR, date(2026, 11, 3), frozenset())
    assert promise.arrives_on == CALENDAR.promised_settlement(date(2026, 11, 3), frozenset())
    assert promise.decide_by == CALENDAR.decide_by(date(2026, 11, 3), frozenset())


def test_approved_before_the_cutoff_is_in_this_run() -> None:
    promise = when_approved(CALENDAR, BEFORE_CUTOFF, AFTER_CUTOFF)
    assert (promise.run_on, promise.arrives_on) == (date(2026, 11, 6), date(2026, 11, 10))
    assert promise.missed_run_on is None


def test_approved_after_the_cutoff_names_the_run_it_missed() -> None:
    promise = when_approved(CALENDAR, AFTER_CUTOFF, AFTER_CUTOFF)
    assert promise.run_on == date(2026, 11, 13)
    assert promise.missed_run_on == date(2026, 11, 6)


def test_a_run_that_passed_without_it_promises_no_more() -> None:
    promise = when_approved(CALENDAR, BEFORE_CUTOFF, BEFORE_CUTOFF + timedelta(days=3))
    assert promise.run_on == date(2026, 11, 13)
    assert promise.missed_run_on is None


@given(
    ready_at=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants naive bounds
    later=st.timedeltas(timedelta(0), timedelta(days=60)),
)
def test_no_run_of_the_past_is_promised(ready_at: datetime, later: timedelta) -> None:
    now = ready_at + later
    promise = when_approved(CALENDAR, ready_at, now)
    assert promise.run_on is not None
    assert pacific_date(now) <= promise.run_on < promise.arrives_on
