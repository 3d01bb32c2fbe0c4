"""Times as people type them, and pairs of them."""

from __future__ import annotations

import contextlib
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.forms.time_of_day import NotATime, clock_time, crossing
from provportal.words import dates

CLOCKS = st.builds(lambda h, m: f"{h:02}:{m:02}", st.integers(0, 23), st.integers(0, 59))


@given(CLOCKS)
def test_what_we_write_can_be_typed_again(clock: str) -> None:
    said = dates.clock("en", time.fromisoformat(clock))
    assert clock_time(said.replace("\N{NO-BREAK SPACE}", " ")) == clock


@given(CLOCKS)
def test_the_browsers_own_form_is_read(clock: str) -> None:
    assert clock_time(clock) == clock


@given(st.text(max_size=8))
def test_anything_else_is_a_time_or_refused(typed: str) -> None:
    with contextlib.suppress(NotATime):
        assert len(clock_time(typed)) == 5


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("8 am", "08:00"), ("8:05PM", "20:05"), ("12 am", "00:00"), ("12:30 p.m.", "12:30")],
)
def test_usual_ways_of_writing(typed: str, clock: str) -> None:
    assert clock_time(typed) == clock


@pytest.mark.parametrize("typed", ["", "8", "13 pm", "0 am", "24:00", "8:60", "noon", "٨:٠٠"])
def test_not_a_time(typed: str) -> None:
    with pytest.raises(NotATime):
        clock_time(typed)


@pytest.mark.parametrize(
    ("pairs", "crosses"),
    [
        ([("08:00", "12:00"), ("13:00", "17:00")], False),
        ([("08:00", "12:00"), ("12:00", "17:00")], False),
        ([("08:00", "12:00"), ("11:59", "17:00")], True),
        ([("22:00", "06:00"), ("05:00", "07:00")], True),
    ],
)
def test_pairs_that_cross(pairs: list[tuple[str, str]], crosses: bool) -> None:
    assert crossing(pairs) is crosses
