"""Notices in words: an email, and a text message that fits. No name, no amount, no account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from provportal.domain.notice import NoticeEvent
from provportal.domain.promised_date import PromiseKind, SlipReason
from provportal.domain.text_message import plain
from provportal.words import dates
from provportal.words.catalogue import say
from provportal.words.findings import returned

PORTAL = "Provider payments"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said of one event: the subject and sentences of its email, and its text message."""

    subject: str
    body: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: an event with its values, where to sign in, and whom to call."""

    event: NoticeEvent
    params: Mapping[str, str]
    host: str
    phone: str


_BANK_TEXT = (
    "{portal}: bank details were changed. Not you? Sign in and choose Freeze, or call {phone}"
)

LETTERS: dict[NoticeEvent, Letter] = {
    NoticeEvent.REQUEST_RECEIVED: Letter(
        "We have your request {number}",
        "We have your request {number}. County staff decide by {decide_by}. You do not need to do "
        "anything.",
        "{portal}: we have your request {number}. Decision by {decide_by_day}. Sign in to see it. "
        "Reply STOP to end",
    ),
    NoticeEvent.REQUEST_NEEDS_ACTION: Letter(
        "Fix {things} by {due_on_day}: {number}",
        "We cannot go on with your request {number}. Fix {things} by {due_on} so that it can be "
        "paid. Your place in line is kept.",
        "{portal}: {number} needs {fixes} by {due_on_day} so it can be paid. Sign in: {host}",
    ),
    NoticeEvent.REQUEST_SCHEDULED: Letter(
        "Payment on the way",
        "Your request {number} is in the payment of {run_on}. Your bank should have it by "
        "{arrives_on}.",
        "{portal}: {number} is in the {run_on_day} payment run",
    ),
    NoticeEvent.REQUEST_DENIED: Letter(
        "We will not pay {number}: what you can do",
        "We will not pay your request {number}. Sign in to read why. If you do not agree, you can "
        "appeal until {due_on}.",
        "{portal}: we will not pay {number}. Sign in to read why. You can appeal until "
        "{due_on_day}: {host}",
    ),
    NoticeEvent.DATE_SLIPPED: Letter(
        "New date for {number}",
        "{slip} {reason} You do not need to call.",
        "{portal}: {number} is delayed to {new_day}. You do not need to call",
    ),
    NoticeEvent.PAYMENT_SENT: Letter(
        "Your payment record is ready",
        "We sent a payment today. Your payment record says what it is for.",
        "{portal}: a payment was sent today. Your record is ready",
    ),
    NoticeEvent.PAYMENT_RETURNED: Letter(
        "Your bank returned a payment: check 1 field",
        "Your bank sent a payment back on {returned_on}. {bank_said} We still owe you this money. "
        "You do not need a new request.",
        "{portal}: your bank returned a payment. We still owe you. Sign in to fix 1 field",
    ),
    NoticeEvent.BANK_DETAILS_ENTERED: Letter(
        "Your bank details were changed",
        "Someone entered a new bank account for your organization. It starts after a safety check. "
        "If this was not you, sign in and choose Freeze, or call {phone}.",
        _BANK_TEXT,
    ),
    NoticeEvent.BANK_DETAILS_ACTIVE: Letter(
        "Your new bank account is in use",
        "From now on we pay to the bank account that was entered for your organization. If this "
        "was not you, sign in and choose Freeze, or call {phone}.",
        _BANK_TEXT,
    ),
    NoticeEvent.BANK_DETAILS_STOPPED: Letter(
        "A change of your bank details was stopped",
        "A change of the bank account of your organization was stopped. Sign in to see why. If "
        "this was not you, call {phone}.",
        "{portal}: a change of bank details was stopped. Not you? Sign in, or call {phone}",
    ),
}

SLIPPED: dict[PromiseKind, str] = {
    PromiseKind.PAY_BY: "We said that {number} is paid by {old}. New date: {new}.",
    PromiseKind.DECIDE_BY: "We said that we decide about {number} by {old}. New date: {new}.",
    PromiseKind.ANSWER_BY: "We said that we go on with {number} by {old}. New date: {new}.",
}

WHY_SLIPPED: dict[SlipReason, str] = {
    SlipReason.QUEUE: "More requests came than we can check in time.",
    SlipReason.REVIEW: "Checking it takes us longer than we thought.",
    SlipReason.SET_ASIDE: "We have to settle a question about it on our side first.",
    SlipReason.HELD: "We have to check something before we pay.",
    SlipReason.RUN: "It is not in the payment that we named, but in a later one.",
    SlipReason.CLOSED: "The county office or the banks are closed on that day.",
}

THINGS = ("1 thing", "{count} things")
FIXES = ("1 fix", "{count} fixes")
"""For one and for many."""

SIGN_IN = "Sign in to see it: {host}"
NEVER = "We never ask for your bank details by email or text."
HELP = "Questions? Call {phone}."


def written(language: str, told: Told) -> tuple[str, str]:
    """Subject and text of the email."""
    letter, values = LETTERS[told.event], _values(language, told)
    said = [letter.body, SIGN_IN, NEVER]
    paragraphs = [say(language, sentence, **values) for sentence in said]
    help_line = say(language, HELP, phone=told.phone)
    subject = subject_of(language, told)
    return _unbound(subject), _unbound("\n\n".join([*paragraphs, help_line]) + "\n")


def subject_of(language: str, told: Told) -> str:
    """The subject alone, for a list of what was sent."""
    return say(language, LETTERS[told.event].subject, **_values(language, told))


def text_of(language: str, told: Told) -> str:
    """The text message, with the accents taken off that would double its length."""
    said = say(language, LETTERS[told.event].text, **_values(language, told))
    return plain(said)


def _unbound(text: str) -> str:
    """Plain spaces: a mail program breaks lines by itself."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _values(language: str, told: Told) -> dict[str, str]:
    """What a letter may name: numbers and codes as they are, each day long and short."""
    values = {"portal": say(language, PORTAL), "host": told.host, "phone": told.phone}
    for name, value in told.params.items():
        if name in DAYS:
            when = date.fromisoformat(value)
            values[name] = dates.short_day(language, when)
            values[f"{name}_day"] = _near(language, when)
        else:
            values[name] = value
    return values | _sentences(language, told.params, values)


DAYS = frozenset({"decide_by", "due_on", "run_on", "arrives_on", "returned_on", "old", "new"})


def _near(language: str, when: date) -> str:
    """'17 Oct': in a text each sign counts, and the day of the week may have an accent."""
    name = say(language, dates.MONTHS[when.month - 1])
    return say(language, "{day} {month}", day=str(when.day), month=name)


def _sentences(
    language: str, params: Mapping[str, str], values: Mapping[str, str]
) -> dict[str, str]:
    """What stands inside another sentence: why it slipped, how much to fix, the bank's words."""
    inside: dict[str, str] = {}
    if "reason" in params:
        inside["slip"] = say(language, SLIPPED[PromiseKind(params["kind"])], **values)
        inside["reason"] = say(language, WHY_SLIPPED[SlipReason(params["reason"])])
    if "count" in params:
        is_many = params["count"] != "1"
        inside["things"] = say(language, THINGS[is_many], count=params["count"])
        inside["fixes"] = say(language, FIXES[is_many], count=params["count"])
    if "code" in params:
        inside["bank_said"] = returned(language, params["code"])
    return inside
