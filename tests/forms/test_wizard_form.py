"""Forms built from questions: each kind reads what people type, and shows what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.money import MAX_CENTS, Money
from provportal.domain.question import Kind, Question
from provportal.forms.wizard_form import field_of, form_of, typed

AMOUNT = Question("total", Kind.MONEY, "How much?", missing="Enter the amount")
DAY = Question("on", Kind.DATE, "When?")
NOTE = Question("note", Kind.TEXT, "Anything else?", optional=True)
CHILD = Question("certificate", Kind.CERTIFICATE, "Which child?")

APP = Flask(__name__)
APP.config["SECRET_KEY"] = "of the tests"
Babel(APP)


@pytest.fixture(autouse=True)
def speaking() -> Iterator[None]:
    with APP.app_context():
        yield


def answered_with(question: Question, **form: str) -> tuple[bool, object]:
    """Whether it is right, and what is stored of it."""
    with APP.test_request_context(method="POST", data=form):
        made = form_of((question,), {})
        return made.validate(), typed((question,), made).get(question.key)


@given(st.integers(0, MAX_CENTS))
def test_money_that_is_shown_can_be_typed_again(cents: int) -> None:
    shown = Money(cents).shown()
    assert answered_with(AMOUNT, total=shown) == (True, str(Money(cents)))


@pytest.mark.parametrize("amount", ["$1,234.5", "1234.5", " 1,234.50 "])
def test_money_is_stored_in_the_machine_form(amount: str) -> None:
    assert answered_with(AMOUNT, total=amount) == (True, "1234.50")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_is_read_from_its_parts(day: date) -> None:
    parts = {"on-month": str(day.month), "on-day": str(day.day), "on-year": str(day.year)}
    assert answered_with(DAY, **parts) == (True, day.isoformat())


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_typing_breaks_a_form(one: str, other: str) -> None:
    answered_with(AMOUNT, total=one)
    answered_with(DAY, **{"on-month": one, "on-day": other, "on-year": "2026"})


def test_an_empty_answer_is_told_what_to_enter() -> None:
    with APP.test_request_context(method="POST", data={"total": ""}):
        made = form_of((AMOUNT,), {})
        assert not made.validate()
        assert [fault.sentence for fault in made.faults] == ["Enter the amount"]


def test_an_optional_answer_may_stay_empty() -> None:
    assert answered_with(NOTE, note="") == (True, "")


def test_what_is_stored_stands_in_the_form() -> None:
    with APP.test_request_context():
        made = form_of((AMOUNT, DAY), {"total": "950.00", "on": "2026-10-31"})
        assert field_of(made, AMOUNT).shown == "950.00"
        assert field_of(made, DAY).parts == {"month": "10", "day": "31", "year": "2026"}


def test_a_stored_answer_that_cannot_be_read_is_asked_again() -> None:
    with APP.test_request_context():
        assert field_of(form_of((AMOUNT,), {"total": "a lot"}), AMOUNT).shown == ""


def test_child_and_month_are_no_fields() -> None:
    with APP.test_request_context():
        assert "certificate" not in form_of((CHILD,), {"certificate": "A-1"})
