"""The form of one step, built from its questions: each kind of question has one field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from wtforms import Field
from wtforms.validators import Optional

from provportal.domain.money import Money
from provportal.domain.question import Kind, Question
from provportal.forms.base import Form
from provportal.forms.day_words import asked
from provportal.forms.fields import (
    AgreementField,
    ChoiceField,
    DateField,
    DocumentField,
    LongTextField,
    MoneyField,
    answered,
    options,
)

Make = Callable[[Question, list[Any]], Any]


def _box(field: type[Field]) -> Make:
    """A field that needs no more than its words."""
    return lambda question, checks: field(
        asked(question.label), checks, description=asked(question.hint)
    )


def _choice(question: Question, checks: list[Any]) -> Any:
    offered = options([(one.value, asked(one.label)) for one in question.choices])
    label, hint = asked(question.label), asked(question.hint)
    return ChoiceField(label, checks, description=hint, choices=offered)


def _document(question: Question, checks: list[Any]) -> Any:
    # A document may be here already: whether one is missing, the page knows, not the field.
    return DocumentField(asked(question.label), [], description=asked(question.hint))


FIELDS: dict[Kind, Make] = {
    Kind.MONEY: _box(MoneyField),
    Kind.DATE: _box(DateField),
    Kind.TEXT: _box(LongTextField),
    Kind.AGREEMENT: _box(AgreementField),
    Kind.CHOICE: _choice,
    Kind.DOCUMENT: _document,
}
"""How a kind is asked in a box. Others are shown as facts or have pages of their own."""

TO_FORM: dict[Kind, Callable[[str], object]] = {
    Kind.MONEY: Money.read,
    Kind.DATE: date.fromisoformat,
}
TO_ANSWER: dict[Kind, Callable[[Any], object]] = {
    Kind.MONEY: str,
    Kind.DATE: date.isoformat,
}
"""Between a stored answer (plain JSON) and what a field holds; other kinds stay as they are."""


def boxes(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions that a form asks."""
    return tuple(question for question in questions if question.kind in FIELDS)


def form_of(questions: Iterable[Question], given: Mapping[str, object], prefix: str = "") -> Form:
    """A form of these questions, prefilled with stored answers and read from what was posted."""
    in_boxes = boxes(questions)
    fields = {question.key: _field(question) for question in in_boxes}
    made = type("StepForm", (Form,), fields)
    filled = {question.key: _to_form(question, given.get(question.key)) for question in in_boxes}
    form: Form = made(data=filled, prefix=prefix)
    for question in in_boxes:
        if not question.optional:
            field: Any = form[question.key]
            field.flags.required = True
    return form


def typed(questions: Iterable[Question], form: Form) -> dict[str, object]:
    """What was read, as stored answers. Documents come from elsewhere."""
    return {
        question.key: _to_answer(question, field_of(form, question))
        for question in boxes(questions)
        if question.kind is not Kind.DOCUMENT
    }


def field_of(form: Form, question: Question) -> Any:
    """The field that asks a question."""
    field: Any = form[question.key]
    return field


def _field(question: Question) -> Any:
    checks = [Optional()] if question.optional else [answered(missing_of(question))]
    return FIELDS[question.kind](question, checks)


def missing_of(question: Question) -> str:
    """What an empty answer is told."""
    return asked(question.missing) or str(_("Answer this question"))


def _to_form(question: Question, stored: object) -> object:
    read = TO_FORM.get(question.kind)
    try:
        return read(str(stored)) if read and stored else stored
    except ValueError:
        # Stored by an older page or by an import: it is asked again.
        return None


def _to_answer(question: Question, field: Field) -> object:
    value = field.data
    write = TO_ANSWER.get(question.kind)
    return write(value) if write and value is not None else value
