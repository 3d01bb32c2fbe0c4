"""A request's answers and the terms of its records as rows of label and value, for any program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types

from provportal.domain.money import Money, NotMoney
from provportal.domain.question import Answers, Kind, Question, Step, Wizard
from provportal.domain.upload import REFUSED, UploadState, document_ids
from provportal.store.upload import Upload
from provportal.web.language import current
from provportal.words import dates, findings
from provportal.words.catalogue import in_words

FIXED = (Kind.CERTIFICATE, Kind.MONTH)
"""What a request is about: to change it, a new request is made."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent: what it is, whether it may be opened, and why not."""

    upload: Upload

    @property
    def kind(self) -> str:
        return self.upload.media_type.partition("/")[2].upper()

    @property
    def pages(self) -> int:
        """A photo without pictures of pages is its only one."""
        return max(1, self.upload.pages)

    @property
    def may_be_opened(self) -> bool:
        return self.upload.state is UploadState.CLEAN

    @property
    def why_not(self) -> str:
        if self.upload.state in REFUSED:
            return findings.for_staff(current(), self.upload.problem, {})
        return str(_("It is still being checked. Nobody can open it before."))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its question, its value in words, and the files when it is made of them."""

    field: str
    label: str
    value: str
    files: Sequence[File] = ()


def answers_shown(
    wizard: Wizard, answers: Answers, uploads: Mapping[str, Upload]
) -> Iterator[Answer]:
    """The answers in the order of the program's pages; attendance has a table of its own."""
    for step in wizard.path(answers):
        given = answers.get(step.slug, {})
        for question in step.questions:
            value = given.get(question.key)
            if question.kind is Kind.ATTENDANCE or value in (None, "", []):
                continue
            label = _label(step, question)
            field = f"{step.slug}.{question.key}"
            if question.kind is Kind.DOCUMENT:
                ids = document_ids(value)
                files = tuple(File(uploads[key]) for key in ids if key in uploads)
                yield Answer(field, label, "", files)
            else:
                yield Answer(field, label, shown(question, value))


def _label(step: Step, question: Question) -> str:
    """A question's own words; a statement is named by its page."""
    words = step.title if question.kind is Kind.AGREEMENT else question.label
    return in_words(current(), words)


def shown(question: Question, value: object) -> str:
    """One answer in words; what cannot be read stands as it was sent."""
    text, kind = str(value), question.kind
    if kind is Kind.CHOICE:
        return in_words(current(), question.chosen(value))
    try:
        if kind is Kind.MONEY:
            return Money.read(text).shown()
        if kind is Kind.DATE:
            return dates.day(current(), date.fromisoformat(text))
        if kind is Kind.MONTH:
            return dates.month(current(), date.fromisoformat(f"{text}-01"))
    except (NotMoney, ValueError):
        return text
    return str(_("Agreed")) if kind is Kind.AGREEMENT else text


@dataclass(frozen=True, slots=True)
class DifferentDay:
    """A day that was not as approved."""

    day: str
    what: str


def asks_about_days(wizard: Wizard, answers: Answers) -> bool:
    """Whether a program asks which days were not as approved."""
    return any(
        question.kind is Kind.ATTENDANCE
        for step in wizard.path(answers)
        for question in step.questions
    )


def different_days(wizard: Wizard, answers: Answers) -> list[DifferentDay]:
    """The days that the provider marked, in order."""
    marked = [
        answers.get(step.slug, {}).get(question.key)
        for step in wizard.path(answers)
        for question in step.questions
        if question.kind is Kind.ATTENDANCE
    ]
    return [
        DifferentDay(_day(day), said(record))
        for days in marked
        if isinstance(days, Mapping)
        for day, record in sorted(days.items())
    ]


def _day(text: str) -> str:
    try:
        return dates.day(current(), date.fromisoformat(text))
    except ValueError:
        return text


def said(value: object) -> str:
    """Any stored value as words: 'Mon 08:00–17:00, Tue 08:00–17:00', 'yes', 'monthly full time'."""
    if isinstance(value, Mapping):
        parts = ((key, said(inner)) for key, inner in value.items() if inner not in (None, "", []))
        return ", ".join(f"{_plain(key)} {words}" for key, words in parts)
    if isinstance(value, list):
        return _several(value)
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    return _plain(str(value))


def _several(values: list[object]) -> str:
    """A pair of times is a span."""
    if len(values) == 2 and all(isinstance(value, str) for value in values):
        return f"{values[0]}–{values[1]}"
    return ", ".join(said(value) for value in values)


def _plain(key: str) -> str:
    return key.replace("_", " ")


def terms_shown(terms: Mapping[str, object]) -> list[tuple[str, str]]:
    """The terms of a contract, certificate or child that say something."""
    return [
        (_plain(key).capitalize(), said(value))
        for key, value in terms.items()
        if value not in (None, "", [], {})
    ]


def questions_to_fix(wizard: Wizard, answers: Answers) -> list[tuple[str, str]]:
    """What a provider can be asked to fix: 'step.question' and its words."""
    return [
        (
            f"{step.slug}.{question.key}",
            _label(step, question),
        )
        for step in wizard.path(answers)
        for question in step.questions
        if question.kind not in FIXED
    ]
