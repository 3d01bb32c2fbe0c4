"""What every answer is like: headers, errors with a code, sizes, compression, kept files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import TooManyRequests, UnprocessableEntity

from provportal.actions.moving import SamePerson
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Role
from provportal.store.reads import NotFound
from provportal.web.access import allow, allow_public, takes_files
from provportal.web.headers import HEADERS, LAST_RESORT, guarded
from tests.web.given import (
    Portal,
    member,
    organisation,
    person,
    sign_in,
    token_in,
    with_routes_of_its_own,
)

CODE = re.compile(r"[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}")


def failing(made: Portal, error: Exception) -> FlaskClient:
    """A browser of a portal in which `/failing` raises."""

    @allow(Role.BILLER)
    def fail() -> str:
        raise error

    made = with_routes_of_its_own(made)
    made.app.add_url_rule("/failing", view_func=fail)
    return made.browser()


REFUSALS: list[tuple[Exception, int]] = [
    (NotFound("request"), 404),
    (SamePerson("release"), 403),
    (NotAllowed("request", "approve", "paid", "state"), 409),
    (StaleDataError(), 409),
    (UnprocessableEntity(), 422),
    (TooManyRequests(), 429),
    (sa.exc.OperationalError("select", {}, Exception("database is locked")), 503),
    (RuntimeError("account 99887766554"), 500),
]


@pytest.mark.parametrize(("error", "status"), REFUSALS, ids=lambda value: repr(value)[:30])
def test_a_fault_is_a_page_with_a_code(
    made: Portal, log: io.StringIO, error: Exception, status: int
) -> None:
    """A generic page with an id, and the same id in the log."""
    browser = failing(made, error)
    sign_in(browser)
    answer = browser.get("/failing")
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    code = CODE.search(page)
    assert code
    assert code[0] in log.getvalue()
    assert str(error) not in page or not str(error)
    assert "Traceback" not in page


@pytest.mark.parametrize("error", [error for error, _ in REFUSALS], ids=lambda e: repr(e)[:30])
def test_a_fault_carries_the_headers(made: Portal, error: Exception) -> None:
    browser = failing(made, error)
    sign_in(browser)
    answer = browser.get("/failing")
    assert {name for name, _ in HEADERS} <= {name for name, _ in answer.headers}


@pytest.mark.parametrize(
    ("error", "audited"),
    [(NotFound("request"), 1), (SamePerson("x"), 1), (RuntimeError(), 0)],
    ids=repr,
)
def test_a_denied_attempt_is_audited(made: Portal, error: Exception, audited: int) -> None:
    browser = failing(made, error)
    sign_in(browser)
    browser.get("/failing")
    assert [action for action, _ in made.audited()].count("access.denied") == audited


def test_an_error_page_does_not_ask_the_database_that_failed(made: Portal) -> None:
    """The last resort holds when nothing else does."""
    browser = made.browser()
    sign_in(browser)
    with made.equipment.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE sign_in_session RENAME TO gone"))
    answer = browser.get("/account")
    assert answer.status_code == 503
    assert CODE.search(answer.get_data(as_text=True))


def test_when_no_page_can_be_made_there_is_still_an_answer(made: Portal) -> None:
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return lambda _: None

    def broken(environ: object, start_response: object) -> list[bytes]:
        raise RuntimeError("all is lost")

    body = guarded(broken)({}, start)
    assert list(body) == [LAST_RESORT]
    assert started[0][0].startswith("500")
    assert set(HEADERS) <= set(started[0][1])


def test_a_debugger_cannot_be_switched_on(made: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not made.app.debug
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert not type(made.app)("x", static_folder=None).testing
    assert not made.app.debug


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("DELETE", "/account", 405), ("TRACE", "/", 405)],
)
def test_what_is_not_there_is_said_plainly(
    made: Portal, method: str, path: str, status: int
) -> None:
    browser = made.browser()
    sign_in(browser)
    assert browser.open(path, method=method).status_code == status


def test_another_host_name_is_refused(made: Portal) -> None:
    answer = made.browser().get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)


def test_a_body_that_is_too_large_is_refused(made: Portal) -> None:
    answer = made.browser().post("/sign-in", data={"email": "x" * 300_000})
    assert answer.status_code == 413
    assert "10 MB a file" in answer.get_data(as_text=True)


def test_a_form_for_documents_may_be_large(made: Portal) -> None:
    @takes_files
    @allow_public
    def upload() -> str:
        return "taken"

    made = with_routes_of_its_own(made)
    made.app.add_url_rule("/upload", view_func=upload, methods=["POST"])
    browser = made.browser()
    token = token_in(browser.get("/sign-in"))
    for size, status in ((50 * 1024 * 1024, 200), (52 * 1024 * 1024, 413)):
        form = {"csrf_token": token, "sheet": (io.BytesIO(b"x" * size), "sheet.pdf")}
        answer = browser.post("/upload", data=form)
        answer.request.input_stream.close()
        assert answer.status_code == status


def test_a_name_is_shown_as_text(made: Portal) -> None:
    attack = "<script>window.pwn=1</script>\"'><img src=x onerror=window.pwn=1>"
    evil = person(made, "evil@example.org", name=attack)
    member(made, evil, Role.BILLER, organisation_id=organisation(made, attack))
    browser = made.browser()
    typed = sign_in(browser, f"evil@example.org{attack}")
    sign_in(browser, "evil@example.org")
    for answer in (typed, browser.get("/account")):
        page = answer.get_data(as_text=True)
        assert "&lt;script&gt;window" in page
        assert "<script>window" not in page
        assert "<img" not in page


def test_a_request_is_logged_without_what_was_in_it(made: Portal, log: io.StringIO) -> None:
    sign_in(made.browser(), password="a secret of fifteen", path="/sign-in?next=/account")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (line,) = [line for line in lines if line.get("method") == "POST"]
    assert (line["route"], line["status"]) == ("/sign-in", 422)
    assert "a secret" not in log.getvalue()
    assert "rosa" not in log.getvalue()


def test_a_broken_policy_is_logged(made: Portal, log: io.StringIO) -> None:
    """The report endpoint."""
    report = {"csp-report": {"violated-directive": "script-src", "document-uri": "http://x/?t=1"}}
    answer = made.browser().post(
        "/csp-report", data=json.dumps(report), content_type="application/csp-report"
    )
    assert answer.status_code == 204
    assert "script-src" in log.getvalue()
    assert "t=1" not in log.getvalue()


@pytest.mark.parametrize("body", ["", "[]", "3", '{"csp-report": 3}', "{"])
def test_nonsense_to_the_report_address_is_no_fault(made: Portal, body: str) -> None:
    assert made.browser().post("/csp-report", data=body).status_code == 204
