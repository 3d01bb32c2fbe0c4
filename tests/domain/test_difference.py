"""Differences are found value by value, each with its way, and the same values have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.difference import Difference, differences

SINGLE = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
JSON = st.recursive(
    SINGLE,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(JSON)
def test_a_value_does_not_differ_from_itself(value: object) -> None:
    assert differences(value, value) == ()


@given(JSON, JSON)
def test_the_way_back_swaps_before_and_after(one: object, other: object) -> None:
    back = {(each.path, each.after, each.before) for each in differences(other, one)}
    assert back == {(each.path, each.before, each.after) for each in differences(one, other)}


@pytest.mark.parametrize(
    ("before", "after", "path", "was", "became"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ("a", "b"), "1", "2"),
        ({}, {"a": True}, ("a",), None, "yes"),
        ({"a": None}, {"a": False}, ("a",), "none", "no"),
        ({"stages": [2, 3]}, {"stages": [3]}, ("stages",), "2, 3", "3"),
        (
            [{"step": "care", "key": "x", "v": "1"}],
            [{"step": "care", "key": "x", "v": "2"}],
            ("care x", "v"),
            "1",
            "2",
        ),
        ([{"v": "1"}, {"v": "2"}], [{"v": "1"}, {"v": "3"}], ("2", "v"), "2", "3"),
        ([{"code": "A", "v": 1}, 5], [{"code": "A", "v": 1}, 6], ("2",), "5", "6"),
    ],
)
def test_a_difference_says_where_it_is(
    before: object, after: object, path: tuple[str, ...], was: str | None, became: str
) -> None:
    assert differences(before, after) == (Difference(path, was, became),)


def test_a_row_that_moved_is_the_same_row() -> None:
    rows = [{"code": "A", "v": 1}, {"code": "B", "v": 2}]
    assert differences(rows, rows[::-1]) == ()


def test_it_can_be_written_as_json() -> None:
    [found] = differences({"a": 1}, {})
    assert found.as_json() == {"path": ["a"], "before": "1", "after": None}
