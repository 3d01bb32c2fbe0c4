"""Signing in: what is refused, how often one may try, and what an observer learns."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from provportal.actions.signing_in import set_password
from provportal.actions.throttling import FREE_TRIES, MOST_FAILURES, wait_after
from provportal.domain.roles import SYSTEM, Context
from provportal.store.person import Person
from provportal.store.session import reading, transaction
from provportal.store.sign_in import SignInThrottle
from tests.web.given import (
    PASSWORD,
    START,
    Portal,
    biller,
    person,
    portal,
    session_cookie,
    sign_in,
)

WRONG = "not the password at all"


def failures(made: Portal, email: str = "rosa@example.org", times: int = FREE_TRIES) -> list[int]:
    """The statuses of some wrong tries in a row."""
    browser = made.browser()
    return [sign_in(browser, email, WRONG).status_code for _ in range(times)]


def test_the_right_password_opens_a_session(made: Portal) -> None:
    browser = made.browser()
    answer = sign_in(browser)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert browser.get("/account").status_code == 200


def test_capitals_and_spaces_round_the_address_do_not_matter(made: Portal) -> None:
    assert sign_in(made.browser(), "  Rosa@Example.org ").status_code == 303


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_field_is_named(made: Portal, missing: str) -> None:
    given = {"email": "rosa@example.org", "password": PASSWORD} | {missing: ""}
    answer = sign_in(made.browser(), **given)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f"Enter your {missing}" in page
    assert "<title>Error: Sign in" in page


def test_the_address_is_kept_and_the_password_is_not(made: Portal) -> None:
    page = sign_in(made.browser(), password=WRONG).get_data(as_text=True)
    assert 'value="rosa@example.org"' in page
    assert WRONG not in page


def test_a_refusal_does_not_tell_who_has_an_account(made: Portal) -> None:
    """Status, headers and page are the same but for the tokens and the address."""
    answers = [
        sign_in(made.browser(), email, WRONG)
        for email in ("rosa@example.org", "nobody@example.org")
    ]
    pages = [re.sub(r'value="[^"]+"', "", answer.get_data(as_text=True)) for answer in answers]
    assert pages[0] == pages[1]
    assert answers[0].status_code == answers[1].status_code == 422
    assert {name for name, _ in answers[0].headers} == {name for name, _ in answers[1].headers}


def test_unknown_accounts_are_throttled_like_known_ones(made: Portal) -> None:
    """The throttle tells nothing either."""
    times = FREE_TRIES + 1
    known = failures(made, times=times)
    unknown = failures(made, "nobody@example.org", times)
    assert known == unknown == [422] * FREE_TRIES + [429]


def test_a_disabled_person_is_refused_like_a_wrong_password(made: Portal) -> None:
    with transaction(made.equipment.engine) as session:
        session.execute(sa.update(Person).values(disabled_at=START))
    assert sign_in(made.browser()).status_code == 422


def test_a_person_without_a_password_is_refused(made: Portal) -> None:
    person(made, "new@example.org", password=None)
    assert sign_in(made.browser(), "new@example.org", "").status_code == 422
    assert sign_in(made.browser(), "new@example.org", WRONG).status_code == 422


def test_the_delay_grows_and_ends_at_a_quarter_of_an_hour() -> None:
    waits = [wait_after(n).total_seconds() for n in range(MOST_FAILURES)]
    assert waits[: FREE_TRIES + 3] == [0, 0, 0, 0, 0, 1, 2, 4]
    assert waits == sorted(waits)
    assert max(waits) == 900


def test_the_right_password_must_wait_too(made: Portal) -> None:
    """N tries are free, the next is not."""
    failures(made)
    answer = sign_in(made.browser())
    assert answer.status_code == 429
    assert "Too many tries. Wait until just after" in answer.get_data(as_text=True)


def test_after_the_wait_the_right_password_clears_the_count(made: Portal) -> None:
    failures(made)
    made.machine.advance(wait_after(FREE_TRIES))
    assert sign_in(made.browser()).status_code == 303
    assert failures(made, times=1) == [422]
    assert sign_in(made.browser()).status_code == 303


def fail_until_locked(made: Portal) -> None:
    for n in range(MOST_FAILURES):
        made.machine.advance(wait_after(n))
        assert failures(made, times=1) == [422]


def test_after_a_hundred_failures_the_password_is_refused_for_good(made: Portal) -> None:
    """At most 100 failures in a row, then disabled."""
    fail_until_locked(made)
    made.machine.advance(timedelta(days=30))
    answer = sign_in(made.browser())
    assert answer.status_code == 429
    assert "This account is locked" in answer.get_data(as_text=True)


def test_a_new_password_opens_a_locked_account(made: Portal) -> None:
    fail_until_locked(made)
    with transaction(made.equipment.engine) as session:
        rosa = session.scalars(sa.select(Person)).one()
        hashed = made.equipment.passwords.hash(PASSWORD)
        set_password(session, Context(SYSTEM, START), rosa.id, hashed, made.machine.now())
    assert sign_in(made.browser()).status_code == 303


def test_one_account_under_attack_does_not_lock_another(made: Portal) -> None:
    """By account."""
    biller(made, "other@example.org")
    failures(made, "other@example.org", FREE_TRIES + 1)
    assert sign_in(made.browser()).status_code == 303


def test_tries_at_once_are_all_counted(made: Portal) -> None:
    """A thousand addresses that try at once get no more tries than one."""
    threads = [Thread(target=failures, args=(made,), kwargs={"times": 1}) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(made.equipment.engine) as session:
        counted = session.scalars(sa.select(SignInThrottle.failures)).one()
    assert counted == FREE_TRIES


def test_an_old_hash_is_made_anew_on_sign_in(tmp_path: Path) -> None:
    made = portal(tmp_path, PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    rosa = biller(made)
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with transaction(made.equipment.engine) as session:
        session.get_one(Person, rosa).password_hash = old
    assert sign_in(made.browser()).status_code == 303
    with reading(made.equipment.engine) as session:
        assert "t=2" in (session.get_one(Person, rosa).password_hash or "")
    assert sign_in(made.browser()).status_code == 303


def test_every_try_is_audited(made: Portal) -> None:
    """Refused, throttled and good tries alike."""
    failures(made, times=FREE_TRIES)
    sign_in(made.browser())
    made.machine.advance(wait_after(FREE_TRIES))
    sign_in(made.browser())
    actions = [action for action, _ in made.audited() if action.startswith("sign_in")]
    assert actions == ["sign_in.refused"] * FREE_TRIES + ["sign_in.throttled", "sign_in.done"]


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/account", "/account"),
        ("/account/place?x=1", "/account/place?x=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/%0d%0aSet-Cookie:x", "/"),
        ("/a\r\nb", "/"),
        ("/%2f/evil.example", "/"),
        ("/%5cevil.example", "/"),
        ("", "/"),
        ("account", "/"),
    ],
)
def test_signing_in_leads_only_to_our_own_pages(made: Portal, asked: str, leads_to: str) -> None:
    browser = made.browser()
    form = {"email": "rosa@example.org", "password": PASSWORD}
    page = browser.get("/sign-in", query_string={"next": asked})
    form["csrf_token"] = re.findall(r'csrf_token" value="([^"]+)', page.get_data(as_text=True))[0]
    answer = browser.post("/sign-in", query_string={"next": asked}, data=form)
    assert answer.headers["Location"] == leads_to
    assert browser.get("/sign-in", query_string={"next": asked}).headers["Location"] == leads_to


def test_a_page_asked_for_before_signing_in_is_reached_after(made: Portal) -> None:
    browser = made.browser()
    sent_to = browser.get("/account").headers["Location"]
    assert sign_in(browser, path=sent_to).headers["Location"] == "/account"


def test_a_crowd_is_told_to_come_back(made: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provportal.actions.passwords.WAIT_SECONDS", 0.01)
    with made.equipment.passwords.slot(), made.equipment.passwords.slot():
        assert sign_in(made.browser()).status_code == 503


def test_fields_that_were_not_asked_change_nothing(made: Portal) -> None:
    """Every column of the person and of the session, posted as well."""
    browser = made.browser()
    page = browser.get("/sign-in").get_data(as_text=True)
    extra = dict.fromkeys(("id", "name", "role", "membership_id", "disabled_at", "may_sign"), "x")
    form = {"email": "rosa@example.org", "password": PASSWORD}
    form["csrf_token"] = re.findall(r'csrf_token" value="([^"]+)', page)[0]
    assert browser.post("/sign-in", data=extra | form).status_code == 303
    with reading(made.equipment.engine) as session:
        rosa = session.scalars(sa.select(Person)).one()
    assert (rosa.name, rosa.disabled_at) == ("Rosa Lopez", None)
    assert session_cookie(browser)


def test_a_person_with_nowhere_to_work_is_told_whom_to_ask(made: Portal) -> None:
    person(made, "lost@example.org")
    browser = made.browser()
    assert sign_in(browser, "lost@example.org").headers["Location"] == "/account/place"
    assert "You are not set up yet" in browser.get("/account/place").get_data(as_text=True)
    assert browser.get("/account").headers["Location"] == "/account/place?next=/account"
    assert browser.get("/").headers["Location"] == "/account/place"
