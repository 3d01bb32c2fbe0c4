"""Stored answers as sentences, for the page that is checked before sending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import ngettext

from provportal.domain.attendance import ATTENDED, CLOSED, UNEXCUSED, Day, Times, runs
from provportal.domain.money import Money
from provportal.domain.question import Kind, Question
from provportal.domain.upload import document_ids
from provportal.forms.day_words import asked, full_day, month_name, rows_of_days, spoken


@dataclass(frozen=True, slots=True)
class Known:
    """What answers are shown with: the child, the month, the approved days, the documents."""

    person: str
    month: date
    approved: Mapping[date, Times]
    documents: Mapping[str, str]
    """Words about each document, by id: 'JPEG, 1.2 MB'."""


Say = Callable[[Question, Any, Known], str]


def said(question: Question, value: object, known: Known) -> str:
    """An answer in words; '' when there is none."""
    if value in (None, "", False, []):
        return ""
    try:
        return SAID[question.kind](question, value, known)
    except (ValueError, AttributeError, TypeError):
        # Stored by an older page or an import: shown as it stands, and judged by the rules.
        return str(value)


def _days(question: Question, value: Mapping[str, Day], known: Known) -> str:
    reasons = question.attendance.reasons if question.attendance else {}
    usual = len(known.approved) - len(value)
    words = str(_("%(n)s of %(all)s approved days as approved", n=usual, all=len(known.approved)))
    every = sorted({*known.approved, *map(date.fromisoformat, value)})
    for row in runs(every, value):
        what = day_said(value[row[0].isoformat()], reasons)
        said = _("%(before)s: %(after)s", before=rows_of_days(row), after=what)
        words = str(_("%(before)s. %(after)s", before=words, after=said))
    return words


def day_said(day: Day, reasons: Mapping[str, str]) -> str:
    """What happened on a day: 'the child was ill', 'came 8:00 am to 1:30 pm'."""
    status = day.get("status")
    if status == CLOSED:
        return str(_("closed"))
    if status == ATTENDED:
        return str(_("came %(times)s", times=times_said(day.get("times"))))
    if status == UNEXCUSED:
        return str(_("did not come, reason not known"))
    if not status:
        return str(_("not described yet"))
    reason = reasons.get(str(day.get("reason")))
    return str(_(reason) if reason else _("did not come")).lower()


def times_said(times: Any) -> str:
    """'8:00 am to 1:30 pm, 3:00 pm to 5:00 pm'."""
    pairs = [_("%(came)s to %(left)s", came=spoken(a), left=spoken(b)) for a, b in times or ()]
    return ", ".join(str(pair) for pair in pairs)


def _files(value: object, known: Known) -> str:
    """'JPEG, 1.2 MB' of one; of several their number."""
    ids = document_ids(value)
    if len(ids) == 1:
        return known.documents.get(ids[0]) or str(_("Document added"))
    return str(ngettext("%(num)s file", "%(num)s files", len(ids)))


SAID: dict[Kind, Say] = {
    Kind.CERTIFICATE: lambda question, value, known: f"{known.person}, {value}",
    Kind.MONTH: lambda question, value, known: month_name(known.month),
    Kind.ATTENDANCE: _days,
    Kind.MONEY: lambda question, value, known: Money.read(str(value)).shown(),
    Kind.DATE: lambda question, value, known: full_day(date.fromisoformat(str(value))),
    Kind.DOCUMENT: lambda question, value, known: _files(value, known),
    Kind.AGREEMENT: lambda question, value, known: str(_("Agreed")),
    Kind.TEXT: lambda question, value, known: str(value),
    Kind.CHOICE: lambda question, value, known: asked(question.chosen(value)),
}
