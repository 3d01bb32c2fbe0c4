"""Composing: a claimed notice becomes a message in its reader's language."""

from __future__ import annotations

from datetime import datetime

from provportal.actions.delivering import Outgoing
from provportal.actions.person_notices import ToPerson
from provportal.domain.notice import Channel
from provportal.notices.sender import Message
from provportal.words import person_notices
from provportal.words.notices import Told, text_of, written
from provportal.words.person_notices import PersonTold


def composed(outgoing: Outgoing, host: str, at: datetime) -> Message:
    """The email or the text of a notice; `host` is where one signs in."""
    told = Told(outgoing.event, outgoing.params, host, outgoing.phone)
    if outgoing.channel is Channel.TEXT:
        subject, body = "", text_of(outgoing.language, told)
    else:
        subject, body = written(outgoing.language, told)
    return Message(
        outgoing.key, outgoing.channel, outgoing.to, outgoing.language, subject, body, at
    )


def composed_for_person(claimed: ToPerson, at: datetime) -> Message:
    """The email or the text about a person's own sign-in."""
    told = PersonTold(claimed.event, claimed.phone, claimed.code)
    if claimed.channel is Channel.TEXT:
        subject, body = "", person_notices.text_of(claimed.language, told)
    else:
        subject, body = person_notices.written(claimed.language, told)
    return Message(claimed.key, claimed.channel, claimed.to, claimed.language, subject, body, at)
