"""Stored answers and findings as sentences, for the page that is checked before sending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l

from provportal.domain.attendance import ATTENDED, CLOSED, UNEXCUSED, Day, Times
from provportal.domain.money import Money
from provportal.domain.question import Kind, Question
from provportal.forms.day_words import full_day, month_name, rows_of_days
from provportal.forms.time_of_day import spoken

FINDINGS: dict[str, Any] = {
    "already_asked": _l("You already asked for this child and month: %(number)s. Open that one"),
    "amount_too_large": _l("Enter an amount below $10,000,000.00"),
    "amount_zero": _l("Enter the amount you ask for. It must be more than $0.00"),
    "cannot_read": _l("We could not read this answer. Change it: %(what)s"),
    "contract_ended": _l("Your contract %(number)s ended on %(ends_on)s. Call the county"),
    "contract_not_started": _l("Your contract %(number)s starts on %(starts_on)s"),
    "document_missing": _l("Add the document that is asked for here"),
    "empty": _l("Answer this question"),
    "money_format": _l("Enter dollars and cents, like 412.50"),
    "month_not_started": _l("You can ask for payment only after the month has started"),
    "no_bank_account": _l("There is no bank account yet. You can send this; it is paid once "
                          "your account is in place"),
    "not_agreed": _l("Tick the statement: without it we cannot take the request"),
    "nothing_payable": _l("No day of this month can be paid"),
    "outside_certificate": _l("This month is outside the approved dates, %(starts_on)s to "
                              "%(ends_on)s"),
    "partly_outside_certificate": _l("Part of this month is outside the approved dates, "
                                     "%(starts_on)s to %(ends_on)s. Those days are not paid"),
    "INCOMP.no_total": _l("Enter the amount you ask for, like 412.50"),
    "INCOMP.no_rate": _l("Your rate sheet has no rate that fits. Call the county"),
    "INCOMP.unsigned": _l("The signature is missing. Enter its date"),
    "INCOMP.signed_early": _l("Signed too early: sign on %(date)s, the last day of care, or later"),
    "INCOMP.note_missing": _l("Care outside the schedule needs a note saying why"),
    "INCOMP.needs_undocumented": _l("Papers for the higher rate are missing. The rest is paid"),
    "CHECK.not_stacked": _l("Two higher rates cannot be added. We pay the better one"),
    "RATE.second_change": _l("Your rate changed twice this year. The first change counts"),
    "not_paid.NOAUTH": _l("Days before the approval began are not paid: %(amount)s less"),
    "not_paid.ENDED": _l("Days after the approval ended are not paid: %(amount)s less"),
    "not_paid.LIC": _l("Days without a licence are not paid: %(amount)s less"),
    "not_paid.TRUST": _l("Days before TrustLine is cleared are not paid: %(amount)s less"),
    "not_paid.CLOSE": _l("Your paid closure days are used up: %(amount)s less"),
}  # fmt: skip
"""What a finding tells the provider; after a code may stand which kind of it."""

UNNAMED = _l("County staff will look at this")


def sentence(code: str, params: Mapping[str, str]) -> str:
    """The sentence of a finding."""
    template = FINDINGS.get(f"{code}.{params.get('what')}") or FINDINGS.get(code, UNNAMED)
    values = {name: _value(name, value) for name, value in params.items()}
    try:
        return str(template) % values
    except KeyError:
        return str(UNNAMED)


def _value(name: str, value: str) -> str:
    try:
        if name == "amount":
            return Money.read(value).shown()
        return full_day(date.fromisoformat(value))
    except ValueError:
        return value


CHECKS: dict[str, Any] = {
    "format": _l("Every question is answered"),
    "provider": _l("Your contract covers the month"),
    "certificate": _l("The approval covers the month"),
    "amount": _l("The amount can be read"),
    "documents": _l("The documents are here"),
    "signatures": _l("It is signed"),
    "rules": _l("The program's rules"),
    "duplicate_exact": _l("Not asked before"),
    "bank_account": _l("A bank account is in place"),
    "duplicate_near": _l("Nothing like it was asked before"),
    "account": _l("The bank account fits"),
    "history": _l("It fits what you usually ask"),
}
"""What each check looks at."""


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
    if value in (None, "", False):
        return ""
    try:
        return SAID[question.kind](question, value, known)
    except (ValueError, AttributeError, TypeError):
        # Stored by an older page or an import: shown as it stands, and judged by the rules.
        return str(value)


def _days(question: Question, value: Mapping[str, Day], known: Known) -> str:
    reasons = question.attendance.reasons if question.attendance else {}
    usual = len(known.approved) - len(value)
    words = [str(_("%(n)s of %(all)s approved days as approved", n=usual, all=len(known.approved)))]
    for day, rows in groupby(sorted(value.items()), key=lambda item: dict(item[1])):
        days = [date.fromisoformat(iso) for iso, _day in rows]
        words.append(f"{rows_of_days(days)}: {day_said(day, reasons)}")
    return ". ".join(words)


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
    return str(_(reasons.get(str(day.get("reason")), "did not come"))).lower()


def times_said(times: Any) -> str:
    """'8:00 am to 1:30 pm, 3:00 pm to 5:00 pm'."""
    pairs = [_("%(came)s to %(left)s", came=spoken(a), left=spoken(b)) for a, b in times or ()]
    return ", ".join(str(pair) for pair in pairs)


SAID: dict[Kind, Say] = {
    Kind.CERTIFICATE: lambda question, value, known: f"{known.person}, {value}",
    Kind.MONTH: lambda question, value, known: month_name(known.month),
    Kind.ATTENDANCE: _days,
    Kind.MONEY: lambda question, value, known: Money.read(str(value)).shown(),
    Kind.DATE: lambda question, value, known: full_day(date.fromisoformat(str(value))),
    Kind.DOCUMENT: lambda question, value, known: known.documents.get(str(value), _("Added")),
    Kind.AGREEMENT: lambda question, value, known: str(_("Agreed")),
    Kind.TEXT: lambda question, value, known: str(value),
}
