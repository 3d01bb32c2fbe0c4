"""Which sender takes what, by the settings: files, until a server is named."""

from __future__ import annotations

import ssl
from collections.abc import Mapping

from provportal.domain.notice import Channel
from provportal.notices.file import FileSender
from provportal.notices.mail_smtp import SmtpSender
from provportal.notices.sender import Sender
from provportal.notices.text_http import HttpTextSender
from provportal.settings import Settings

Senders = Mapping[Channel, Sender]


def senders(settings: Settings) -> Senders:
    """A sender for each channel."""
    files = FileSender(settings.messages_path)
    mail, text = settings.mail, settings.text
    return {
        Channel.EMAIL: SmtpSender(mail, ssl.create_default_context()) if mail else files,
        Channel.TEXT: HttpTextSender(text.url, text.token) if text else files,
    }
