"""The certified week in a file is judged as the price of care will judge it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.fields import Wrong
from provportal.domain.programs.calworks.times import schedule
from provportal.imports.schedule import Span, as_terms, spans, week_complaints
from provportal.imports.words import WEEKDAYS

TIMES = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45)]
SPANS = st.tuples(st.sampled_from(TIMES), st.sampled_from(TIMES)).filter(lambda s: s[0] != s[1])
WEEKS = st.fixed_dictionaries({day: st.lists(SPANS, max_size=2).map(tuple) for day in WEEKDAYS})


@given(WEEKS)
def test_complains_exactly_when_the_price_would(week: dict[str, tuple[Span, ...]]) -> None:
    try:
        schedule(as_terms(week))
        can_be_priced = True
    except Wrong:
        can_be_priced = False
    assert can_be_priced is not bool(list(week_complaints(week)))


@given(st.lists(SPANS, min_size=1, max_size=3))
def test_spans_are_read_as_they_are_written(written: list[Span]) -> None:
    assert list(spans(" ".join(f"{start}-{end}" for start, end in written))) == written
