"""Every return code leads to a question of the form, or to none; the likeliest first."""

from __future__ import annotations

import pytest

from provportal.domain.ach.codes import RETURN_CODES
from provportal.domain.fault_fields import QUESTIONS, questions_at_fault


@pytest.mark.parametrize(
    ("code", "questions"),
    [
        ("R02", ("account_number", "routing_number", "kind")),
        ("R03", ("account_number", "holder_name")),
        ("R04", ("account_number",)),
        ("R12", ("routing_number", "account_number")),
        ("R13", ("routing_number",)),
        ("R16", ()),
        ("R20", ("account_number", "kind")),
        ("R23", ()),
        ("R32", ("routing_number",)),
        ("R34", ("routing_number",)),
    ],
)
def test_a_code_names_its_questions(code: str, questions: tuple[str, ...]) -> None:
    assert questions_at_fault(code) == questions


def test_a_code_that_nobody_knows_names_nothing() -> None:
    assert questions_at_fault("R99") == ()


@pytest.mark.parametrize("code", RETURN_CODES)
def test_no_code_names_a_question_that_is_not_asked(code: str) -> None:
    assert set(questions_at_fault(code)) <= set(QUESTIONS.values())
