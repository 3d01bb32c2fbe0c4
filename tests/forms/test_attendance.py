"""The attendance widget: the calendar, runs of days, and what is stored of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from provportal.domain.attendance import Day, Times, described, marked, runs
from provportal.domain.programs.calworks.questions import REASONS, approved_days
from provportal.forms.attendance import RunsForm, marks_in, weeks

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
WEEK = {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
APPROVED = approved_days({"schedule": WEEK}, FIRST, LAST)
ILL: Day = {"status": "absent_excused", "reason": "child_ill"}
SHUT: Day = {"status": "closed"}
DAYS = st.sets(st.sampled_from(sorted(APPROVED)), min_size=1)


@pytest.fixture(autouse=True)
def speaking() -> Iterator[None]:
    """Sentences need an application that translates."""
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def asked(days: dict[str, Day]) -> RunsForm:
    return RunsForm.of(APPROVED, days, REASONS)


def test_october_2026_has_22_approved_days() -> None:
    assert len(APPROVED) == 22


def test_without_a_week_no_day_is_approved() -> None:
    assert approved_days({}, FIRST, LAST) == {}


def test_the_calendar_has_five_columns_and_blanks_before_the_first() -> None:
    rows = weeks(list(APPROVED), ["2026-10-06"])
    assert [cell.number if cell else None for cell in rows[0]] == [None, None, None, 1, 2]
    assert [cell.is_marked for cell in rows[1] if cell] == [False, True, False, False, False]


def test_an_approved_saturday_makes_seven_columns() -> None:
    rows = weeks([*APPROVED, date(2026, 10, 31)], [])
    assert {len(row) for row in rows} == {7}


def test_a_month_without_approved_days_has_no_rows() -> None:
    assert weeks([], []) == []


def test_days_in_a_row_that_say_the_same_are_one_run() -> None:
    days = {"2026-10-06": ILL, "2026-10-07": ILL, "2026-10-08": SHUT, "2026-10-16": SHUT}
    found = runs(list(APPROVED), days)
    assert [[day.day for day in run] for run in found] == [[6, 7], [8], [16]]


def test_a_weekend_does_not_break_a_run() -> None:
    found = runs(list(APPROVED), marked([date(2026, 10, 9), date(2026, 10, 12)], {}))
    assert [[day.day for day in run] for run in found] == [[9, 12]]


@given(DAYS)
def test_runs_hold_each_marked_day_once(days: set[date]) -> None:
    found = runs(list(APPROVED), marked(days, {}))
    assert [day for run in found for day in run] == sorted(days)


@given(DAYS)
def test_a_described_month_reads_back_as_it_was_stored(days: set[date]) -> None:
    stored: dict[str, Day] = {
        day.isoformat(): [ILL, SHUT, {"status": "absent_unexcused"}][day.day % 3] for day in days
    }
    form = asked(stored)
    assert form.validate()
    assert form.stored() == stored
    assert described(form.stored())


def test_marks_keep_what_was_said_about_days_that_stay() -> None:
    sent = MultiDict([("different", "2026-10-06"), ("different", "2026-10-09")])
    days = marked(marks_in(sent, "different", APPROVED), {"2026-10-06": ILL, "2026-10-08": SHUT})
    assert days == {"2026-10-06": ILL, "2026-10-09": {}}
    assert not described(days)


def posted(**typed: str) -> MultiDict[str, str]:
    form = MultiDict([("run", "2026-10-06 2026-10-07")])
    for name, value in typed.items():
        form.add(f"{name}-2026-10-06", value)
    return form


def two_days() -> RunsForm:
    return asked(marked([date(2026, 10, 6), date(2026, 10, 7)], {}))


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({}, "Tell us what happened on Tue\xa06\xa0and\xa0Wed\xa07\xa0Oct"),
    ({"what": "other"}, "Tell us what"),
    ({"what": "absent"}, "Choose a reason"),
    ({"what": "absent", "reason": "holiday"}, "Choose a reason"),
    ({"what": "times"}, "Enter both times"),
    ({"what": "times", "came": "8 am", "left": "soon"}, "Enter both times"),
    ({"what": "times", "came": "8 am", "left": "08:00"}, "The two times are the same"),
)


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_what_is_wrong_is_said_at_the_run(typed: dict[str, str], words: str) -> None:
    form = two_days()
    form.read(posted(**typed))
    assert not form.validate()
    assert next(fault.sentence for fault in form.faults).startswith(words)


def test_times_that_cross_are_refused() -> None:
    form, sent = two_days(), posted(what="times", came="8 am", left="12:00")
    sent.add("came-2026-10-06", "11:00")
    sent.add("left-2026-10-06", "15:00")
    form.read(sent)
    assert not form.validate()


def test_not_the_same_on_each_day_asks_about_each() -> None:
    form = two_days()
    form.read(posted(what="split"))
    assert form.regrouped(posted(what="split"))
    assert [len(run.days) for run in form.runs] == [1, 1]


def test_left_and_came_back_adds_a_pair_and_keeps_what_is_typed() -> None:
    form, sent = two_days(), posted(what="times", came="8 am", left="12:00")
    sent.add("add", "2026-10-06")
    form.read(sent)
    assert form.regrouped(sent)
    assert form.runs[0].times == [("8 am", "12:00"), ("", "")]


def test_a_run_that_the_page_did_not_show_is_asked_again() -> None:
    form = asked({"2026-10-06": ILL, "2026-10-16": {}})
    form.read(MultiDict([("run", "2026-10-06"), ("run", "2030-01-01")]))
    assert [run.id for run in form.runs] == ["2026-10-06", "2026-10-16"]


def test_times_begin_with_the_approved_ones() -> None:
    approved: Times = (("08:00", "17:00"),)
    assert two_days().runs[0].times == list(approved)


@given(st.dates(FIRST, LAST), st.integers(0, 40))
def test_approved_days_stay_between_the_two_days(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    found = approved_days({"schedule": WEEK}, first, last)
    assert all(first <= day <= last for day in found)


def test_no_sentence_of_the_widget_names_a_program() -> None:
    source = Path("provportal/forms/attendance.py").read_text(encoding="utf-8")
    assert "calworks" not in source.lower()
