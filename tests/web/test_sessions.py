"""Sessions: rows on the server, a new id at each step, an end that is an end."""

from __future__ import annotations

import re
from datetime import timedelta
from http.cookies import SimpleCookie

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from provportal.actions.sessions import ABSOLUTE, IDLE
from provportal.actions.signing_in import set_password
from provportal.domain.roles import SYSTEM, Context, Role
from provportal.store.person import Membership, Person
from provportal.store.session import reading, transaction
from provportal.store.sign_in import SignInSession, session_for_update, touch
from provportal.web.access import allow, polled
from provportal.web.identity import COOKIE
from tests.web.given import (
    START,
    Portal,
    copy_of,
    is_in,
    session_cookie,
    sign_in,
    signed_in,
    token_in,
    with_routes_of_its_own,
)


def sign_out(browser: FlaskClient) -> TestResponse:
    return browser.post("/sign-out", data={"csrf_token": token_in(browser.get("/account"))})


def test_a_copied_cookie_is_dead_after_sign_out(made: Portal) -> None:
    browser = signed_in(made)
    thief = copy_of(browser, made)
    assert is_in(thief)
    sign_out(browser)
    assert not is_in(thief)


def test_the_database_does_not_hold_what_the_browser_sends(made: Portal) -> None:
    """256 random bits, stored as their hash."""
    secret = session_cookie(signed_in(made))
    assert len(secret) == 43
    with reading(made.equipment.engine) as session:
        row = session.scalars(sa.select(SignInSession)).one()
    assert secret not in {str(value) for value in vars(row).values()}


def test_signing_in_again_gives_a_new_id(made: Portal) -> None:
    """An id planted before sign-in is not the one after it."""
    browser = made.browser()
    browser.set_cookie(COOKIE, "planted-by-somebody")
    sign_in(browser)
    assert session_cookie(browser) not in ("", "planted-by-somebody")


def test_idle_for_twenty_minutes_ends_it(made: Portal) -> None:
    browser = signed_in(made)
    made.machine.advance(IDLE - timedelta(seconds=1))
    assert is_in(browser)
    made.machine.advance(IDLE)
    answer = browser.get("/account")
    assert answer.headers["Location"] == "/sign-in?next=/account&ended=idle"
    page = browser.get(answer.headers["Location"]).get_data(as_text=True)
    assert "You were signed out after 20 minutes" in page


def test_twelve_hours_end_it_however_busy(made: Portal) -> None:
    browser = signed_in(made)
    for _ in range(int(ABSOLUTE / timedelta(minutes=10)) - 1):
        made.machine.advance(timedelta(minutes=10))
        assert is_in(browser)
    made.machine.advance(timedelta(minutes=10))
    assert not is_in(browser)


def test_what_a_browser_asks_by_itself_does_not_extend_it(made: Portal) -> None:
    """Half an hour of polling."""

    @polled
    @allow(Role.BILLER)
    def news() -> str:
        return "none"

    made = with_routes_of_its_own(made)
    made.app.add_url_rule("/news", view_func=news)
    browser = signed_in(made)
    statuses = []
    for _ in range(30):
        made.machine.advance(timedelta(minutes=1))
        statuses.append(browser.get("/news").status_code)
    assert statuses == [200] * 19 + [303] * 11


def test_the_demos_clock_does_not_sign_anybody_out(made: Portal) -> None:
    browser = signed_in(made)
    made.equipment.clock.advance(timedelta(days=3))  # type: ignore[attr-defined]  # a MovableClock
    assert is_in(browser)


def test_a_new_password_ends_all_sessions(made: Portal) -> None:
    """With two browsers."""
    browsers = [signed_in(made), signed_in(made)]
    with transaction(made.equipment.engine) as session:
        rosa = session.scalars(sa.select(Person)).one()
        set_password(session, Context(SYSTEM, START), rosa.id, "-", made.machine.now())
    assert [is_in(browser) for browser in browsers] == [False, False]


def test_a_disabled_person_is_out_at_the_next_request(made: Portal) -> None:
    browser = signed_in(made)
    with transaction(made.equipment.engine) as session:
        session.scalars(sa.select(Person)).one().disabled_at = START
    assert not is_in(browser)


def test_a_request_in_flight_does_not_bring_a_session_back(made: Portal) -> None:
    """What was read before the end cannot write after it."""
    browser = signed_in(made)
    with reading(made.equipment.engine) as session:
        session_id = session.scalars(sa.select(SignInSession.id)).one()
    sign_out(browser)
    with transaction(made.equipment.engine) as session:
        touch(session, session_id, made.machine.now() + timedelta(minutes=1))
        assert session_for_update(session, session_id) is None
    assert not is_in(browser)


def test_the_cookies_are_as_tight_as_a_browser_allows(made: Portal) -> None:
    """On every Set-Cookie."""
    browser = made.browser()
    answers = [browser.get("/sign-in"), sign_in(browser), sign_out(browser)]
    cookies = [text for answer in answers for text in answer.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 3
    for text in cookies:
        (cookie,) = SimpleCookie(text).values()
        assert cookie.key.startswith("__Host-")
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")
        assert cookie["secure"]
        assert cookie["httponly"]
        is_kept = bool(cookie["max-age"] or cookie["expires"]) and bool(cookie.value)
        assert not is_kept


def test_signing_out_clears_the_browser(made: Portal) -> None:
    answer = sign_out(signed_in(made))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert made.audited()[-1][0] == "sign_out.done"


def test_signing_out_twice_is_no_fault(made: Portal) -> None:
    browser = signed_in(made)
    token = token_in(browser.get("/account"))
    assert browser.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert browser.post("/sign-out", data={"csrf_token": token}).status_code == 303


def test_every_page_says_when_it_ends(made: Portal) -> None:
    page = signed_in(made).get("/account").get_data(as_text=True)
    assert re.search(r"You are signed out at 9:20\N{NO-BREAK SPACE}am", page)


def test_a_changed_role_counts_at_the_next_request(made: Portal) -> None:
    browser = signed_in(made)
    with transaction(made.equipment.engine) as session:
        session.scalars(sa.select(Membership)).one().role = Role.PROVIDER_ADMIN
    assert "Provider admin" in browser.get("/account").get_data(as_text=True)
