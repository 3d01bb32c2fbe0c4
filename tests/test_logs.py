"""No secret reaches a log line, whichever way it comes; what helps to find a fault stays."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from provportal import logs
from provportal.logs import HIDDEN, is_secret_name, redacted

CANARY = "99887766554"
CHILD = "Mateo"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A log of its own, which no request before it names; put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    out = io.StringIO()
    structlog.contextvars.clear_contextvars()
    logs.configure(out, logging.INFO)
    yield out
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def line(stream: io.StringIO) -> dict[str, Any]:
    """The one line that was written."""
    (text,) = stream.getvalue().splitlines()
    parsed = json.loads(text)
    assert isinstance(parsed, dict)
    return parsed


class UniqueViolation(Exception):
    """Reads like psycopg's error."""


DETAIL = f"""duplicate key value violates unique constraint "uq"
DETAIL:  Key (index, kin)=({CANARY}, {CHILD})
of two lines) already exists.
[SQL: INSERT INTO provider (index) VALUES (%(index)s)]
[parameters: {{'index': 'a', 'kin': '{CHILD}'}}]
(Background on this error at: https://sqlalche.me/e/21/gkpj)"""


# What a text loses.


@pytest.mark.parametrize(
    "secret",
    [
        "12345678",
        "123456789012",
        "12345678901234567",
        "123456789012345678901",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111–1111–1111–1111",
        "4111\N{NO-BREAK SPACE}1111\N{NO-BREAK SPACE}1111\N{NO-BREAK SPACE}1111",
        "123-45-6789",
        "12-3456789",
        "١٢٣٤٥٦٧٨٩",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "x{}x", "to {} now", "({})", "'{}'", "2026-10-01 {}", "é{}"]
)
def test_long_numbers_are_hidden(secret: str, around: str) -> None:
    text = redacted(around.format(secret))
    assert secret not in text
    assert HIDDEN in text


@given(st.text(), st.from_regex(r"[0-9]{11,17}", fullmatch=True), st.text())
def test_an_account_number_is_hidden_in_any_text(before: str, account: str, after: str) -> None:
    alone = redacted(f"{before} {account} {after}")
    assert account not in alone or account in before + after


@pytest.mark.parametrize(
    "text",
    [
        "REQ-000123",
        "PR-2345-67",
        "PR-2345-67 of 2026-10-01",
        "12 of 2026-10-01",
        "batch 12 2026-10-01",
        "2026-10-01",
        "2026-10-01T12:34:56.123456+00:00",
        "2026-10-01 12:34:56",
        "019a0f3c-1234-7123-8123-123456789012",
        "bank-0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "$1,234,567.00",
        "1234567.00",
        "412.50",
        "192.168.100.200",
        "took 1234567 microseconds",
        "bank account: approve from entered: state",
        "approver: person 12",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"child={CHILD}",
        f"child={CHILD} Rivera, hours=5",
        f"child={CHILD} Rivera hours=5",
        f"child: {CHILD} Rivera",
        f"child_name = '{CHILD} Rivera'",
        f'{{"child": "{CHILD} \\" Rivera", "hours": 5}}',
        f"{{'childName': '{CHILD} Rivera'}}",
        f"error: child={CHILD}",
        f"a=b: child={CHILD}",
        f"child=token={CHILD}",
        f"child={{'first': '{CHILD}'}}",
        f"/attest?token={CHILD}&x=1",
        f"Authorization: Bearer {CHILD}",
        f"Set-Cookie: {CHILD}; Secure",
        f"PASSWORD={CHILD}",
        f"password: {CHILD}",
        f"account=  {CHILD}",
        f"{{'account': '{CHILD}'}}",
        f"routing_number={CHILD}",
        f"payee-tin={CHILD}",
    ],
)
def test_a_named_secret_is_hidden(text: str) -> None:
    hidden = redacted(text)
    assert CHILD not in hidden
    assert "Rivera" not in hidden
    assert HIDDEN in hidden


def test_what_follows_a_named_secret_stays() -> None:
    assert redacted("child=Mateo R hours=5") == f"child={HIDDEN} hours=5"


def test_the_databases_detail_is_hidden_and_its_key_named() -> None:
    text = redacted(DETAIL)
    assert CHILD not in text
    assert CANARY not in text
    assert "Key (index, kin)=[hidden]\n[SQL: INSERT" in text


def test_a_failing_row_is_hidden() -> None:
    assert CHILD not in redacted(f"DETAIL:  Failing row contains (1, {CHILD}, x).")


def test_the_traceback_after_a_detail_stays() -> None:
    text = f"DETAIL:  Key (a)=({CHILD}) exists.\n\nThe above exception was the direct cause"
    assert redacted(text) == "DETAIL:  Key (a)=[hidden]\n\nThe above exception was the direct cause"


@pytest.mark.parametrize("name", ["account_number", "childName", "Set-Cookie", "TIN", "payee_tin2"])
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "routine", "setting", "account_id", "accountID", "child_ids", "posting", "pinned", "é"],
)
def test_names_of_no_secrets(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "1 " * 100_000, "a=" * 50_000, "account=" + "a " * 100_000, "'" * 100_000],
    ids=["word", "digits", "names", "value", "quotes"],
)
def test_a_long_text_comes_through(text: str) -> None:
    """A pattern that tries each start anew would not end here."""
    assert redacted(text)


# What a line says.


def test_a_line_names_event_logger_level_and_time(stream: io.StringIO) -> None:
    logs.get("provportal.x").info("batch built", lines=3)
    found = line(stream)
    assert found.pop("timestamp").endswith("Z")
    assert found == {"event": "batch built", "lines": 3, "level": "info", "logger": "provportal.x"}


def test_a_line_names_the_web_request_it_belongs_to(stream: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        logs.get("x").info("event")
    assert line(stream)["request_id"] == "r-1"


def test_a_librarys_line_looks_the_same(stream: io.StringIO) -> None:
    logging.getLogger("a.library").info("job %s", "j-1", extra={"queue": "mail"})
    found = line(stream)
    assert (found["event"], found["logger"], found["queue"]) == ("job j-1", "a.library", "mail")


def test_what_lies_below_the_level_is_left_out(stream: io.StringIO) -> None:
    logs.get("x").debug("event")
    logging.getLogger("y").debug("event")
    assert stream.getvalue() == ""


def test_configuring_again_writes_each_line_once(stream: io.StringIO) -> None:
    logs.configure(stream)
    logs.get("x").info("event")
    assert line(stream)["event"] == "event"


# How a secret may come.


@pytest.mark.parametrize(
    "value",
    [
        CANARY,
        int(CANARY),
        CANARY.encode(),
        [CANARY],
        (int(CANARY),),
        {CANARY},
        {CANARY: 1},
        {"note": CANARY},
        {"account": {"first": "99887", "then": "766554"}},
        [[[[[CANARY]]]]],
        UniqueViolation(CANARY),
    ],
    ids=repr,
)
def test_no_value_carries_a_secret_into_the_log(stream: io.StringIO, value: object) -> None:
    logs.get("x").info("event", note=value)
    assert CANARY not in stream.getvalue()
    assert "766554" not in stream.getvalue()
    assert HIDDEN in stream.getvalue()


def test_a_named_field_is_hidden(stream: io.StringIO) -> None:
    logs.get("x").info("event", child=CHILD)
    assert line(stream)["child"] == HIDDEN


def test_a_circle_of_values_ends(stream: io.StringIO) -> None:
    circle: list[object] = []
    circle.append(circle)
    logs.get("x").info("event", circle=circle)
    assert HIDDEN in stream.getvalue()


@pytest.mark.parametrize("value", [None, True, 3, 4.25, "text", ["a", 1], {"a": None}], ids=repr)
def test_plain_values_stay_as_they_are(stream: io.StringIO, value: object) -> None:
    logs.get("x").info("event", value=value)
    assert line(stream)["value"] == value


def test_an_exception_is_redacted(stream: io.StringIO) -> None:
    try:
        raise UniqueViolation(DETAIL)
    except UniqueViolation:
        logs.get("x").exception("failed")
    assert "UniqueViolation" in line(stream)["exception"]
    assert CANARY not in stream.getvalue()
    assert CHILD not in stream.getvalue()


def test_a_librarys_exception_is_redacted(stream: io.StringIO) -> None:
    try:
        raise UniqueViolation(DETAIL)
    except UniqueViolation:
        logging.getLogger("y").exception("failed for %s", CANARY)
    assert "UniqueViolation" in line(stream)["exception"]
    assert CANARY not in stream.getvalue()
    assert CHILD not in stream.getvalue()


def test_the_cause_of_an_exception_is_redacted(stream: io.StringIO) -> None:
    try:
        try:
            raise UniqueViolation(DETAIL)
        except UniqueViolation as cause:
            raise RuntimeError("not saved") from cause
    except RuntimeError:
        logs.get("x").exception("failed")
    assert "RuntimeError: not saved" in line(stream)["exception"]
    assert CHILD not in stream.getvalue()


def test_a_message_that_does_not_fit_its_arguments_prints_none_of_them(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(stream)  # Without the test runner's own capture, which takes the fault as its.
    logging.getLogger("y").info("account %d", CANARY)
    assert line(stream)["event"] == "log line lost"
    assert CANARY not in capsys.readouterr().err


def test_a_closed_stream_stops_nobody(stream: io.StringIO) -> None:
    stream.close()
    logging.getLogger("y").info("event")


HOSTILE = [
    "\r\nINFO forged",
    "\x1b[2J\x1b[31m",
    "\x00\x08\x7f\x85\x9b",
    "\u2028\u2029\u202e",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_starts_a_line_or_commands_a_terminal(stream: io.StringIO, text: str) -> None:
    logs.get("x").info(f"a{text}b", **{f"key{text}": text})
    written = stream.getvalue()
    assert written.count("\n") == 1
    assert all(" " <= sign <= "~" for sign in written.rstrip("\n"))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_librarys_text_starts_a_line_or_commands_a_terminal(
    stream: io.StringIO, text: str
) -> None:
    logging.getLogger("y").warning("a%sb", text)
    written = stream.getvalue()
    assert written.count("\n") == 1
    assert all(" " <= sign <= "~" for sign in written.rstrip("\n"))
