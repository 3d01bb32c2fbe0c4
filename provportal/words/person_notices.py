"""Notices of a person's own sign-in in words: an email, and a text message that fits."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.person_notice import PersonEvent
from provportal.domain.text_message import plain
from provportal.words.catalogue import say
from provportal.words.notices import HELP, PORTAL, Letter

LETTERS: dict[PersonEvent, Letter] = {
    PersonEvent.APP_CHANGED: Letter(
        "A new app shows your codes",
        "A new app was set up for the codes of your sign-in, and you were signed out everywhere "
        "else. If this was not you, call {phone} now.",
        "{portal}: a new app was set up for your codes. Not you? Call {phone}",
    ),
    PersonEvent.APP_TAKEN_AWAY: Letter(
        "The app for your codes was removed",
        "An admin of the agency removed the app for your codes, as for a lost phone. You set it up "
        "anew when you sign in next. If you did not ask for this, call {phone} now.",
        "{portal}: the app for your codes was removed. Did you not ask for it? Call {phone}",
    ),
    PersonEvent.RECOVERY_CODE_USED: Letter(
        "A recovery code was used",
        "One of your recovery codes was used in place of your app. If this was not you, call "
        "{phone} now. If your phone is lost, set up the app on another one.",
        "{portal}: one of your recovery codes was used. Not you? Call {phone}",
    ),
    PersonEvent.RECOVERY_CODES_MADE: Letter(
        "You have new recovery codes",
        "New recovery codes were made for your sign-in; the ones before are good no more. If this "
        "was not you, call {phone} now.",
        "{portal}: new recovery codes were made for you. Not you? Call {phone}",
    ),
    PersonEvent.PHONE_CODE: Letter(
        "Code for your phone",
        "{code} is the code that confirms your phone. It is good for 10 minutes.",
        "{portal}: {code} confirms your phone, for 10 minutes. Not you? Do nothing",
    ),
}

NEVER_ASK = "We never ask for your password or a code by phone, email or text."


@dataclass(frozen=True, slots=True)
class PersonTold:
    """What is told: an event, whom to call, and for a phone its code."""

    event: PersonEvent
    phone: str
    code: str = ""


def written(language: str, told: PersonTold) -> tuple[str, str]:
    """Subject and text of the email."""
    letter, values = LETTERS[told.event], _values(language, told)
    said = [say(language, sentence, **values) for sentence in (letter.body, NEVER_ASK, HELP)]
    return say(language, letter.subject, **values), "\n\n".join(said) + "\n"


def text_of(language: str, told: PersonTold) -> str:
    """The text message, with the accents taken off that would double its length."""
    return plain(say(language, LETTERS[told.event].text, **_values(language, told)))


def _values(language: str, told: PersonTold) -> dict[str, str]:
    return {"portal": say(language, PORTAL), "phone": told.phone, "code": told.code}
