"""Service dates: the four relations, shared days and series, on both sides of each limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.duplicates.service_dates import (
    Dates,
    in_reach,
    is_series,
    relation,
    shared_days,
)
from tests.domain.duplicates.given import earlier, later

AUGUST = date(2026, 8, 1)


def day(number: int) -> date:
    return AUGUST + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1, 31, Dates.SAME),
        (1, 30, Dates.OVERLAP),
        (31, 60, Dates.OVERLAP),
        (32, 61, Dates.APART),
        (-30, 0, Dates.APART),
    ],
)
def test_relation_to_august(first: int, last: int, expected: Dates) -> None:
    new = later(service_from=day(first), service_to=day(last))
    assert relation(new, earlier()) is expected


@pytest.mark.parametrize(("moved", "expected"), [(3, Dates.MOVED), (4, Dates.APART)])
def test_a_day_moved_at_most_three(moved: int, expected: Dates) -> None:
    one = earlier(service_to=AUGUST)
    other = later(service_from=day(1 + moved), service_to=day(1 + moved))
    assert relation(other, one) is expected


@pytest.mark.parametrize(("number", "reached"), [(14, True), (15, False)])
def test_single_days_reach_as_far_as_a_series(number: int, reached: bool) -> None:
    other = later(service_from=day(number), service_to=day(number))
    assert in_reach(other, earlier(service_to=AUGUST)) is reached


@pytest.mark.parametrize(
    ("days", "series"),
    [
        ([1, 14], True),
        ([1, 15], False),
        ([8], False),
        ([8, 8], False),
        ([], False),
        ([1, 4], True),
        ([16, 20], True),
        ([16, 21], False),
    ],
)
def test_three_visits_within_fourteen_days_are_a_series(days: list[int], series: bool) -> None:
    assert is_series(day(7), [day(number) for number in days]) is series


SPAN = st.tuples(st.integers(1, 60), st.integers(0, 40))


@given(SPAN, SPAN)
def test_relations_go_both_ways(one: tuple[int, int], other: tuple[int, int]) -> None:
    line = earlier(service_from=day(one[0]), service_to=day(sum(one)))
    new = later(service_from=day(other[0]), service_to=day(sum(other)))
    assert relation(new, line) is relation(line, new)
    assert shared_days(new, line) == shared_days(line, new)
    assert in_reach(new, line) or relation(new, line) is Dates.APART
