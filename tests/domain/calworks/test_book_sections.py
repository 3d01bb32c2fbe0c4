"""What a version says beside its parameters: limits, severities, documents and words."""

from __future__ import annotations

from typing import Any

import pytest

from provportal.domain.checks import Severity
from provportal.domain.limits import OVER_LIMIT, Limits
from provportal.domain.programs.calworks.book import load_los_angeles, read_book
from provportal.domain.programs.calworks.program import CalworksProgram
from provportal.domain.programs.calworks.questions import WIZARD
from provportal.domain.question import Question
from provportal.domain.rulebook import BookFaults, as_if_from
from provportal.domain.texts import Texts
from tests.domain.calworks.given import case
from tests.given_rules import PROOF, a_book, a_payload, later

PROGRAM = CalworksProgram()
WORDS = {"en": "How much?", "es": "¿Cuánto?", "zh-Hant": "多少？"}


def asked_by(field: str, **sections: Any) -> Question:
    return PROGRAM.wizard_in(a_book(**sections)).question(field)[1]


def test_the_shipped_book_asks_what_the_program_asks() -> None:
    assert PROGRAM.wizard_in(load_los_angeles()) == WIZARD


def test_the_shipped_book_has_the_usual_limits() -> None:
    assert PROGRAM.limits_in(load_los_angeles()) == Limits()


def test_a_document_of_a_version_comes_last_on_its_step() -> None:
    wizard = PROGRAM.wizard_in(a_book(documents=[PROOF]))
    step = next(step for step in wizard.steps if step.slug == "documents")
    assert [question.key for question in step.questions] == ["calendar", "enrolment"]


def test_a_document_is_required_unless_the_book_says_so() -> None:
    asked = [
        asked_by("documents.enrolment", documents=[PROOF | required]).optional
        for required in ({}, {"required": False})
    ]
    assert asked == [False, True]


def test_a_document_has_the_words_of_the_book_or_the_usual_ones() -> None:
    question = asked_by("documents.enrolment", documents=[PROOF | {"missing": WORDS}])
    assert question.missing == Texts("How much?", "¿Cuánto?", "多少？")
    assert question.hint == "A clear phone photo is fine."


@pytest.mark.parametrize(("different", "applies"), [({}, False), ({"2026-10-06": {}}, True)])
def test_a_document_may_be_asked_only_when_days_differ(different: object, applies: bool) -> None:
    question = asked_by("documents.enrolment", documents=[PROOF | {"when": "days_differ"}])
    assert question.when({"days": {"different": different}}) is applies


def test_words_beside_a_field_are_the_books() -> None:
    question = asked_by("amount.total", prompts={"amount.total": {"label": WORDS, "hint": WORDS}})
    assert (question.label, question.hint) == (Texts("How much?", "¿Cuánto?", "多少？"),) * 2
    assert question.missing == "Enter the amount you ask for, like 412.50"


def codes(severity: Severity, **sections: Any) -> list[str]:
    found = PROGRAM.assess_again(case(), a_book(begins="2026-10-01", **sections)).findings
    return [finding.code for finding in found if finding.severity is severity]


def test_more_than_the_limit_of_the_book_blocks() -> None:
    assert codes(Severity.BLOCK, limits={"most_asked": "900.00"}) == [OVER_LIMIT]


def test_a_book_may_let_it_only_warn() -> None:
    found = codes(
        Severity.WARNING,
        limits={"most_asked": "900.00"},
        severities={OVER_LIMIT: "warning"},
    )
    assert found == [OVER_LIMIT]


@pytest.mark.parametrize(
    ("sections", "fault"),
    [
        (
            {"severities": {"unsigned": "warning"}},
            "severities.unsigned: is not one that may be set; these are amount_over_limit, "
            "not_paid.CLOSE, not_paid.ENDED, not_paid.LIC, not_paid.NOAUTH, not_paid.TRUST, "
            "partly_outside_certificate, no_bank_account, account_shared, routing_number, "
            "looks_like_another, amount_unusual, care_overlaps",
        ),
        (
            {"severities": {OVER_LIMIT: "note"}},
            "severities.amount_over_limit: write one of warning, block",
        ),
        (
            {"severities": {"amount_unusual": "block"}},
            "severities.amount_unusual: write one of note, warning",
        ),
        (
            {"documents": [PROOF | {"step": "days"}]},
            "documents[0].step: write one of documents, parent",
        ),
        (
            {"documents": [PROOF | {"key": "Proof!"}]},
            "documents[0].key: write 2 to 30 small letters, digits and _, like proof_of_enrolment",
        ),
        (
            {"documents": [PROOF | {"key": "calendar"}]},
            "documents[0].key: documents.calendar is a question of the program",
        ),
        (
            {"documents": [PROOF | {"key": "signed_on"}]},
            "documents[0].key: documents.signed_on is a question of the program",
        ),
        (
            {"documents": [PROOF | {"label": {"en": "Proof", "es": "Prueba"}}]},
            "documents[0].label.zh-Hant: is missing",
        ),
        (
            {"prompts": {"amount.gone": {}}},
            "prompts.amount.gone: write one of care.certificate, care.month, days.different, "
            "amount.total, documents.calendar, parent.signed_on, parent.sheet, sign.signed_on, "
            "sign.agreed",
        ),
        (
            {"prompts": {"sign.agreed": {"label": WORDS}}},
            "prompts.sign.agreed.label: what a person declares is the law's wording and stays",
        ),
        ({"limits": {"most": 1}}, "limits.most: is not a known key"),
        ({"version": "x" * 41}, "version: at most 40 characters"),
    ],
)
def test_a_wrong_section_says_what_is_wrong(sections: dict[str, Any], fault: str) -> None:
    with pytest.raises(BookFaults) as wrong:
        read_book(a_payload() | sections)
    assert wrong.value.faults == (fault,)


def test_every_fault_of_a_book_is_said_with_its_path() -> None:
    wrong: dict[str, Any] = {
        "limits": {"appeal_days": 0},
        "severities": {"x": "block"},
        "documents": [PROOF] * 2,
    }
    with pytest.raises(BookFaults) as faults:
        read_book(a_payload(**wrong))
    assert [fault.partition(":")[0] for fault in faults.value.faults] == [
        "limits.appeal_days",
        "severities.x",
        "documents[0].key",
        "documents[1].key",
    ]


def test_rules_can_be_asked_as_if_they_had_been_in_force() -> None:
    book = a_book(begins="2026-12-01")
    assert as_if_from(book, later(0)).effective_from == later(0)
    assert as_if_from(book, later(2)) == book
