"""Notices in words: short enough in each language, and nothing a stranger may not read."""

from __future__ import annotations

import re

import pytest

from provportal.domain import text_message
from provportal.domain.notice import NoticeEvent
from provportal.domain.promised_date import PromiseKind, SlipReason
from provportal.settings import LONGEST_HOST
from provportal.words.notices import Told, subject_of, text_of, written

LANGUAGES = ("en", "es", "zh-Hant")
DAY = "2026-09-30"
"""No month has a longer name, no number of a day is longer."""
PARAMS = {
    "number": "PR-7F3K-20",
    "count": "12",
    "decide_by": DAY,
    "due_on": DAY,
    "run_on": DAY,
    "arrives_on": DAY,
    "returned_on": DAY,
    "old": DAY,
    "new": DAY,
    "kind": PromiseKind.PAY_BY,
    "reason": SlipReason.RUN,
    "last4": "4321",
    "code": "R02",
}

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_event = pytest.mark.parametrize("event", NoticeEvent)


def told(event: NoticeEvent, **params: str) -> Told:
    """An event with the longest values that it can have."""
    host = "x" * (LONGEST_HOST - 4) + ".gov"
    return Told(event, {**PARAMS, **params}, host, "800-555-0100")


@each_language
@each_event
def test_each_text_fits(event: NoticeEvent, language: str) -> None:
    """160 septets, or 134 units of UCS-2 for Chinese alone."""
    text = text_of(language, told(event))
    assert text_message.is_short(text), (text_message.length(text), text)
    assert text_message.is_gsm(text) == (language != "zh-Hant"), text


@each_language
@each_event
def test_no_text_and_no_email_has_an_amount_or_an_account(
    event: NoticeEvent, language: str
) -> None:
    subject, body = written(language, told(event))
    said = " ".join([subject, body, text_of(language, told(event))])
    assert "$" not in said
    assert PARAMS["last4"] not in said


@each_language
@each_event
def test_each_email_says_where_and_whom_to_call(event: NoticeEvent, language: str) -> None:
    _, body = written(language, told(event))
    assert "xx.gov" in body
    assert "800-555-0100" in body


@each_event
def test_no_place_is_left_open(event: NoticeEvent) -> None:
    subject, body = written("es", told(event))
    assert re.findall(r"\{\w*\}", subject + body) == []


@pytest.mark.parametrize("reason", SlipReason)
@pytest.mark.parametrize("kind", PromiseKind)
def test_a_slip_says_the_old_date_the_new_one_and_why(
    kind: PromiseKind, reason: SlipReason
) -> None:
    _, body = written(
        "en", told(NoticeEvent.DATE_SLIPPED, kind=kind, reason=reason, new="2026-10-07")
    )
    assert "Wed 30 Sep" in body
    assert "New date: Wed 7 Oct." in body


def test_a_return_says_what_the_bank_said() -> None:
    _, body = written("en", told(NoticeEvent.PAYMENT_RETURNED, code="R02"))
    assert "this account is closed" in body


@pytest.mark.parametrize(("count", "said"), [("1", "Fix 1 thing by"), ("2", "Fix 2 things by")])
def test_one_thing_and_many(count: str, said: str) -> None:
    subject = subject_of("en", told(NoticeEvent.REQUEST_NEEDS_ACTION, count=count))
    assert subject.startswith(said)


def test_a_text_in_spanish_has_no_accent_that_doubles_it() -> None:
    text = text_of("es", told(NoticeEvent.REQUEST_SCHEDULED))
    assert text == "Pagos a proveedores: PR-7F3K-20 esta en el grupo de pagos del 30 sep"
