"""Settings: one frozen value made from the environment; incomplete ones refuse to start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

STAND_IN = "stand-in"
"""A scanner for demonstrations: it knows the test file of scanners and no virus."""

DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")


class SettingsFault(Exception):
    """A setting is missing or wrong; the message is one sentence for the operator."""


class Security(StrEnum):
    """How the way to a mail server is encrypted; each is a scheme of MAIL_URL."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}
LONGEST_HOST = 30
"""Signs of PORTAL_HOST: a text message that names it must still fit."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our email, and the address that it is from."""

    security: Security
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str


@dataclass(frozen=True, slots=True)
class TextProvider:
    """Where text messages are posted, and the token that says who we are."""

    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is. Embedded defaults put all of it under one data folder."""

    data: Path
    database_url: str
    redis_url: str
    keys_path: Path
    documents_path: Path
    documents_bucket: str
    """'s3://bucket?endpoint=https://host' keeps documents there; '' keeps them in the folder."""
    scanner: str
    """Where clamd answers, or 'stand-in', which knows the test file of scanners alone."""
    outgoing_path: Path
    incoming_path: Path
    messages_path: Path
    """Where notices are written as files while there is no server for them."""
    mail_url: str = field(repr=False)
    mail_from: str
    text_url: str
    text_token: str = field(repr=False)
    host: str
    """Where one signs in, as notices name it."""
    clock_path: Path | None
    """A file that moves the clock; None is the machine's clock."""
    argon2_cost: int
    """Passes of argon2id; 2 with 19 MiB is OWASP's minimum."""
    port: int
    """0 takes any free one."""

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def mail(self) -> MailServer | None:
        """None: email is written as files."""
        return _mail_server(self.mail_url, self.mail_from) if self.mail_url else None

    @property
    def text(self) -> TextProvider | None:
        """None: texts are written as files."""
        return TextProvider(self.text_url, self.text_token) if self.text_url else None

    def as_environment(self) -> dict[str, str]:
        """The same settings for a child process."""
        named = {
            "DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "KEYS_FILE": str(self.keys_path),
            "DOCUMENTS": self.documents_bucket or str(self.documents_path),
            "SCANNER": self.scanner,
            "OUTGOING": str(self.outgoing_path),
            "INCOMING": str(self.incoming_path),
            "MESSAGES": str(self.messages_path),
            "MAIL_URL": self.mail_url,
            "MAIL_FROM": self.mail_from,
            "TEXT_URL": self.text_url,
            "TEXT_TOKEN": self.text_token,
            "PORTAL_HOST": self.host,
            "ARGON2_COST": str(self.argon2_cost),
            "PORT": str(self.port),
        }
        return named | ({"CLOCK_FILE": str(self.clock_path)} if self.clock_path else {})


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises SettingsFault with one sentence."""
    # An empty value is none: `make demo DATA=` must not mean the current folder.
    environ = {name: value for name, value in environ.items() if value}
    data = Path(environ.get("DATA", "var")).absolute()
    clock = environ.get("CLOCK_FILE")
    mail_url, mail_from = _mail(environ)
    text_url, text_token = _text(environ)
    documents = environ.get("DOCUMENTS", "")
    bucket = documents if documents.startswith("s3://") else ""
    return Settings(
        data=data,
        database_url=_database(environ, data),
        redis_url=environ.get("REDIS_URL", f"unix://{data / 'valkey.sock'}"),
        keys_path=Path(environ.get("KEYS_FILE", data / "keys.json")),
        documents_path=data / "documents" if bucket or not documents else Path(documents),
        documents_bucket=bucket,
        scanner=_scanner(environ, data),
        outgoing_path=Path(environ.get("OUTGOING", data / "outgoing")),
        incoming_path=Path(environ.get("INCOMING", data / "incoming")),
        messages_path=Path(environ.get("MESSAGES", data / "messages")),
        mail_url=mail_url,
        mail_from=mail_from,
        text_url=text_url,
        text_token=text_token,
        host=_host(environ),
        clock_path=Path(clock) if clock else None,
        argon2_cost=_whole(environ, "ARGON2_COST", 2, range(1, 101)),
        port=_whole(environ, "PORT", 8000, range(65_536)),
    )


def _mail(environ: Mapping[str, str]) -> tuple[str, str]:
    url, sender = environ.get("MAIL_URL", ""), environ.get("MAIL_FROM", "")
    if url:
        _mail_server(url, sender)
    return url, sender


def _text(environ: Mapping[str, str]) -> tuple[str, str]:
    """URL and token of the provider of texts; one on this machine may do without encryption."""
    url, token = environ.get("TEXT_URL", ""), environ.get("TEXT_TOKEN", "")
    if url and not (url.startswith(("https://", "http://127.0.0.1:")) and token):
        raise SettingsFault("TEXT_URL must begin with https:// and needs a TEXT_TOKEN.")
    return url, token


def _host(environ: Mapping[str, str]) -> str:
    host = environ.get("PORTAL_HOST", "localhost")
    if len(host) > LONGEST_HOST:
        raise SettingsFault(f"PORTAL_HOST must have at most {LONGEST_HOST} signs.")
    return host


def _mail_server(url: str, sender: str) -> MailServer:
    """The parts of a MAIL_URL. Raises SettingsFault, without the value: it may hold a password."""
    sentence = "MAIL_URL must be like smtps://user:password@host and needs a MAIL_FROM."
    try:
        parts = urlsplit(url)
        security, port = Security(parts.scheme), parts.port
    except ValueError:
        raise SettingsFault(sentence) from None
    if not parts.hostname or "@" not in sender:
        raise SettingsFault(sentence)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(security, parts.hostname, port or PORTS[security], user, password, sender)


def _database(environ: Mapping[str, str], data: Path) -> str:
    url = environ.get("DATABASE_URL", f"sqlite:///{data / 'portal.sqlite3'}")
    if not url.startswith(DATABASES):
        # Without the value: it may hold a password.
        raise SettingsFault("DATABASE_URL must begin with sqlite:// or postgresql://.")
    return url


def _scanner(environ: Mapping[str, str], data: Path) -> str:
    address = environ.get("SCANNER", f"unix://{data / 'clamd.sock'}")
    if not address.startswith(("unix:///", "tcp://")) and address != STAND_IN:
        raise SettingsFault("SCANNER must begin with unix:/// or tcp://, or be stand-in.")
    return address


def _whole(environ: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    text = environ.get(name, str(default))
    # isdigit() alone takes signs like a small two, which are no numbers.
    if not (text.isascii() and text.isdigit()):
        raise SettingsFault(f"{name} must be a whole number, not '{text}'.")
    if len(text) > len(str(allowed[-1])) or int(text) not in allowed:
        raise SettingsFault(f"{name} must be from {allowed[0]} to {allowed[-1]}, not {text}.")
    return int(text)
