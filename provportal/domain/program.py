"""What a program is: its questions, its lines, and how it judges a request. Programs stand behind
this one interface; nothing outside domain/programs/ knows one by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from provportal.domain.checks import Finding
from provportal.domain.limits import Limits
from provportal.domain.money import Money
from provportal.domain.question import Answers, Wizard
from provportal.domain.remittance import Reason
from provportal.domain.rulebook import RuleBook
from provportal.domain.severities import Severities
from provportal.domain.texts import Texts, Words

Terms = Mapping[str, object]
"""What only the program reads of a contract, a certificate or a person (JSON)."""


@dataclass(frozen=True, slots=True)
class RateFact:
    """A rate on the provider's sheet, from a date."""

    category: str
    age_group: str
    amount: Money
    effective_from: date


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """The agency's contract with the provider; `number` is the provider number."""

    number: str
    starts_on: date
    ends_on: date | None
    terms: Terms
    rates: tuple[RateFact, ...]


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The approval that the request is sent under."""

    number: str
    starts_on: date
    ends_on: date
    terms: Terms


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The person served."""

    number: str
    name: str
    born: date
    terms: Terms


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the records know about one request, whatever the program."""

    county: str
    contract: ContractFacts
    certificate: CertificateFacts
    person: PersonFacts
    service_from: date
    service_to: date


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One payable line, as the answers ask for it."""

    number: int
    service_from: date
    service_to: date
    line_type: str
    units: str
    asked: Money
    fund: str
    invoice_number: str | None = None


@dataclass(frozen=True, slots=True)
class AssessedLine:
    """What the rules pay on one line: asked - sum(reasons) = payable."""

    number: int
    asked: Money
    payable: Money
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The rules' answer to one request, with all it stands on, so that it can be replayed."""

    lines: tuple[AssessedLine, ...]
    findings: tuple[Finding, ...]
    complete_on: date | None
    pay_by: date | None
    formulas: tuple[str, ...]
    inputs: dict[str, object]
    result: dict[str, object]


class Unreadable(Exception):
    """The answers cannot be read as a request of this program; carries the findings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


class Program(Protocol):
    """One program. Data and pure functions only."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Words:
        """Its name for those who ask."""
        ...

    @property
    def answers_schema(self) -> str:
        """Names the shape of the stored answers, so that old versions can be read."""
        ...

    @property
    def wizard(self) -> Wizard:
        """What it asks where no rule version says more. For a request, ask `wizard_in`."""
        ...

    @property
    def lawful_terms(self) -> Mapping[str, frozenset[str]]:
        """Which keys the terms of a 'contract', 'certificate' and 'person' may have."""
        ...

    def read_book(self, payload: Mapping[str, object]) -> RuleBook:
        """A rule book of this program. Raises BookFaults with every fault."""
        ...

    def wizard_in(self, book: RuleBook) -> Wizard:
        """What it asks by a rule book: its own pages, with the book's documents and words."""
        ...

    def limits_in(self, book: RuleBook) -> Limits:
        """The limits and windows of a rule book."""
        ...

    def severities_in(self, book: RuleBook) -> Severities:
        """How bad a rule book lets findings be; what it leaves out is as usual."""
        ...

    def lines(self, facts: Facts, answers: Answers) -> tuple[AskedLine, ...]:
        """What is asked. Raises Unreadable."""
        ...

    def assess(
        self, facts: Facts, answers: Answers, book: RuleBook, received: date | None
    ) -> Assessment:
        """What the rules pay, received on a day (None is a preview). Raises Unreadable."""
        ...

    def assess_again(self, inputs: Mapping[str, object], book: RuleBook) -> Assessment:
        """What a book pays on the stored inputs of an assessment. Raises Unreadable."""
        ...

    def line_words(self, line_type: str) -> Texts | None:
        """What a remittance calls a line; None where the portal's own word stands."""
        ...

    def person_shown(self, name: str) -> str:
        """How a remittance names the person: as little as identifies."""
        ...


def first_and_initial(name: str) -> str:
    """As little as identifies, for most programs: 'Mateo R.'."""
    first, _, rest = name.strip().partition(" ")
    return f"{first} {rest.strip()[0]}." if rest.strip() else first
