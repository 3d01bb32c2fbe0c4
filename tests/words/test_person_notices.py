"""Notices of one's own sign-in: short enough in each language, and with whom to call."""

from __future__ import annotations

import pytest

from provportal.domain import text_message
from provportal.domain.person_notice import PersonEvent
from provportal.words.person_notices import PersonTold, text_of, written

PHONE = "800-555-0100"
LANGUAGES = ("en", "es", "zh-Hant")

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_event = pytest.mark.parametrize("event", PersonEvent)


@each_language
@each_event
def test_each_text_fits(event: PersonEvent, language: str) -> None:
    text = text_of(language, PersonTold(event, PHONE, "123456"))
    assert text_message.is_short(text), (text_message.length(text), text)
    assert text_message.is_gsm(text) == (language != "zh-Hant"), text


@each_language
@each_event
def test_a_warning_says_whom_to_call_and_the_code_stands_in_its_own_text_alone(
    event: PersonEvent, language: str
) -> None:
    told = PersonTold(event, PHONE, "123456" if event is PersonEvent.PHONE_CODE else "")
    text, (_, body) = text_of(language, told), written(language, told)
    assert PHONE in body
    assert ("123456" in text) == (event is PersonEvent.PHONE_CODE)
    assert (PHONE in text) == (event is not PersonEvent.PHONE_CODE)
