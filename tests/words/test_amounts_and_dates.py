"""Amounts and dates as people in the United States read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.money import Money
from provportal.words import amounts, dates


def october(*days: int) -> list[date]:
    return [date(2026, 10, day) for day in days]


def test_dollars_stand_in_sentences() -> None:
    assert amounts.dollars(Money(-9380)) == "−$93.80"


def test_figures_stand_in_columns() -> None:
    assert [amounts.figure(Money(c)) for c in (104620, -9380, 0)] == ["1,046.20", "−93.80", "0.00"]


def test_a_day_has_its_weekday() -> None:
    assert dates.day("en", date(2026, 11, 10)) == "Tue 10 Nov 2026"


def test_a_month() -> None:
    assert dates.month("en", date(2026, 10, 31)) == "Oct 2026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "Oct 2026"),
        (date(2028, 2, 1), date(2028, 2, 29), "Feb 2028"),
        (date(2028, 2, 1), date(2028, 2, 28), "1 to 28 Feb 2028"),
        (date(2026, 12, 1), date(2026, 12, 31), "Dec 2026"),
        (date(2026, 10, 6), date(2026, 10, 6), "6 Oct 2026"),
        (date(2026, 10, 5), date(2026, 10, 31), "5 to 31 Oct 2026"),
        (date(2026, 9, 28), date(2026, 10, 4), "28 Sep 2026 to 4 Oct 2026"),
        (date(2025, 10, 1), date(2026, 10, 31), "1 Oct 2025 to 31 Oct 2026"),
    ],
)
def test_a_period_is_said_short(first: date, last: date, said: str) -> None:
    assert dates.period("en", first, last) == said


@pytest.mark.parametrize(
    ("some", "said"),
    [
        (october(6), "6 Oct 2026"),
        (october(7, 6), "6, 7 Oct 2026"),
        (october(1, 2, 5, 6, 7, 8, 12), "1, 2, 5–8, 12 Oct 2026"),
        ([*october(30, 31), date(2026, 11, 1)], "30, 31 Oct 2026, 1 Nov 2026"),
        ([], ""),
    ],
)
def test_single_days_are_gathered(some: list[date], said: str) -> None:
    assert dates.days("en", some) == said


@given(st.dates(), st.integers(0, 800))
def test_a_period_always_names_its_last_month(first: date, length: int) -> None:
    if (date.max - first).days <= length:
        return
    last = first + timedelta(days=length)
    assert dates.period("en", first, last).endswith(dates.month("en", last))
