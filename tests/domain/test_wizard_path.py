"""Wizards: which steps apply, what is unanswered, and what may be visited."""

from __future__ import annotations

import pytest

from provportal.domain.checks import Finding, Severity
from provportal.domain.program import Unreadable
from provportal.domain.question import Answers, Kind, Question, Step, Wizard


def _has_care(answers: Answers) -> bool:
    return bool(answers.get("care", {}).get("days"))


CARE = Step(
    "care",
    "Care",
    "When the child came",
    (
        Question("days", Kind.TEXT, "Days?"),
        Question("note", Kind.TEXT, "A note", optional=True),
        Question("why", Kind.TEXT, "Why none?", when=lambda answers: not _has_care(answers)),
    ),
)
AMOUNT = Step(
    "amount", "Amount", "How much?", (Question("total", Kind.MONEY, "How much?"),), when=_has_care
)
SIGN = Step("sign", "Sign", "Sign", (Question("agreed", Kind.AGREEMENT, "True?"),))
WIZARD = Wizard((CARE, AMOUNT, SIGN))
FULL: Answers = {"care": {"days": "5"}, "amount": {"total": "1.00"}, "sign": {"agreed": True}}


def slugs(steps: tuple[Step, ...]) -> list[str]:
    return [step.slug for step in steps]


def test_a_step_that_does_not_apply_is_no_part_of_the_path() -> None:
    assert slugs(WIZARD.path({})) == ["care", "sign"]


def test_an_answer_opens_its_step() -> None:
    assert slugs(WIZARD.path(FULL)) == ["care", "amount", "sign"]


def test_required_questions_that_apply_are_asked() -> None:
    assert [question.key for question in WIZARD.unanswered(CARE, {})] == ["days", "why"]


@pytest.mark.parametrize("empty", [None, "", False])
def test_an_empty_answer_is_none(empty: object) -> None:
    assert WIZARD.unanswered(SIGN, {"sign": {"agreed": empty}})


def test_the_first_step_that_lacks_an_answer_is_next() -> None:
    assert WIZARD.next_unanswered({"care": {"days": "5"}}) is AMOUNT


def test_nothing_is_next_when_all_is_answered() -> None:
    assert WIZARD.next_unanswered(FULL) is None


@pytest.mark.parametrize(
    ("slug", "answers", "may"),
    [
        ("care", {}, True),
        ("sign", {}, False),
        ("amount", {"care": {"days": "5"}}, True),
        ("sign", {"care": {"days": "5"}}, False),
        ("sign", FULL, True),
        ("nowhere", FULL, False),
    ],
)
def test_a_step_is_open_when_those_before_it_are_answered(
    slug: str, answers: Answers, may: bool
) -> None:
    assert WIZARD.may_visit(slug, answers) is may


def test_unreadable_answers_say_what_is_wrong() -> None:
    finding = Finding("money_format", Severity.BLOCK, "amount.total")
    assert (str(Unreadable((finding,))), Unreadable((finding,)).findings) == (
        "money_format",
        (finding,),
    )
