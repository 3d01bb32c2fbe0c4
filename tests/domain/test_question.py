"""Where a person is in a wizard depends on the answers alone."""

from __future__ import annotations

import pytest

from provportal.domain.question import Answers, Kind, Question, Step, Wizard


def is_large(answers: Answers) -> bool:
    return answers.get("amount", {}).get("total") == "5000.00"


AMOUNT = Question("total", Kind.MONEY, "How much?")
NOTE = Question("note", Kind.TEXT, "Anything else?", optional=True)
DAYS = Question("different", Kind.ATTENDANCE, "Which days?")
AGREED = Question("agreed", Kind.AGREEMENT, "It is true")
PROOF = Question("proof", Kind.DOCUMENT, "Proof", when=is_large)


WIZARD = Wizard(
    (
        Step("days", "Days", "Days", (DAYS,)),
        Step("amount", "Amount", "Amount", (AMOUNT, NOTE)),
        Step("proof", "Proof", "Proof", (PROOF,), when=is_large),
        Step("sign", "Sign", "Sign", (AGREED,)),
    )
)
PLAIN: Answers = {"days": {"different": {}}, "amount": {"total": "950.00"}}
LARGE: Answers = {**PLAIN, "amount": {"total": "5000.00"}}


def test_a_step_that_does_not_apply_is_not_on_the_path() -> None:
    assert [step.slug for step in WIZARD.path(PLAIN)] == ["days", "amount", "sign"]
    assert [step.slug for step in WIZARD.path(LARGE)] == ["days", "amount", "proof", "sign"]


@pytest.mark.parametrize(("answers", "slug"), [({}, "days"), (PLAIN, "sign"), (LARGE, "proof")])
def test_progress_is_the_first_step_that_lacks_an_answer(answers: Answers, slug: str) -> None:
    step = WIZARD.next_unanswered(answers)
    assert step is not None
    assert step.slug == slug


def test_with_every_answer_nothing_is_left() -> None:
    assert WIZARD.next_unanswered({**PLAIN, "sign": {"agreed": True}}) is None


@pytest.mark.parametrize(
    ("slug", "may"), [("days", True), ("amount", True), ("sign", True), ("proof", False)]
)
def test_a_step_opens_when_those_before_it_are_answered(slug: str, may: bool) -> None:
    assert WIZARD.may_visit(slug, PLAIN) is may


def test_a_step_that_is_not_there_never_opens() -> None:
    assert not WIZARD.may_visit("none", {**PLAIN, "sign": {"agreed": True}})


def test_a_later_step_stays_shut_until_then() -> None:
    assert not WIZARD.may_visit("sign", {"days": {"different": {}}})


@pytest.mark.parametrize(
    ("value", "is_answer"),
    [
        ({}, True),
        ({"2026-10-06": {"status": "closed"}}, True),
        ({"2026-10-06": {}}, False),
        (None, False),
    ],
)
def test_marked_days_are_answered_once_described(value: object, is_answer: bool) -> None:
    assert DAYS.is_answered_by(value) is is_answer


@pytest.mark.parametrize(
    ("value", "is_answer"), [("950.00", True), ("", False), (None, False), (False, False)]
)
def test_an_empty_value_is_no_answer(value: object, is_answer: bool) -> None:
    assert AMOUNT.is_answered_by(value) is is_answer


def test_the_step_with_the_statement_signs() -> None:
    assert [step.slug for step in WIZARD.steps if step.signs] == ["sign"]


def test_a_field_names_its_step_and_question() -> None:
    step, question = WIZARD.question("amount.note")
    assert (step.slug, question) == ("amount", NOTE)


@pytest.mark.parametrize("field", ["amount.none", "none.total", "account", ""])
def test_a_field_that_is_not_asked_is_unknown(field: str) -> None:
    with pytest.raises(KeyError):
        WIZARD.question(field)
