"""Days and times in forms follow the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel  # type: ignore[import-untyped]  # ships no types

from provportal.domain.attendance import Attendance
from provportal.domain.programs.calworks.questions import REASONS, approved_days
from provportal.domain.question import Kind, Question
from provportal.forms import day_words
from provportal.forms.answers import Known, said

SIXTH = date(2026, 10, 6)
WEEK = {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
SHUT = {"status": "closed"}


@contextmanager
def page_in(language: str) -> Iterator[None]:
    app = Flask(__name__)
    Babel(app, locale_selector=lambda: language)
    with app.test_request_context():
        yield


def october(*days: int) -> list[date]:
    return [date(2026, 10, day) for day in days]


def spaced(text: str) -> str:
    """Without what keeps it on one line."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "month", "full", "clock"),
    [
        ("en", "October 2026", "Tue 6 Oct 2026", "2:05 pm"),
        ("es", "octubre 2026", "mar 6 oct 2026", "2:05 pm"),
        ("zh_Hant", "2026年10月", "2026年10月6日（週二）", "下午 2:05"),
    ],
)
def test_a_month_a_day_and_a_time(language: str, month: str, full: str, clock: str) -> None:
    with page_in(language):
        assert day_words.month_name(SIXTH) == month
        assert spaced(day_words.full_day(SIXTH)) == full
        assert spaced(day_words.spoken("14:05")) == clock


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        ((6,), "Tue 6 Oct", "10月6日（週二）"),
        ((6, 7), "Tue 6 and Wed 7 Oct", "10月6日（週二）與7日（週三）"),
        ((5, 6, 7, 8, 9), "Mon 5 to Fri 9 Oct", "10月5日（週一）至9日（週五）"),
    ],
)
def test_days_in_a_row(days: tuple[int, ...], english: str, chinese: str) -> None:
    with page_in("en"):
        assert spaced(day_words.rows_of_days(october(*days))) == english
    with page_in("zh_Hant"):
        assert spaced(day_words.rows_of_days(october(*days))) == chinese


@pytest.mark.parametrize(
    ("language", "around"),
    [("en", ("", " Oct")), ("es", ("", " oct")), ("zh_Hant", ("10月", "日"))],
)
def test_a_number_of_the_calendar_becomes_a_date(language: str, around: tuple[str, str]) -> None:
    with page_in(language):
        assert day_words.around_number(SIXTH) == around


def described(*days: int) -> str:
    """A month in which one was closed on these days, in words."""
    approved = approved_days({"schedule": WEEK}, date(2026, 10, 1), date(2026, 10, 31))
    question = Question(
        "different", Kind.ATTENDANCE, "Days", attendance=Attendance(approved_days, REASONS)
    )
    value: dict[str, Any] = {day.isoformat(): SHUT for day in october(*days)}
    return spaced(said(question, value, Known("Ana S.", SIXTH, approved, {})))


def test_days_that_are_not_in_a_row_are_said_one_by_one() -> None:
    with page_in("en"):
        assert described(6, 8, 9) == (
            "19 of 22 approved days as approved. Tue 6 Oct: closed. Thu 8 and Fri 9 Oct: closed"
        )
