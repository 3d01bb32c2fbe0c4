"""The mailbox of a demo: what would have been sent by email and text; only the demo has it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from provportal.domain import text_message
from provportal.domain.notice import Channel
from provportal.notices.file import written
from provportal.notices.sender import Message
from provportal.web.access import allow_public
from provportal.web.equipment import equipment
from provportal.web.language import COMPLETE
from provportal.words.contacts import masked_email, masked_phone

blueprint = Blueprint("mailbox", __name__, url_prefix="/mailbox")

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """One message, its address masked; `length` and `parts` count a text, 0 for an email."""

    message: Message
    to: str
    language: str
    length: int
    parts: int


@blueprint.get("")
@allow_public
def index() -> str:
    """The newest messages that were written as files."""
    folder = equipment().messages_path
    found = written(folder, SHOWN) if folder else ()
    return render_template("mailbox.html", messages=[_shown(message) for message in found])


def _shown(message: Message) -> Shown:
    is_text = message.channel is Channel.TEXT
    return Shown(
        message=message,
        to=masked_phone(message.to) if is_text else masked_email(message.to),
        language=COMPLETE.get(message.language, message.language),
        length=text_message.length(message.body) if is_text else 0,
        parts=text_message.parts(message.body) if is_text else 0,
    )
