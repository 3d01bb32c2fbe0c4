"""The field dictionary of a program: every question that it asks, for those who read its data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from provportal.domain.programs.declared.condition import When
from provportal.domain.question import Answers, Choice, Kind, Wizard
from provportal.domain.texts import Words

ALWAYS = "always"
SOMETIMES = "by other answers"
"""A condition that the program computes itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question; `field` is 'step.question', as it stands in stored answers and findings."""

    field: str
    step: Words
    kind: Kind
    is_required: bool
    asked: str
    """'always', or the answer on which it hangs: 'purpose.what_for is other'."""
    label: Words
    hint: Words
    choices: tuple[Choice, ...]


def dictionary_of(wizard: Wizard) -> tuple[Entry, ...]:
    """The questions in the order in which they are asked."""
    return tuple(
        Entry(
            f"{step.slug}.{question.key}",
            step.title,
            question.kind,
            not question.optional,
            _asked(step.when, question.when),
            question.label,
            question.hint,
            question.choices,
        )
        for step in wizard.steps
        for question in step.questions
    )


def _asked(*conditions: Callable[[Answers], bool]) -> str:
    said = [words for words in map(said_of, conditions) if words != ALWAYS]
    return " and ".join(said) or ALWAYS


def said_of(condition: Callable[[Answers], bool]) -> str:
    """A condition in words. What asks nothing of the answers holds without any."""
    if isinstance(condition, When):
        return f"{condition.question} is {' or '.join(condition.is_one_of)}"
    return ALWAYS if condition({}) else SOMETIMES
