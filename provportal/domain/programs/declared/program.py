"""A declared program as one program among others: its file asks, checks and prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from provportal.domain.calendar import banking_day_on_or_before
from provportal.domain.checks import Finding, Severity
from provportal.domain.limits import Limits, over_limit
from provportal.domain.money import Money, NotMoney
from provportal.domain.program import (
    AskedLine,
    AssessedLine,
    Assessment,
    Facts,
    Unreadable,
    first_and_initial,
)
from provportal.domain.programs.declared.check import findings_of
from provportal.domain.programs.declared.coherence import AMOUNT
from provportal.domain.programs.declared.condition import answer_to
from provportal.domain.programs.declared.declaration import Declaration
from provportal.domain.programs.declared.file import FileFaults, declared_in
from provportal.domain.question import Answers, Wizard
from provportal.domain.remittance import Reason
from provportal.domain.rulebook import BookFaults, RuleBook
from provportal.domain.severities import Severities
from provportal.domain.texts import Texts

TOML = "toml"
"""The key of a payload under which the text of the file stands, as it was written."""
FORMULA = "declared:1"
OVER_TABLE = "TABLE"
"""The reason of a cut to what the program's table has."""
LINE = 1

DEMANDED_TERMS: Mapping[str, frozenset[str]] = {
    "contract": frozenset(
        {"kind", "closure_days_used", "closures_paid_by_private_families", "licence_number"}
    ),
    "certificate": frozenset({"stage", "case_number", "variable", "family_fee", "schedule"}),
    "person": frozenset(),
}
"""What files of records always fill in. It is kept for people; no declared program computes it."""


@dataclass(frozen=True, slots=True)
class DeclaredProgram:
    """Implements provportal.domain.program.Program."""

    declared: Declaration

    @property
    def code(self) -> str:
        return self.declared.program

    @property
    def name(self) -> str:
        return self.declared.name.en

    @property
    def title(self) -> Texts:
        return self.declared.name

    @property
    def answers_schema(self) -> str:
        return f"{self.code}-declared-1"

    @property
    def wizard(self) -> Wizard:
        return self.declared.wizard

    @property
    def lawful_terms(self) -> Mapping[str, frozenset[str]]:
        return DEMANDED_TERMS

    def read_book(self, payload: Mapping[str, object]) -> RuleBook:
        return read_book(payload)

    def wizard_in(self, book: RuleBook) -> Wizard:
        return declared_by(book.payload).wizard

    def limits_in(self, book: RuleBook) -> Limits:
        return declared_by(book.payload).limits

    def severities_in(self, book: RuleBook) -> Severities:
        return declared_by(book.payload).severities

    def lines(self, facts: Facts, answers: Answers) -> tuple[AskedLine, ...]:
        bill = self.declared.bill
        first, last = _day(answers, bill.first_day), _day(answers, bill.last_day)
        if last < first:
            raise Unreadable((_cannot_read(bill.last_day),))
        return (
            AskedLine(
                number=LINE,
                service_from=first,
                service_to=last,
                line_type=_chosen(self.declared, answers, bill.kind),
                units="1",
                asked=_asked(answers),
                fund=self.code,
            ),
        )

    def line_words(self, line_type: str) -> Texts | None:
        asked = dict(self.declared.questions)[self.declared.bill.kind]
        words = (choice.label for choice in asked.choices if choice.value == line_type)
        return next((label for label in words if isinstance(label, Texts)), None)

    def assess(
        self, facts: Facts, answers: Answers, book: RuleBook, received: date | None
    ) -> Assessment:
        inputs = {
            "answers": {slug: dict(given) for slug, given in answers.items()},
            "service_from": facts.service_from.isoformat(),
            "service_to": facts.service_to.isoformat(),
            "received": received.isoformat() if received else None,
        }
        return self.assess_again(inputs, book)

    def assess_again(self, inputs: Mapping[str, object], book: RuleBook) -> Assessment:
        return _assessed(declared_by(book.payload), inputs)

    def person_shown(self, name: str) -> str:
        return first_and_initial(name)


def declared_by(payload: Mapping[str, object]) -> Declaration:
    """What the text in a payload declares. Raises FileFaults."""
    return declared_in(str(payload[TOML]))


def declared_program(payload: Mapping[str, object]) -> DeclaredProgram:
    """The program of a stored version or draft. Raises FileFaults."""
    return DeclaredProgram(declared_by(payload))


def book_of_text(text: str) -> RuleBook:
    """The rule book that a program's file is: its text, whole. Raises FileFaults."""
    declared = declared_in(text)
    payload = {
        "program": declared.program,
        "version": declared.version,
        "effective_from": declared.effective_from.isoformat(),
        TOML: text,
    }
    return RuleBook(declared.version, declared.effective_from, payload)


def read_book(payload: Mapping[str, object]) -> RuleBook:
    """Check a payload: its text declares a program. Raises BookFaults."""
    try:
        return book_of_text(str(payload.get(TOML, "")))
    except FileFaults as faults:
        raise BookFaults(tuple(str(fault) for fault in faults.faults)) from faults


def _assessed(declared: Declaration, inputs: Mapping[str, object]) -> Assessment:
    answers = _answers_in(inputs)
    asked = _asked(answers)
    reasons = _over_table(declared, answers, asked)
    payable = asked - reasons[0].amount if reasons else asked
    received = _stored_day(inputs["received"])
    return Assessment(
        lines=(AssessedLine(LINE, asked, payable, reasons),),
        findings=(*_checked(declared, answers, inputs), *_limited(declared, asked)),
        complete_on=received,
        pay_by=_pay_by(declared, received),
        formulas=(FORMULA,),
        inputs=dict(inputs),
        result={"asked": str(asked), "payable": str(payable)},
    )


def _over_table(declared: Declaration, answers: Answers, asked: Money) -> tuple[Reason, ...]:
    """What is asked above the table's price for the answer; as billed nothing is."""
    price = declared.price
    if not price.by:
        return ()
    most = price.table[_chosen(declared, answers, price.by)]
    if asked <= most:
        return ()
    return (Reason(OVER_TABLE, asked - most, FORMULA, {"limit": str(most)}),)


def _checked(
    declared: Declaration, answers: Answers, inputs: Mapping[str, object]
) -> tuple[Finding, ...]:
    month = (
        date.fromisoformat(str(inputs["service_from"])),
        date.fromisoformat(str(inputs["service_to"])),
    )
    return tuple(findings_of(declared.checks, declared.wizard.applying(answers), month))


def _limited(declared: Declaration, asked: Money) -> tuple[Finding, ...]:
    return over_limit(asked, declared.limits, Severity.BLOCK)


def _pay_by(declared: Declaration, received: date | None) -> date | None:
    if received is None:
        return None
    return banking_day_on_or_before(received + timedelta(days=declared.pay_within_days))


def _answers_in(inputs: Mapping[str, object]) -> Answers:
    found = inputs["answers"]
    if not isinstance(found, Mapping):
        raise Unreadable((_cannot_read(AMOUNT),))
    return found


def _stored_day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _asked(answers: Answers) -> Money:
    try:
        return Money.read(answer_to(answers, AMOUNT))
    except NotMoney as fault:
        raise Unreadable((Finding("money_format", Severity.BLOCK, AMOUNT),)) from fault


def _day(answers: Answers, field: str) -> date:
    try:
        return date.fromisoformat(answer_to(answers, field))
    except ValueError as fault:
        raise Unreadable((_cannot_read(field),)) from fault


def _chosen(declared: Declaration, answers: Answers, field: str) -> str:
    """An answer that the file offers. Raises Unreadable."""
    value = answer_to(answers, field)
    offered = {choice.value for choice in dict(declared.questions)[field].choices}
    if value not in offered:
        raise Unreadable((_cannot_read(field),))
    return value


def _cannot_read(field: str) -> Finding:
    return Finding("cannot_read", Severity.BLOCK, field)
