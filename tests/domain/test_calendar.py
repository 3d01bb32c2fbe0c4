"""Banking days, business days, payment runs and promised dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.calendar import (
    EASTERN,
    PACIFIC,
    PAY_WITHIN,
    PaymentCalendar,
    add_banking_days,
    add_business_days,
    banking_day_on_or_after,
    banking_day_on_or_before,
    eastern_date,
    is_banking_day,
    is_business_day,
    pacific_date,
)

FRIDAYS = PaymentCalendar()
OPEN: frozenset[date] = frozenset()
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CALENDARS = st.builds(PaymentCalendar, run_weekday=st.integers(0, 4), settle_days=st.integers(0, 2))


def pacific(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=PACIFIC)


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(366 if year % 4 == 0 else 365)]


# The Federal Reserve's rule, written out a second time (frbservices.org, holiday schedules):
# eleven holidays, a Sunday's moves to Monday.

FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
MONDAYS = {1: 3, 2: 3, 9: 1, 10: 2}  # month: which Monday


def closed_by_rule(day: date) -> bool:
    nth = (day.day - 1) // 7 + 1
    fixed = {
        date(day.year, *month_day) for month_day in FIXED if day.year > 2020 or 6 not in month_day
    }
    moved = {day + timedelta(days=1) for day in fixed if day.weekday() == 6}
    return (
        day.weekday() >= 5
        or day in fixed | moved
        or (day.weekday() == 0 and MONDAYS.get(day.month) == nth)
        or (day.weekday() == 0 and day.month == 5 and day.day > 24)
        or (day.weekday() == 3 and day.month == 11 and nth == 4)
    )


@pytest.mark.parametrize("year", range(2020, 2036))
def test_banking_days_follow_the_federal_reserves_own_rule(year: int) -> None:
    wrong = [day for day in days_of(year) if is_banking_day(day) == closed_by_rule(day)]
    assert wrong == []


def test_a_saturday_holiday_closes_no_friday() -> None:
    assert is_banking_day(date(2026, 7, 3))


def test_a_saturday_new_year_closes_no_day_of_the_year_before() -> None:
    assert is_banking_day(date(2021, 12, 31))


def test_a_sunday_holiday_closes_its_monday() -> None:
    assert not is_banking_day(date(2021, 7, 5))


def test_banking_days_are_counted_over_holiday_and_year_end() -> None:
    assert add_banking_days(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_no_banking_days_leave_the_day() -> None:
    assert add_banking_days(date(2026, 7, 4), 0) == date(2026, 7, 4)


@given(DAYS, st.integers(1, 30))
def test_banking_days_count_back_as_they_count_forward(day: date, n: int) -> None:
    start = banking_day_on_or_after(day)
    assert add_banking_days(add_banking_days(start, n), -n) == start


@given(DAYS)
def test_the_nearest_banking_days_enclose_the_day(day: date) -> None:
    before, after = banking_day_on_or_before(day), banking_day_on_or_after(day)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert before <= day <= after
    assert is_banking_day(before)
    assert is_banking_day(after)
    assert not any(is_banking_day(one) for one in between)


def test_a_county_closes_on_its_own_days_too() -> None:
    chavez = date(2026, 3, 31)
    assert is_business_day(chavez, OPEN)
    assert not is_business_day(chavez, frozenset({chavez}))


def test_business_days_leave_out_closed_days() -> None:
    closed = frozenset({date(2026, 3, 31)})
    assert add_business_days(date(2026, 3, 30), 2, closed) == date(2026, 4, 2)


def test_no_business_days_leave_the_day() -> None:
    assert add_business_days(date(2026, 3, 29), 0, OPEN) == date(2026, 3, 29)


def test_business_days_are_not_counted_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_business_days(date(2026, 3, 30), -1, OPEN)


def test_one_moment_has_two_dates() -> None:
    at = datetime(2026, 10, 9, 5, 30, tzinfo=UTC)
    assert (pacific_date(at), eastern_date(at)) == (date(2026, 10, 8), date(2026, 10, 9))


@pytest.mark.parametrize("read", [pacific_date, eastern_date, FRIDAYS.next_run])
def test_a_moment_without_a_time_zone_is_refused(read: object) -> None:
    assert callable(read)
    with pytest.raises(ValueError, match="time zone"):
        read(datetime(2026, 10, 9, 5, 30))  # noqa: DTZ001 - the fault under test


def test_the_usual_run() -> None:
    run = FRIDAYS.next_run(pacific(2026, 9, 15, 9))
    assert run.run_on == date(2026, 9, 18)
    assert run.cutoff_at == pacific(2026, 9, 17, 17)
    assert run.effective_on == date(2026, 9, 22)


def test_a_cutoff_is_told_in_utc() -> None:
    assert FRIDAYS.next_run(pacific(2026, 9, 15, 9)).cutoff_at.tzinfo is UTC


def test_at_the_cutoff_is_in_time() -> None:
    assert FRIDAYS.next_run(pacific(2026, 9, 17, 17)).run_on == date(2026, 9, 18)


def test_after_the_cutoff_waits_for_the_next_run() -> None:
    late = pacific(2026, 9, 17, 17) + timedelta(microseconds=1)
    assert FRIDAYS.next_run(late).run_on == date(2026, 9, 25)


def test_money_arrives_later_over_a_holiday() -> None:
    assert FRIDAYS.next_run(pacific(2026, 10, 8, 9)).effective_on == date(2026, 10, 14)


def test_a_run_on_a_holiday_moves_to_the_banking_day_before() -> None:
    run = FRIDAYS.next_run(pacific(2026, 12, 22, 9))
    assert run.run_on == date(2026, 12, 24)
    assert run.cutoff_at == pacific(2026, 12, 23, 17)
    assert run.effective_on == date(2026, 12, 29)


def test_a_run_at_the_years_end_settles_in_the_next_year() -> None:
    run = FRIDAYS.next_run(pacific(2026, 12, 30, 9))
    assert (run.run_on, run.effective_on) == (date(2026, 12, 31), date(2027, 1, 5))


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (date(2026, 3, 6), 1),
        (date(2026, 3, 13), 0),
        (date(2026, 10, 30), 0),
        (date(2026, 11, 6), 1),
    ],
)
def test_the_cutoff_stays_at_five_over_the_change_of_clocks(day: date, utc_hour: int) -> None:
    run = next(FRIDAYS.runs(day))
    assert run.cutoff_at == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)


def test_a_run_that_a_holiday_moved_ahead_is_not_given_twice_or_late() -> None:
    mondays = PaymentCalendar(run_weekday=0)
    days = [run.run_on for run in islice(mondays.runs(date(2026, 9, 5)), 2)]
    assert days == [date(2026, 9, 14), date(2026, 9, 21)]


def test_a_run_that_a_holiday_moved_ahead_settles_by_then() -> None:
    same_day_mondays = PaymentCalendar(run_weekday=0, settle_days=0)
    assert same_day_mondays.last_run_settling_by(date(2026, 9, 5)).run_on == date(2026, 9, 4)


@pytest.mark.parametrize("wrong", [{"run_weekday": 5}, {"run_weekday": -1}])
def test_no_run_on_a_weekend(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="weekday"):
        PaymentCalendar(run_weekday=wrong["run_weekday"])


@pytest.mark.parametrize("settle_days", [-1, 3])
def test_no_effective_date_that_a_bank_refuses(settle_days: int) -> None:
    with pytest.raises(ValueError, match="0, 1 or 2"):
        PaymentCalendar(settle_days=settle_days)


@given(CALENDARS, DAYS)
def test_runs_go_forward_one_a_week(calendar: PaymentCalendar, day: date) -> None:
    runs = list(islice(calendar.runs(day), 60))
    assert runs[0].run_on >= day
    assert all(first < second for first, second in pairwise(runs))
    assert all(is_banking_day(run.run_on) and is_banking_day(run.effective_on) for run in runs)
    assert (runs[-1].run_on - runs[0].run_on).days in range(59 * 7 - 4, 59 * 7 + 5)


@given(CALENDARS, DAYS, st.times())
def test_the_next_run_is_the_first_whose_cutoff_lies_ahead(
    calendar: PaymentCalendar, day: date, clock: time
) -> None:
    at = datetime.combine(day, clock, EASTERN)
    runs = islice(calendar.runs(day - timedelta(days=7)), 6)
    assert calendar.next_run(at) == min(run for run in runs if run.cutoff_at >= at)


@given(CALENDARS, DAYS)
def test_the_last_run_settling_by_a_day_is_the_last_of_all(
    calendar: PaymentCalendar, day: date
) -> None:
    runs = islice(calendar.runs(day - timedelta(days=35)), 12)
    assert calendar.last_run_settling_by(day) == max(r for r in runs if r.effective_on <= day)


def test_the_cutoff_may_be_another_time() -> None:
    noon = PaymentCalendar(cutoff=time(12, 0))
    assert noon.next_run(pacific(2026, 9, 17, 13)).run_on == date(2026, 9, 25)


def test_pay_by_is_21_days_on() -> None:
    assert FRIDAYS.pay_by(date(2026, 9, 1)) == date(2026, 9, 22)


@pytest.mark.parametrize("complete_on", [date(2026, 9, 19), date(2026, 9, 20), date(2026, 9, 21)])
def test_pay_by_moves_back_to_a_banking_day(complete_on: date) -> None:
    """10, 11 and 12 October 2026: Saturday, Sunday, Columbus Day."""
    assert FRIDAYS.pay_by(complete_on) == date(2026, 10, 9)


def test_decide_by_is_ten_business_days_on() -> None:
    assert FRIDAYS.decide_by(date(2026, 9, 9), OPEN) == date(2026, 9, 23)


def test_decide_by_is_the_cutoff_of_the_last_run_in_time_when_that_is_earlier() -> None:
    assert FRIDAYS.decide_by(date(2026, 10, 5), OPEN) == date(2026, 10, 15)


def test_closed_days_put_decide_by_off_no_longer_than_the_last_run_in_time() -> None:
    closed = frozenset(date(2026, 9, 9) + timedelta(days=n) for n in range(30))
    assert FRIDAYS.decide_by(date(2026, 9, 9), closed) == date(2026, 9, 24)


def test_the_promise_is_the_settlement_of_the_first_run_after_the_decision() -> None:
    assert FRIDAYS.promised_settlement(date(2026, 9, 9), OPEN) == date(2026, 9, 29)


@given(CALENDARS, DAYS, st.frozensets(DAYS, max_size=20))
def test_what_is_promised_is_paid_within_21_days(
    calendar: PaymentCalendar, complete_on: date, closed: frozenset[date]
) -> None:
    promised = calendar.promised_settlement(complete_on, closed)
    assert complete_on < promised <= calendar.pay_by(complete_on) <= complete_on + PAY_WITHIN
