"""What a rule version changes on a program's pages: documents it asks for, words beside fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from provportal.domain.question import Answers, Kind, Question, Step, Wizard
from provportal.domain.texts import Texts

Condition = Callable[[Answers], bool]

ALWAYS = "always"
"""The condition of what everybody is asked for."""


@dataclass(frozen=True, slots=True)
class AskedDocument:
    """A document that a version asks for, on a step of the program; `when` names a condition."""

    step: str
    key: str
    label: Texts
    hint: Texts | None = None
    missing: Texts | None = None
    required: bool = True
    when: str = ALWAYS


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words of a version beside one field; None leaves the program's own."""

    label: Texts | None = None
    hint: Texts | None = None
    missing: Texts | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """What a rule book may change on a program's pages.

    `document_steps` may ask for more documents; `conditions` says by name when one is asked for.
    """

    wizard: Wizard
    document_steps: frozenset[str]
    conditions: Mapping[str, Condition]

    @property
    def fields(self) -> Mapping[str, Question]:
        """Each question as 'step.question'."""
        return {
            f"{step.slug}.{question.key}": question
            for step in self.wizard.steps
            for question in step.questions
        }

    def of_version(
        self, documents: tuple[AskedDocument, ...], prompts: Mapping[str, Prompt]
    ) -> Wizard:
        """The program's wizard as a version has it; without documents and prompts its own."""
        if not documents and not prompts:
            return self.wizard
        return Wizard(tuple(self._step(step, documents, prompts) for step in self.wizard.steps))

    def _step(
        self, step: Step, documents: tuple[AskedDocument, ...], prompts: Mapping[str, Prompt]
    ) -> Step:
        own = (
            _prompted(question, prompts.get(f"{step.slug}.{question.key}", Prompt()))
            for question in step.questions
        )
        more = (self._question(asked) for asked in documents if asked.step == step.slug)
        return dataclasses.replace(step, questions=(*own, *more))

    def _question(self, asked: AskedDocument) -> Question:
        return Question(
            asked.key,
            Kind.DOCUMENT,
            asked.label,
            asked.hint or "A clear phone photo is fine.",
            asked.missing or "Add this document. A clear phone photo is fine.",
            optional=not asked.required,
            when=self.conditions[asked.when],
        )


def _prompted(question: Question, prompt: Prompt) -> Question:
    return dataclasses.replace(
        question,
        label=prompt.label or question.label,
        hint=prompt.hint or question.hint,
        missing=prompt.missing or question.missing,
    )
