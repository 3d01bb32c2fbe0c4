"""How a program asks: questions in steps, and where in them a person is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from provportal.domain.attendance import Attendance, described
from provportal.domain.texts import Words

Answers = Mapping[str, Mapping[str, object]]
"""What was answered: step slug -> question key -> value (plain JSON values)."""


class Kind(StrEnum):
    """What an answer is. Each kind has one widget, whichever program asks."""

    CERTIFICATE = "certificate"
    MONTH = "month"
    ATTENDANCE = "attendance"
    MONEY = "money"
    DATE = "date"
    DOCUMENT = "document"
    AGREEMENT = "agreement"
    TEXT = "text"
    CHOICE = "choice"


def _always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from: what is stored, and its words."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key in the answers, its kind, and its words.

    `missing` is what an empty answer is told; `attendance` and `choices` belong to their kinds.
    """

    key: str
    kind: Kind
    label: Words
    hint: Words = ""
    missing: Words = ""
    optional: bool = False
    when: Callable[[Answers], bool] = _always
    attendance: Attendance | None = None
    choices: tuple[Choice, ...] = ()

    def is_answered_by(self, value: object) -> bool:
        """Whether a stored value is an answer: marked days must say what happened on them."""
        if self.kind is Kind.ATTENDANCE:
            return isinstance(value, Mapping) and described(value)
        return value not in (None, "", False, [])

    def chosen(self, value: object) -> Words:
        """The words of a choice; one that is not offered stands as it is."""
        return next((one.label for one in self.choices if one.value == value), str(value))


@dataclass(frozen=True, slots=True)
class Step:
    """One topic, one page. `name` is its word where steps are listed, `title` heads the page."""

    slug: str
    name: Words
    title: Words
    questions: tuple[Question, ...]
    when: Callable[[Answers], bool] = _always

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that apply."""
        return tuple(question for question in self.questions if question.when(answers))

    @property
    def signs(self) -> bool:
        """Whether this is where the request is checked, agreed to and sent."""
        return any(question.kind is Kind.AGREEMENT for question in self.questions)


@dataclass(frozen=True, slots=True)
class Wizard:
    """Steps in order; which apply depends only on the answers."""

    steps: tuple[Step, ...]

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """The steps that apply."""
        return tuple(step for step in self.steps if step.when(answers))

    def applying(self, answers: Answers) -> Answers:
        """The answers to what is asked: others stay from before another answer was changed."""
        return {
            step.slug: {
                question.key: answers[step.slug][question.key]
                for question in step.asked(answers)
                if question.key in answers.get(step.slug, {})
            }
            for step in self.path(answers)
        }

    def unanswered(self, step: Step, answers: Answers) -> tuple[Question, ...]:
        """The required questions of a step that have no answer yet."""
        given = answers.get(step.slug, {})
        return tuple(
            question
            for question in step.asked(answers)
            if not question.optional and not question.is_answered_by(given.get(question.key))
        )

    def question(self, field: str) -> tuple[Step, Question]:
        """The step and question that 'step.question' names. Raises KeyError."""
        for step in self.steps:
            for question in step.questions:
                if f"{step.slug}.{question.key}" == field:
                    return step, question
        raise KeyError(field)

    def next_unanswered(self, answers: Answers) -> Step | None:
        """The first step that lacks an answer: progress is never stored."""
        for step in self.path(answers):
            if self.unanswered(step, answers):
                return step
        return None

    def may_visit(self, slug: str, answers: Answers) -> bool:
        """A step may be opened when it applies and every step before it is answered."""
        for step in self.path(answers):
            if step.slug == slug:
                return True
            if self.unanswered(step, answers):
                return False
        return False
