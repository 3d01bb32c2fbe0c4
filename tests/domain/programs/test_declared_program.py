"""A declared program: what it checks and pays, by the table of its file or as billed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.money import ZERO, Money
from provportal.domain.program import Assessment, Unreadable
from provportal.domain.programs.declared.program import (
    book_of_text,
    declared_program,
    read_book,
)
from provportal.domain.rulebook import BookFaults
from tests.given_programs import ANSWERS, TEXT

AS_BILLED = (
    'price = "as billed"\n'
    + TEXT.partition("[price]")[0]
    + "[limits]"
    + TEXT.partition("[limits]")[2]
)


def assessed(text: str = TEXT, received: str | None = "2026-11-03", **steps: Any) -> Assessment:
    book = book_of_text(text)
    inputs = {
        "answers": ANSWERS | steps,
        "service_from": "2026-10-01",
        "service_to": "2026-10-31",
        "received": received,
    }
    return declared_program(book.payload).assess_again(inputs, book)


@given(st.integers(1, 200_000))
def test_asked_less_its_reasons_is_payable(cents: int) -> None:
    [line] = assessed(amount={"total": str(Money(cents))}).lines
    assert line.asked - sum((reason.amount for reason in line.reasons), ZERO) == line.payable
    assert line.payable == min(Money(cents), Money(25_000))


def test_as_billed_nothing_is_cut() -> None:
    [line] = assessed(AS_BILLED).lines
    assert (str(line.payable), line.reasons) == ("300.00", ())


def test_it_is_paid_within_the_days_of_the_file() -> None:
    assert assessed().pay_by == date(2026, 11, 24)


def test_a_preview_promises_no_day() -> None:
    found = assessed(received=None)
    assert (found.complete_on, found.pay_by) == (None, None)


def test_an_amount_above_what_is_looked_at_warns() -> None:
    found = assessed(amount={"total": "1300.00"}).findings
    assert [(finding.code, finding.severity.value) for finding in found] == [
        ("declared", "warning")
    ]


def test_what_is_no_day_is_left_to_its_question() -> None:
    assert assessed(period={"first_day": "soon", "last_day": "2026-10-05"}).findings == ()


def test_what_is_not_asked_any_more_is_not_checked() -> None:
    hidden = TEXT.replace(
        'slug = "period"',
        'slug = "period"\nwhen = { question = "purpose.what_for", is = ["other"] }',
    )
    with pytest.raises(ValueError, match="not asked of everybody"):
        book_of_text(hidden)


@pytest.mark.parametrize(
    "steps",
    [{"amount": {"total": "much"}}, {"purpose": {"what_for": "toys"}}],
)
def test_what_cannot_be_read_is_told(steps: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        assessed(**steps)


def test_inputs_without_answers_cannot_be_read() -> None:
    book = book_of_text(TEXT)
    with pytest.raises(Unreadable):
        declared_program(book.payload).assess_again({"answers": None}, book)


def test_a_payload_without_a_file_is_no_book() -> None:
    with pytest.raises(BookFaults, match="is missing"):
        read_book({})


def test_a_line_of_another_type_has_no_words() -> None:
    assert declared_program(book_of_text(TEXT).payload).line_words("care") is None
