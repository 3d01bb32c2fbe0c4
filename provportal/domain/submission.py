"""The checks of a request: which there are, and what those of the submit transaction find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from provportal.domain.checks import Finding, Severity
from provportal.domain.money import MAX_CENTS, total
from provportal.domain.program import Assessment, Facts
from provportal.domain.question import Answers, Kind, Question, Step, Wizard

AT_SUBMIT = (
    "format",
    "provider",
    "certificate",
    "amount",
    "documents",
    "signatures",
    "rules",
    "duplicate_exact",
    "bank_account",
)
"""Checks whose results stand in the receipt: they run in the transaction of the submit."""

SIGNED_ON = ".signed_on"
"""Every program asks for the day of a signature, anybody's, by a question of this key."""

FILES = "files"
"""Whether the documents are safe and readable: it runs until each of them is known to be.

Unlike the others it is never passed over as not run: nobody opens an unscanned file to be quick.
"""

IN_BACKGROUND = ("duplicate_near", "account", "history", FILES)
"""Checks whose jobs report after the receipt."""


DIFFERENCE_QUESTION = Question(
    "difference",
    Kind.TEXT,
    "What is different about this care?",
    "For example other days, another room or another contract. A reviewer reads it.",
    missing="Write what is different about this care, or take the request back",
)
DIFFERENCE_STEP = Step("request", "Difference", DIFFERENCE_QUESTION.label, (DIFFERENCE_QUESTION,))
DIFFERENCE = f"{DIFFERENCE_STEP.slug}.{DIFFERENCE_QUESTION.key}"
"""Asked of every program's bill that repeats another: no page of the program changes that."""


def difference_told(answers: Answers) -> str:
    """What the provider said to that; '' when it was not asked."""
    given = answers.get(DIFFERENCE_STEP.slug, {})
    return str(given.get(DIFFERENCE_QUESTION.key, ""))


def repeated_findings(number: str, told: str) -> tuple[Finding, ...]:
    """A bill that repeats another by its whole look blocks, until its difference is told.

    Then it warns: a reviewer judges what the provider told.
    """
    severity = Severity.WARNING if told else Severity.BLOCK
    return (Finding("already_asked", severity, DIFFERENCE, {"number": number}),)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the records say beside the facts: who holds the key, whether an account is there."""

    key_held_by: str | None
    """The number of the other request that claims the same bill key."""
    account_on_file: bool
    received: date


def missing_answers(wizard: Wizard, answers: Answers) -> tuple[Finding, ...]:
    """Every required question of the path must be answered."""
    return tuple(
        Finding("empty", Severity.BLOCK, f"{step.slug}.{question.key}")
        for step in wizard.path(answers)
        for question in wizard.unanswered(step, answers)
        if question.kind not in (Kind.DOCUMENT, Kind.AGREEMENT)
    )


def missing_documents(wizard: Wizard, answers: Answers) -> tuple[Finding, ...]:
    """Every required document must have been added."""
    return tuple(
        Finding("document_missing", Severity.BLOCK, f"{step.slug}.{question.key}")
        for step in wizard.path(answers)
        for question in wizard.unanswered(step, answers)
        if question.kind is Kind.DOCUMENT
    )


def missing_agreements(wizard: Wizard, answers: Answers) -> tuple[Finding, ...]:
    """Every statement must have been agreed to."""
    return tuple(
        Finding("not_agreed", Severity.BLOCK, f"{step.slug}.{question.key}")
        for step in wizard.path(answers)
        for question in wizard.unanswered(step, answers)
        if question.kind is Kind.AGREEMENT
    )


def provider_findings(facts: Facts) -> tuple[Finding, ...]:
    """The contract must cover the whole time of service."""
    contract = facts.contract
    if facts.service_from < contract.starts_on:
        return (
            Finding(
                "contract_not_started",
                Severity.BLOCK,
                "care.month",
                {"starts_on": contract.starts_on.isoformat(), "number": contract.number},
            ),
        )
    if contract.ends_on is not None and facts.service_to > contract.ends_on:
        return (
            Finding(
                "contract_ended",
                Severity.BLOCK,
                "care.month",
                {"ends_on": contract.ends_on.isoformat(), "number": contract.number},
            ),
        )
    return ()


def certificate_findings(facts: Facts, received: date) -> tuple[Finding, ...]:
    """The certificate must touch the month, and the month must have begun.

    Days outside it warn and are reduced by the rules; a month without any payable day blocks.
    """
    certificate = facts.certificate
    shown = {
        "starts_on": certificate.starts_on.isoformat(),
        "ends_on": certificate.ends_on.isoformat(),
    }
    if facts.service_from > received:
        return (Finding("month_not_started", Severity.BLOCK, "care.month"),)
    if facts.service_to < certificate.starts_on or facts.service_from > certificate.ends_on:
        return (Finding("outside_certificate", Severity.BLOCK, "care.month", shown),)
    if facts.service_from < certificate.starts_on or facts.service_to > certificate.ends_on:
        return (Finding("partly_outside_certificate", Severity.WARNING, "care.month", shown),)
    return ()


def amount_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Something must be asked, and no more than an amount can hold."""
    asked = total(line.asked for line in assessment.lines)
    if asked.cents <= 0:
        return (Finding("amount_zero", Severity.BLOCK, "amount.total"),)
    if asked.cents > MAX_CENTS:
        return (Finding("amount_too_large", Severity.BLOCK, "amount.total"),)
    return ()


def duplicate_findings(key_held_by: str | None) -> tuple[Finding, ...]:
    """The same bill of the same person, period and kind may be claimed by one request only."""
    if key_held_by is None:
        return ()
    params = {"number": key_held_by}
    return (Finding("already_asked", Severity.BLOCK, "care.month", params),)


def account_findings(evidence: Evidence) -> tuple[Finding, ...]:
    """Without an account the request may be sent, but not be put in a batch."""
    if evidence.account_on_file:
        return ()
    return (Finding("no_bank_account", Severity.WARNING, "account"),)


def at_submit(
    wizard: Wizard, answers: Answers, facts: Facts, assessment: Assessment, evidence: Evidence
) -> Mapping[str, tuple[Finding, ...]]:
    """Findings of each check of the submit transaction, in the order of AT_SUBMIT."""
    signatures = tuple(f for f in assessment.findings if f.field.endswith(SIGNED_ON))
    rules = tuple(f for f in assessment.findings if f not in signatures)
    found = {
        "format": missing_answers(wizard, answers),
        "provider": provider_findings(facts),
        "certificate": certificate_findings(facts, evidence.received),
        "amount": amount_findings(assessment),
        "documents": missing_documents(wizard, answers),
        "signatures": missing_agreements(wizard, answers) + signatures,
        "rules": rules,
        "duplicate_exact": duplicate_findings(evidence.key_held_by),
        "bank_account": account_findings(evidence),
    }
    return {check: found[check] for check in AT_SUBMIT}
