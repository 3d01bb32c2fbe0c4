"""An invented program whose requests have two lines, to see that nothing counts on one.

It pays what is asked, line by line, and of a line over 500.00 nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from provportal.domain.limits import DEFAULT, Limits
from provportal.domain.money import ZERO, Money
from provportal.domain.program import AskedLine, AssessedLine, Assessment, Facts
from provportal.domain.question import Answers, Kind, Question, Step, Wizard
from provportal.domain.remittance import Reason
from provportal.domain.rulebook import RuleBook
from provportal.domain.severities import Severities
from provportal.domain.texts import Words

LIMIT = Money(50_000)
TYPES = ("care", "registration_fee")


WIZARD = Wizard((Step("amount", "Amount", "How much?", (Question("care", Kind.MONEY, "Care"),)),))


@dataclass(frozen=True, slots=True)
class TwoLines:
    """Implements provportal.domain.program.Program."""

    code: str = "two_lines"
    name: str = "Two lines"
    title: Words = "Two lines"
    answers_schema: str = "two-lines-1"
    wizard: Wizard = WIZARD

    @property
    def lawful_terms(self) -> Mapping[str, frozenset[str]]:
        return {}

    @property
    def needed_terms(self) -> Mapping[str, frozenset[str]]:
        return {}

    def read_book(self, payload: Mapping[str, object]) -> RuleBook:
        return RuleBook("1", date(2026, 1, 1), payload)

    def lines(self, facts: Facts, answers: Answers) -> tuple[AskedLine, ...]:
        amounts = answers["amount"]
        return tuple(
            AskedLine(
                number=number,
                service_from=facts.service_from,
                service_to=facts.service_to,
                line_type=kind,
                units="1",
                asked=Money.read(str(amounts[kind])),
                fund="two",
            )
            for number, kind in enumerate(TYPES, 1)
        )

    def assess(
        self, facts: Facts, answers: Answers, book: RuleBook, received: date | None
    ) -> Assessment:
        return Assessment(
            lines=tuple(_assessed(line) for line in self.lines(facts, answers)),
            findings=(),
            complete_on=received,
            pay_by=None,
            formulas=("LIMIT:1",),
            inputs={"amount": dict(answers["amount"])},
            result={"limit": str(LIMIT)},
        )

    def wizard_in(self, book: RuleBook) -> Wizard:
        return self.wizard

    def limits_in(self, book: RuleBook) -> Limits:
        return DEFAULT

    def severities_in(self, book: RuleBook) -> Severities:
        return {}

    def assess_again(self, inputs: Mapping[str, object], book: RuleBook) -> Assessment:
        raise NotImplementedError

    def line_words(self, line_type: str) -> Words | None:
        return None

    def person_shown(self, name: str) -> str:
        return name[:1]


def _assessed(line: AskedLine) -> AssessedLine:
    if line.asked <= LIMIT:
        return AssessedLine(line.number, line.asked, line.asked, ())
    reason = Reason("LIMIT", line.asked, "LIMIT", {})
    return AssessedLine(line.number, line.asked, ZERO, (reason,))
