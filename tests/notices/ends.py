"""The other ends of the senders: a mail server, a provider of texts, a folder."""

from __future__ import annotations

import json
import ssl
from asyncio import Server
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from aiosmtpd.controller import Controller

from provportal.notices.file import FileSender, written
from provportal.notices.mail_smtp import SmtpSender
from provportal.notices.sender import Sender
from provportal.notices.text_http import HttpTextSender
from provportal.settings import MailServer, Security

TOKEN = "a-token-of-the-tests"
SENDER = "Provider payments <notices@county.example>"


@dataclass
class End:
    """What stands at the other end of a sender: what it got, and what it is to answer.

    `answer`: 0 takes the message, any other number is the code of the refusal.
    """

    sender: Sender
    got: Callable[[], list[str]]
    answers: list[int] = field(default_factory=list)
    for_good: int = 0
    for_now: int = 0


class Mailbox:
    """What a mail server does with a message: keep it, or answer with a code."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.raw: list[bytes] = []
        self.answers: list[int] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.answers and (code := self.answers.pop()):
            return f"{code} {str(code)[0]}.1.1 <{address}> is not known here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        self.raw.append(envelope.original_content)
        self.bodies.append(envelope.original_content.decode())
        return "250 OK"


class OnAnyPort(Controller):
    """A mail server on whatever port is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # the library's own


@contextmanager
def a_mail_server() -> Iterator[tuple[Mailbox, MailServer]]:
    """A real one, on a free port of this machine."""
    mailbox = Mailbox()
    controller = OnAnyPort(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        server = MailServer(Security.NONE, "127.0.0.1", controller.port, "", "", SENDER)
        yield mailbox, server
    finally:
        controller.stop()


@contextmanager
def smtp_end(folder: Path) -> Iterator[End]:
    with a_mail_server() as (mailbox, server):
        sender = SmtpSender(server, ssl.create_default_context())
        yield End(sender, lambda: mailbox.bodies, mailbox.answers, 550, 451)


class Quiet(WSGIRequestHandler):
    """Writes nothing about each request."""

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class TextProvider:
    """Takes texts as JSON with a token, each reference once."""

    texts: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        said = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.headers.append(environ.get("HTTP_AUTHORIZATION", ""))
        code = self.answers.pop() if self.answers else 0
        start(f"{code or 201} x", [("Content-Type", "application/json"), ("Location", "/")])
        if not code:
            self.texts.append(json.loads(said)["text"])
        return [json.dumps({"id": f"text-{len(self.texts)}"}).encode()]


@contextmanager
def a_text_provider() -> Iterator[tuple[TextProvider, str]]:
    """A provider of texts, and its address."""
    provider = TextProvider()
    server: WSGIServer = make_server("127.0.0.1", 0, provider, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider, f"http://127.0.0.1:{server.server_port}/messages"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def http_end(folder: Path) -> Iterator[End]:
    with a_text_provider() as (provider, url):
        yield End(HttpTextSender(url, TOKEN), lambda: provider.texts, provider.answers, 422, 503)


@contextmanager
def file_end(folder: Path) -> Iterator[End]:
    yield End(FileSender(folder), lambda: [one.body for one in written(folder, 10)])


ENDS = (file_end, smtp_end, http_end)
"""Each sender's other end; a new sender joins here and is held to the same promises."""
