"""Composing: a claimed notice becomes a message in its reader's language."""

from __future__ import annotations

from datetime import datetime

from provportal.actions.delivering import Outgoing
from provportal.domain.notice import Channel
from provportal.notices.sender import Message
from provportal.words.notices import Told, text_of, written


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
