"""The CalWORKs child care provider payment request, as one program among others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from provportal.domain.checks import Finding, Severity
from provportal.domain.limits import OVER_LIMIT, Limits, over_limit
from provportal.domain.money import ZERO, Money, NotMoney
from provportal.domain.program import (
    AskedLine,
    AssessedLine,
    Assessment,
    Facts,
    Unreadable,
    first_and_initial,
)
from provportal.domain.programs.calworks.answer import Adjustment, Answer, Decision
from provportal.domain.programs.calworks.book import load_los_angeles, read_book
from provportal.domain.programs.calworks.case import CaseFaults, read_case
from provportal.domain.programs.calworks.case_of_request import (
    CERTIFICATE_TERMS,
    CHILD_TERMS,
    PROVIDER_TERMS,
    case_of,
)
from provportal.domain.programs.calworks.price import price
from provportal.domain.programs.calworks.questions import PAGES, WIZARD
from provportal.domain.programs.calworks.severities import NOT_PAID, severity_of
from provportal.domain.programs.calworks.terms import Terms, terms_of
from provportal.domain.question import Answers, Wizard
from provportal.domain.remittance import Reason
from provportal.domain.rulebook import RuleBook
from provportal.domain.severities import Severities
from provportal.domain.texts import Texts, Words

CARE_LINE = 1
FUND = "calworks_child_care"

_QUESTION_OF = {
    "billed.total": "amount.total",
    "signatures.parent": "parent.signed_on",
    "signatures.provider": "sign.signed_on",
    "service_month": "care.month",
}
"""Which question of the wizard a field of the case file comes from."""


@dataclass(frozen=True, slots=True)
class CalworksProgram:
    """Implements provportal.domain.program.Program."""

    code: str = "calworks"
    name: str = "CalWORKs child care"
    title: Words = "CalWORKs child care"
    answers_schema: str = "calworks-1"
    wizard: Wizard = WIZARD

    @property
    def lawful_terms(self) -> Mapping[str, frozenset[str]]:
        return {
            "contract": frozenset((*PROVIDER_TERMS, "licence_number")),
            "certificate": frozenset((*CERTIFICATE_TERMS, "stage", "case_number")),
            "person": frozenset(CHILD_TERMS),
        }

    def read_book(self, payload: Mapping[str, object]) -> RuleBook:
        return read_book(payload)

    def default_book(self) -> RuleBook:
        """The book that ships with the program: Los Angeles County."""
        return load_los_angeles()

    def wizard_in(self, book: RuleBook) -> Wizard:
        terms = terms_of(book)
        return PAGES.of_version(terms.documents, terms.prompts)

    def limits_in(self, book: RuleBook) -> Limits:
        return terms_of(book).limits

    def severities_in(self, book: RuleBook) -> Severities:
        return terms_of(book).severities

    def lines(self, facts: Facts, answers: Answers) -> tuple[AskedLine, ...]:
        return (
            AskedLine(
                number=CARE_LINE,
                service_from=facts.service_from,
                service_to=facts.service_to,
                line_type="care",
                units="1",
                asked=_asked(answers),
                fund=FUND,
            ),
        )

    def assess(
        self, facts: Facts, answers: Answers, book: RuleBook, received: date | None
    ) -> Assessment:
        return self.assess_again(case_of(facts, answers, received), book)

    def assess_again(self, inputs: Mapping[str, object], book: RuleBook) -> Assessment:
        try:
            answer = price(read_case(inputs), book)
        except CaseFaults as faults:
            raise Unreadable(tuple(_fault(fault) for fault in faults.faults)) from faults
        reasons = tuple(_reason(adjustment) for adjustment in answer.adjustments)
        return Assessment(
            lines=(AssessedLine(CARE_LINE, answer.billed, answer.payable, reasons),),
            findings=_findings(answer, terms_of(book)),
            complete_on=answer.complete_on,
            pay_by=answer.pay_by,
            formulas=tuple(said.version for said in answer.explanation),
            inputs=dict(inputs),
            result=answer.as_json(),
        )

    def person_shown(self, name: str) -> str:
        return first_and_initial(name)

    def line_words(self, line_type: str) -> Texts | None:
        return None


def _asked(answers: Answers) -> Money:
    try:
        return Money.read(str(answers.get("amount", {}).get("total", "")))
    except NotMoney as fault:
        finding = Finding("money_format", Severity.BLOCK, "amount.total")
        raise Unreadable((finding,)) from fault


def _fault(fault: str) -> Finding:
    """A fault of the case file, shown at the question it comes from."""
    field, _, what = fault.partition(": ")
    return Finding("cannot_read", Severity.BLOCK, question_of(field), {"what": what})


def question_of(field: str) -> str:
    """'step.question' for a field of the case file."""
    if field.startswith("days"):
        return "days.different"
    return _QUESTION_OF.get(field, "care.certificate")


def _reason(adjustment: Adjustment) -> Reason:
    params = {key: str(value) for key, value in adjustment.params.items()}
    days = " ".join(day.isoformat() for day in adjustment.days)
    return Reason(adjustment.code, adjustment.amount, adjustment.rule, params | {"days": days})


def _findings(answer: Answer, terms: Terms) -> tuple[Finding, ...]:
    """What sends the request back blocks; days that will not be paid warn, unless the book says."""
    severity = Severity.BLOCK if answer.decision is Decision.RETURN else Severity.WARNING
    said = [
        Finding(finding.code, severity, question_of(finding.field), dict(finding.params))
        for finding in answer.findings
    ]
    unpaid = [
        Finding(
            code := f"not_paid.{adjustment.code}",
            severity_of(code, terms.severities),
            "days.different",
            {"amount": str(adjustment.amount), **adjustment.params},
        )
        for adjustment in answer.adjustments
        if adjustment.code in NOT_PAID
    ]
    if answer.decision is Decision.NOT_PAYABLE and answer.payable == ZERO:
        unpaid.append(Finding("nothing_payable", Severity.BLOCK, "care.month"))
    too_much = over_limit(answer.billed, terms.limits, severity_of(OVER_LIMIT, terms.severities))
    return (*said, *unpaid, *too_much)
