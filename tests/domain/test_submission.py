"""The checks of the submit: each on both sides of its limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from provportal.domain.checks import Finding, Severity
from provportal.domain.money import MAX_CENTS, ZERO, Money
from provportal.domain.program import (
    AssessedLine,
    Assessment,
    CertificateFacts,
    ContractFacts,
    Facts,
    PersonFacts,
)
from provportal.domain.question import Kind, Question, Step, Wizard
from provportal.domain.submission import (
    AT_SUBMIT,
    DIFFERENCE,
    Evidence,
    account_findings,
    amount_findings,
    at_submit,
    certificate_findings,
    difference_told,
    duplicate_findings,
    missing_agreements,
    missing_answers,
    missing_documents,
    provider_findings,
    repeated_findings,
)

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def facts(
    contract: tuple[date, date | None] = YEAR, certificate: tuple[date, date] = YEAR
) -> Facts:
    return Facts(
        county="Los Angeles",
        contract=ContractFacts("P-1", *contract, {}, ()),
        certificate=CertificateFacts("A-1", *certificate, {}),
        person=PersonFacts("C-1", "Mateo Rivera", date(2023, 3, 14), {}),
        service_from=OCTOBER[0],
        service_to=OCTOBER[1],
    )


def assessment(*asked: Money, findings: tuple[Finding, ...] = ()) -> Assessment:
    lines = tuple(AssessedLine(n, amount, ZERO, ()) for n, amount in enumerate(asked, 1))
    return Assessment(lines, findings, None, None, (), {}, {})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("contract", "found"),
    [
        ((date(2026, 10, 1), None), []),
        ((date(2026, 10, 2), None), ["contract_not_started"]),
        ((date(2026, 1, 1), date(2026, 10, 31)), []),
        ((date(2026, 1, 1), date(2026, 10, 30)), ["contract_ended"]),
    ],
)
def test_the_contract_covers_the_month(contract: Any, found: list[str]) -> None:
    assert codes(provider_findings(facts(contract=contract))) == found


@pytest.mark.parametrize(
    ("certificate", "found"),
    [
        (OCTOBER, []),
        ((date(2026, 10, 2), date(2026, 10, 31)), ["partly_outside_certificate"]),
        ((date(2026, 10, 1), date(2026, 10, 30)), ["partly_outside_certificate"]),
        ((date(2026, 10, 31), date(2026, 12, 31)), ["partly_outside_certificate"]),
        ((date(2026, 1, 1), date(2026, 10, 1)), ["partly_outside_certificate"]),
        ((date(2026, 11, 1), date(2026, 12, 31)), ["outside_certificate"]),
        ((date(2026, 1, 1), date(2026, 9, 30)), ["outside_certificate"]),
    ],
)
def test_the_certificate_touches_the_month(certificate: Any, found: list[str]) -> None:
    asked = facts(certificate=certificate)
    assert codes(certificate_findings(asked, date(2026, 11, 3))) == found


@pytest.mark.parametrize(
    ("received", "found"),
    [(date(2026, 9, 30), ["month_not_started"]), (date(2026, 10, 1), [])],
)
def test_the_month_has_begun(received: date, found: list[str]) -> None:
    assert codes(certificate_findings(facts(), received)) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((), ["amount_zero"]),
        ((ZERO,), ["amount_zero"]),
        ((Money(1),), []),
        ((Money(MAX_CENTS),), []),
        ((Money(MAX_CENTS), Money(1)), ["amount_too_large"]),
    ],
)
def test_the_amount_is_in_its_limits(asked: tuple[Money, ...], found: list[str]) -> None:
    assert codes(amount_findings(assessment(*asked))) == found


def test_nobody_holds_the_key() -> None:
    assert duplicate_findings(None) == ()


def test_the_holder_of_the_key_is_named() -> None:
    [finding] = duplicate_findings("PR-1")
    assert (finding.severity, finding.params) == (Severity.BLOCK, {"number": "PR-1"})


@pytest.mark.parametrize(("on_file", "found"), [(True, []), (False, ["no_bank_account"])])
def test_an_account_is_on_file(on_file: bool, found: list[str]) -> None:
    assert codes(account_findings(Evidence(None, on_file, date(2026, 11, 3)))) == found


QUESTIONS = Step(
    "sign",
    "Sign",
    "Check and sign",
    (
        Question("signed_on", Kind.DATE, "When?"),
        Question("sheet", Kind.DOCUMENT, "The sheet"),
        Question("agreed", Kind.AGREEMENT, "True?"),
        Question("note", Kind.TEXT, "A note", optional=True),
    ),
)
WIZARD = Wizard((QUESTIONS,))
MISSING = (
    (missing_answers, "empty", "sign.signed_on"),
    (missing_documents, "document_missing", "sign.sheet"),
    (missing_agreements, "not_agreed", "sign.agreed"),
)


@pytest.mark.parametrize(("check", "code", "field"), MISSING)
def test_each_kind_of_gap_has_its_check(check: Any, code: str, field: str) -> None:
    assert [(f.code, f.field) for f in check(WIZARD, {})] == [(code, field)]


@pytest.mark.parametrize("check", [check for check, _, _ in MISSING])
def test_nothing_is_missing(check: Any) -> None:
    assert check(WIZARD, {"sign": {"signed_on": "2026-10-31", "sheet": "a", "agreed": True}}) == ()


def found_at_submit(*findings: Finding) -> dict[str, list[str]]:
    evidence = Evidence(None, account_on_file=True, received=date(2026, 11, 3))
    answers = {"sign": {"signed_on": "2026-10-31", "sheet": "a", "agreed": True}}
    judged = assessment(Money(100), findings=findings)
    found = at_submit(WIZARD, answers, facts(), judged, evidence)
    assert tuple(found) == AT_SUBMIT
    return {check: codes(those) for check, those in found.items() if those}


@pytest.mark.parametrize("field", ["sign.signed_on", "parent.signed_on"])
def test_the_rules_word_on_a_signature_is_the_signatures(field: str) -> None:
    early = Finding("INCOMP", Severity.BLOCK, field)
    assert found_at_submit(early) == {"signatures": ["INCOMP"]}


def test_all_else_that_the_rules_say_is_theirs() -> None:
    cut = Finding("CEIL", Severity.WARNING, "amount.total")
    assert found_at_submit(cut) == {"rules": ["CEIL"]}


def test_an_open_contract_has_no_end() -> None:
    open_ended = replace(facts(), contract=ContractFacts("P-1", YEAR[0], None, {}, ()))
    assert provider_findings(open_ended) == ()


@pytest.mark.parametrize(
    ("told", "severity"), [("", Severity.BLOCK), ("Another room.", Severity.WARNING)]
)
def test_a_repeated_bill_blocks_until_its_difference_is_told(told: str, severity: Severity) -> None:
    [found] = repeated_findings("PR-1", told)
    assert (found.field, found.severity, found.params) == (DIFFERENCE, severity, {"number": "PR-1"})


@pytest.mark.parametrize(
    ("answers", "told"),
    [({}, ""), ({"request": {}}, ""), ({"request": {"difference": "A room."}}, "A room.")],
)
def test_what_was_told_is_read_from_the_answers(answers: dict[str, Any], told: str) -> None:
    assert difference_told(answers) == told
