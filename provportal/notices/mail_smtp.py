"""The mail sender: one email by SMTP, encrypted on its way when the settings say so."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from provportal.actions.delivering import Attempted
from provportal.domain.delivery import Result
from provportal.notices.sender import Message
from provportal.settings import MailServer, Security

SECONDS = 20
"""A mail server that says nothing for so long is tried later."""

_ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")
"""Enhanced mail system status codes (RFC 3463)."""
PERMANENT = 500


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """Sends from one address through one server. `tls` checks the server's certificate."""

    server: MailServer
    tls: ssl.SSLContext

    def send(self, message: Message) -> Attempted:
        mail = as_mail(message, self.server.sender)
        try:
            with self._connected() as smtp:
                self._let_in(smtp)
                smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            ((code, said),) = refused.recipients.values()
            return _by_code(code, said)
        except smtplib.SMTPDataError as refused:
            return _by_code(refused.smtp_code, _bytes(refused.smtp_error))
        except (smtplib.SMTPException, OSError) as fault:
            # Not the address is at fault but the way there: a wrong password, no network.
            return Attempted(Result.TRY_LATER, type(fault).__name__)
        return Attempted(Result.DELIVERED, reference=str(mail["Message-ID"]))

    def _connected(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.security is Security.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=self.tls)
        return smtplib.SMTP(host, port, timeout=SECONDS)

    def _let_in(self, smtp: smtplib.SMTP) -> None:
        if self.server.security is Security.STARTTLS:
            # Raises where the server does not offer it: nothing goes out in clear instead.
            smtp.starttls(context=self.tls)
        if self.server.user:
            smtp.login(self.server.user, self.server.password)


def as_mail(message: Message, sender: str) -> EmailMessage:
    """The email: plain text, with an id by which two copies of it can be told to be one."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, message.to, message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2].rstrip('>')}>"
    # Nobody's out-of-office note is to answer it (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    # After the content, which takes away what was said of it before.
    mail["Content-Language"] = message.language
    return mail


def _by_code(code: int, said: bytes) -> Attempted:
    """5xx is for good, 4xx for now (RFC 5321, 4.2.1). Of the words only the code is kept."""
    found = _ENHANCED.search(said)
    detail = f"{code} {found[0].decode()}" if found else str(code)
    return Attempted(Result.REFUSED if code >= PERMANENT else Result.TRY_LATER, detail)


def _bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said
