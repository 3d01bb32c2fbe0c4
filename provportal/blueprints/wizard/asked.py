"""One thing that staff asked a provider to fix: its question, their note, and what is typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from provportal.blueprints.wizard import uploads
from provportal.blueprints.wizard.days import runs_of
from provportal.blueprints.wizard.journey import Journey
from provportal.blueprints.wizard.uploads import Here
from provportal.domain.attendance import marked
from provportal.domain.question import Kind, Question, Step
from provportal.domain.submission import DIFFERENCE, DIFFERENCE_QUESTION, DIFFERENCE_STEP
from provportal.forms.answers import said
from provportal.forms.attendance import Cell, RunsForm, marks_in, weeks
from provportal.forms.base import Fault, Form
from provportal.forms.wizard_form import FIELDS, form_of, typed


@dataclass(slots=True)
class Asked:
    """One asked field with its form. `old` is the answer that was sent."""

    journey: Journey
    step: Step
    question: Question
    note: str
    old: Any
    form: Form
    days: Mapping[str, Any]
    runs: RunsForm
    files: list[str] = dataclasses.field(default_factory=list)
    """Documents that were sent in place of the old ones, by id."""

    @property
    def field(self) -> str:
        return f"{self.step.slug}.{self.question.key}"

    @property
    def name(self) -> str:
        """Names its control in the form."""
        return f"{self.step.slug}-{self.question.key}"

    @property
    def words(self) -> str:
        """The old answer in words."""
        return said(self.question, self.old, self.journey.known)

    @property
    def weeks(self) -> list[list[Cell | None]]:
        """The calendar to mark, for a question about days."""
        return weeks(list(self.journey.approved(self.question)), self.days)

    @property
    def here(self) -> list[Here]:
        """The files that were sent in place of the old ones."""
        return uploads.shown(self.journey, (self.question,), {self.question.key: self.files})[
            self.question.key
        ]

    @property
    def faults(self) -> list[Fault]:
        return [*self.form.faults, *self.runs.faults]

    def read(self) -> None:
        """Take the marked days and what is typed about them; a box reads by itself."""
        if self.question.kind is not Kind.ATTENDANCE:
            return
        approved = self.journey.approved(self.question)
        self.days = marked(marks_in(request.form, self.name, approved), self.old or {})
        self.runs = runs_of(self.journey, self.question, self.days)
        self.runs.read(request.form)

    def regrouped(self) -> bool:
        """Whether there is now something else to ask about the days that were read."""
        if self.question.kind is not Kind.ATTENDANCE:
            return False
        described = {day for typed_run in request.form.getlist("run") for day in typed_run.split()}
        return self.runs.regrouped(request.form) or described != set(self.days)

    def answer(self) -> object:
        """The new answer; what is wrong with it is said by `faults`."""
        if self.question.kind is Kind.ATTENDANCE:
            return self.runs.stored() if self.runs.validate() else {}
        if self.question.kind is Kind.DOCUMENT:
            received = uploads.received(
                self.journey, self.step.slug, self.question, self.form, None
            )
            self.files = received
            return received
        if self.question.kind not in FIELDS:
            # Child and month cannot change: another one is another request.
            return self.old
        self.form.validate()
        return typed((self.question,), self.form)[self.question.key]


def asked_of(journey: Journey, field: str, note: str) -> Asked:
    """What is asked about one field ('step.question'). Raises KeyError."""
    step, question = _question(journey, field)
    old = journey.given(step).get(question.key)
    form = form_of((question,), {question.key: old}, prefix=f"{step.slug}-")
    days = old if isinstance(old, Mapping) else {}
    runs = runs_of(journey, question, days)
    return Asked(journey, step, question, note, old, form, days, runs)


def _question(journey: Journey, field: str) -> tuple[Step, Question]:
    """The program's own question, or the one that every repeated bill is asked."""
    if field == DIFFERENCE:
        return DIFFERENCE_STEP, DIFFERENCE_QUESTION
    return journey.wizard.question(field)
