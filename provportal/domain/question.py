"""How a program asks: questions in steps, and where in them a person is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

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


def _always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key in the answers, its kind, and its words (messages of the catalogue)."""

    key: str
    kind: Kind
    label: str
    hint: str = ""
    optional: bool = False
    when: Callable[[Answers], bool] = _always


@dataclass(frozen=True, slots=True)
class Step:
    """One topic, one page."""

    slug: str
    title: str
    questions: tuple[Question, ...]
    when: Callable[[Answers], bool] = _always


@dataclass(frozen=True, slots=True)
class Wizard:
    """Steps in order; which apply depends only on the answers."""

    steps: tuple[Step, ...]

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """The steps that apply."""
        return tuple(step for step in self.steps if step.when(answers))

    def unanswered(self, step: Step, answers: Answers) -> tuple[Question, ...]:
        """The required questions of a step that have no answer yet."""
        given = answers.get(step.slug, {})
        return tuple(
            question
            for question in step.questions
            if question.when(answers)
            and not question.optional
            and given.get(question.key) in (None, "", False)
        )

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
