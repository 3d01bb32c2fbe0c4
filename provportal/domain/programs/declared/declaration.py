"""What a program's file declares, read and checked: plain values, no behaviour but its wizard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from provportal.domain.limits import DEFAULT, Limits
from provportal.domain.money import Money
from provportal.domain.programs.declared.check import Check
from provportal.domain.programs.declared.condition import Always, When
from provportal.domain.programs.first_step import CARE
from provportal.domain.question import Choice, Kind, Question, Step, Wizard
from provportal.domain.severities import Severities
from provportal.domain.texts import Texts

PAY_WITHIN_DAYS = 21
"""Calendar days from a complete request to the money, unless the file says another number."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One `[[steps.questions]]`."""

    key: str
    kind: Kind
    label: Texts
    hint: Texts | None = None
    missing: Texts | None = None
    optional: bool = False
    when: When | None = None
    choices: tuple[Choice, ...] = ()

    def question(self) -> Question:
        return Question(
            self.key,
            self.kind,
            self.label,
            self.hint or "",
            self.missing or "",
            self.optional,
            self.when or Always(),
            choices=self.choices,
        )


@dataclass(frozen=True, slots=True)
class AskedStep:
    """One `[[steps]]`."""

    slug: str
    name: Texts
    title: Texts
    questions: tuple[AskedQuestion, ...]
    when: When | None = None

    def step(self) -> Step:
        asked = tuple(question.question() for question in self.questions)
        return Step(self.slug, self.name, self.title, asked, self.when or Always())


@dataclass(frozen=True, slots=True)
class Bill:
    """Which answers make two requests the same bill: what it is for, from which to which day."""

    kind: str
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Price:
    """As billed, or at most what a table has for a choice: `by` is 'step.question'."""

    by: str = ""
    table: Mapping[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A whole file."""

    program: str
    version: str
    effective_from: date
    name: Texts
    statement: Texts
    bill: Bill
    price: Price
    steps: tuple[AskedStep, ...]
    checks: tuple[Check, ...] = ()
    limits: Limits = DEFAULT
    severities: Severities = field(default_factory=dict)
    pay_within_days: int = PAY_WITHIN_DAYS

    @property
    def questions(self) -> Iterator[tuple[str, AskedQuestion]]:
        """Each declared question with its 'step.question', in order."""
        for step in self.steps:
            for question in step.questions:
                yield f"{step.slug}.{question.key}", question

    @property
    def wizard(self) -> Wizard:
        """The month and the approval, the declared steps, and the signature."""
        return Wizard((CARE, *(step.step() for step in self.steps), _sign(self.statement)))


def _sign(statement: Texts) -> Step:
    return Step(
        "sign",
        "Check, sign",
        "Check your answers, then send",
        (
            Question(
                "signed_on",
                Kind.DATE,
                "Date of your signature",
                missing="Enter the day on which you sign",
            ),
            Question(
                "agreed",
                Kind.AGREEMENT,
                statement,
                missing="Tick the statement: without it we cannot take the request",
            ),
        ),
    )
