"""What every sender promises: one message is taken, refused for good, or to be tried later."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from provportal.actions.delivering import Attempted
from provportal.domain.delivery import Result
from provportal.domain.notice import Channel
from provportal.notices.file import FileSender, written
from provportal.notices.mail_smtp import SmtpSender
from provportal.notices.sender import Message
from provportal.notices.senders import senders
from provportal.notices.text_http import HttpTextSender
from provportal.settings import MailServer, Security, from_environment
from tests.notices.ends import ENDS, SENDER, TOKEN, End, a_mail_server, a_text_provider

MESSAGE = Message(
    key="019a-email",
    channel=Channel.EMAIL,
    to="rosa@example.org",
    language="es",
    subject="Tenemos su solicitud PR-7F3K-20",
    body="Tenemos su solicitud. El personal decide a tiempo.\n",
    at=datetime(2026, 11, 3, 17, tzinfo=UTC),
)
CLOSED = "127.0.0.1"
NOBODY = 1
"""A port at which nobody listens."""


@pytest.fixture(params=ENDS, ids=lambda end: end.__name__)
def end(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[End]:
    with request.param(tmp_path) as made:
        yield made


@pytest.fixture(params=ENDS[1:], ids=lambda end: end.__name__)
def far_end(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[End]:
    """One that somebody else runs."""
    with request.param(tmp_path) as made:
        yield made


def test_a_message_arrives_with_its_words(end: End) -> None:
    assert end.sender.send(MESSAGE).result is Result.DELIVERED
    [got] = end.got()
    assert "Tenemos su solicitud. El personal decide a tiempo." in got


def test_it_has_an_id_by_which_one_can_ask_for_it(end: End) -> None:
    assert end.sender.send(MESSAGE).reference


def test_two_messages_are_two(end: End) -> None:
    end.sender.send(MESSAGE)
    end.sender.send(replace(MESSAGE, key="019b-email"))
    assert len(end.got()) == 2


def test_an_address_that_is_refused_bounces(far_end: End) -> None:
    far_end.answers.append(far_end.for_good)
    came = far_end.sender.send(MESSAGE)
    assert came.result is Result.REFUSED
    assert came.detail.startswith(str(far_end.for_good))
    assert far_end.got() == []


def test_what_cannot_be_taken_now_is_to_be_tried_later(far_end: End) -> None:
    far_end.answers.append(far_end.for_now)
    assert far_end.sender.send(MESSAGE).result is Result.TRY_LATER


def test_the_answer_is_kept_without_the_address(far_end: End) -> None:
    far_end.answers.append(far_end.for_good)
    assert "rosa" not in far_end.sender.send(MESSAGE).detail


UNREACHABLE = (
    SmtpSender(
        MailServer(Security.NONE, CLOSED, NOBODY, "", "", SENDER), ssl.create_default_context()
    ),
    HttpTextSender(f"http://{CLOSED}:{NOBODY}/messages", TOKEN),
)


@pytest.mark.parametrize("sender", UNREACHABLE, ids=lambda sender: type(sender).__name__)
def test_nobody_there_is_to_be_tried_later(sender: SmtpSender | HttpTextSender) -> None:
    assert sender.send(MESSAGE) == Attempted(Result.TRY_LATER, "ConnectionRefusedError") or (
        sender.send(MESSAGE) == Attempted(Result.TRY_LATER, "URLError")
    )


def test_the_same_message_again_is_the_same_file(tmp_path: Path) -> None:
    sender = FileSender(tmp_path)
    sender.send(MESSAGE)
    sender.send(MESSAGE)
    assert list(written(tmp_path, 10)) == [MESSAGE]


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    FileSender(tmp_path / "messages").send(MESSAGE)
    [file] = (tmp_path / "messages").iterdir()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_an_email_says_what_mail_programs_ask_for() -> None:
    with a_mail_server() as (mailbox, server):
        SmtpSender(server, ssl.create_default_context()).send(MESSAGE)
    mail = message_from_bytes(mailbox.raw[0])
    assert (mail["From"], mail["To"], mail["Message-ID"], mail["Content-Language"]) == (
        SENDER,
        "rosa@example.org",
        "<019a-email@county.example>",
        "es",
    )
    assert mail["Auto-Submitted"] == "auto-generated"


def test_nothing_goes_out_in_clear_where_encryption_is_wanted() -> None:
    with a_mail_server() as (mailbox, server):
        encrypted = replace(server, security=Security.STARTTLS)
        came = SmtpSender(encrypted, ssl.create_default_context()).send(MESSAGE)
    assert (came.result, mailbox.bodies) == (Result.TRY_LATER, [])


def test_a_plain_server_is_no_encrypted_one() -> None:
    with a_mail_server() as (mailbox, server):
        encrypted = replace(server, security=Security.TLS)
        came = SmtpSender(encrypted, ssl.create_default_context()).send(MESSAGE)
    assert (came.result, mailbox.bodies) == (Result.TRY_LATER, [])


def test_a_password_that_the_server_does_not_take_blames_no_address() -> None:
    with a_mail_server() as (_, server):
        known = replace(server, user="portal", password="wrong")
        assert SmtpSender(known, ssl.create_default_context()).send(MESSAGE).result is (
            Result.TRY_LATER
        )


def test_a_text_is_posted_with_the_token() -> None:
    with a_text_provider() as (provider, url):
        assert HttpTextSender(url, TOKEN).send(MESSAGE).reference == "text-1"
    assert provider.headers == [f"Bearer {TOKEN}"]


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (400, Result.REFUSED),
        (404, Result.REFUSED),
        (410, Result.REFUSED),
        (401, Result.TRY_LATER),
        (429, Result.TRY_LATER),
        (500, Result.TRY_LATER),
        (302, Result.TRY_LATER),
        (409, Result.DELIVERED),
    ],
)
def test_what_the_provider_of_texts_answers(status: int, result: Result) -> None:
    """A redirect is not followed: it would carry token and number elsewhere."""
    with a_text_provider() as (provider, url):
        provider.answers.append(status)
        assert HttpTextSender(url, TOKEN).send(MESSAGE).result is result
    assert len(provider.headers) == 1


def test_without_servers_messages_are_files() -> None:
    made = senders(from_environment({"DATA": "/srv/portal"}))
    assert {type(sender) for sender in made.values()} == {FileSender}


def test_servers_take_the_place_of_files() -> None:
    given = {
        "MAIL_URL": "smtps://portal:secret@mail.example",
        "MAIL_FROM": "notices@county.example",
        "TEXT_URL": "https://texts.example/messages",
        "TEXT_TOKEN": TOKEN,
    }
    made = senders(from_environment(given))
    assert [type(made[channel]) for channel in Channel] == [SmtpSender, HttpTextSender]
