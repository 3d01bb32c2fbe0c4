"""The sentences of a remittance: what was sent, what it is for, why a line differs."""

from __future__ import annotations

from provportal.domain.money import Money
from provportal.domain.remittance import Reason, Remittance, RemittanceLine
from provportal.domain.texts import Texts, Words
from provportal.words import amounts, dates, reasons
from provportal.words.catalogue import in_words, say

OFFSET_CODES = frozenset({"OFFSET", "LEVY", "FWD"})
"""What is taken from a payment for another debt or time stands in the offset column."""


def headline(language: str, remittance: Remittance, amount: str) -> str:
    """The money sentence; `amount` is the sum as the page wants it to stand there.

    A net of $0 is no bank entry, so nothing was sent. The date is kept together on one line.
    """
    message = "We sent {amount} to bank ending {last4} on {date}."
    if not remittance.paid:
        message = "{amount} was left to pay on {date}, so nothing was sent to your bank."
    return say(
        language,
        message,
        amount=amount,
        last4=remittance.account_last4,
        date=dates.day(language, remittance.effective_on).replace(" ", "\N{NO-BREAK SPACE}"),
    )


def covers(language: str, remittance: Remittance) -> str:
    """'6 requests, Oct 2026'."""
    first = min(line.service_from for line in remittance.lines)
    last = max(line.service_to for line in remittance.lines)
    count, period = request_count(language, remittance), dates.period(language, first, last)
    return say(language, "{count}, {period}", count=count, period=period)


def request_count(language: str, remittance: Remittance) -> str:
    """'1 request', '6 requests'."""
    count = len({line.request_number for line in remittance.lines})
    message = "1 request" if count == 1 else "{count} requests"
    return say(language, message, count=str(count))


def line_key(language: str, line: RemittanceLine) -> str:
    """'Line 1, registration fee, authorization 19-4407-01.': what to name when calling about it."""
    message = "Line {line}, {type}, authorization {authorization}."
    if line.version > 1:
        message = "Line {line} of version {version}, {type}, authorization {authorization}."
    return say(
        language,
        message,
        line=str(line.line_number),
        version=str(line.version),
        type=_inside(language, line),
        authorization=line.authorisation,
    )


def programs(language: str, remittance: Remittance) -> str:
    """'CalWORKs child care, Special request': by their own names."""
    return dates.listed(language, [in_words(language, name) for name in remittance.programs])


def pays_for(language: str, line: RemittanceLine) -> str:
    """'Registration fee', 'Supplies that the child needs': the line, as its program calls it."""
    return line_name(language, line.label, line.line_type)


def _inside(language: str, line: RemittanceLine) -> str:
    """The same within a sentence; what a file declares stays as it is written there."""
    said = pays_for(language, line)
    return said if isinstance(line.label, Texts) else said.lower()


def line_name(language: str, label: Words | None, line_type: str) -> str:
    """The program's label of a line; a type without one is said as it is written."""
    return line_type.replace("_", " ") if label is None else in_words(language, label)


def difference(language: str, reason: Reason) -> str:
    """'Reduced $93.80 (R09): your rate is over the county limit of $1,006.20.'."""
    return say(
        language,
        _column(reason),
        amount=amounts.dollars(Money(abs(reason.amount.cents))),
        rule=reason.rule or reason.code,
        reason=reasons.why(language, reason),
    )


def _column(reason: Reason) -> str:
    if reason.code in OFFSET_CODES:
        return "Offset {amount} ({rule}): {reason}"
    if reason.amount.cents < 0:
        return "Added {amount} ({rule}): {reason}"
    return "Reduced {amount} ({rule}): {reason}"
