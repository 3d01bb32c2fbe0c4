"""A form must be ours: an unsafe request with a bad token, or from elsewhere, changes nothing."""

from __future__ import annotations

import pytest

from provportal.domain.roles import Role
from provportal.web.access import access_of
from tests.test_routes import address
from tests.web.given import (
    PASSWORD,
    Portal,
    biller,
    contents,
    sign_in,
    signed_in,
    token_in,
)


def unsafe_routes(made: Portal, role: Role) -> list[str]:
    """The addresses that a role may post to; their ids name nothing."""
    found = []
    for rule in made.app.url_map.iter_rules():
        access = access_of(made.app.view_functions[rule.endpoint])
        opens = not access.roles or role in access.roles
        if "POST" in (rule.methods or ()) and access.checks_csrf and opens:
            found.append(address(rule))
    return found


@pytest.mark.parametrize("kind", ["none", "bad", "short", "not-base64", "of-another-session"])
def test_a_wrong_token_is_refused_and_changes_nothing(made: Portal, kind: str) -> None:
    """On every unsafe route."""
    biller(made, "other@example.org")
    other = token_in(signed_in(made, "other@example.org").get("/account"))
    browser = signed_in(made)
    good = token_in(browser.get("/account"))
    sent = {
        "none": {},
        "bad": {"csrf_token": "A" * 44},
        "short": {"csrf_token": good[:24]},
        "not-base64": {"csrf_token": "é!"},
        "of-another-session": {"csrf_token": other},
    }[kind]
    before = contents(made)
    paths = unsafe_routes(made, Role.BILLER)
    statuses = {path: browser.post(path, data=sent).status_code for path in paths}
    assert {"/sign-in", "/sign-out", "/account/place", "/requests/new"} <= set(statuses)
    assert set(statuses.values()) == {400}
    assert contents(made) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_good_token_sent_from_elsewhere_is_refused(made: Portal, headers: dict[str, str]) -> None:
    """Origin and Sec-Fetch-Site."""
    browser = signed_in(made)
    form = {"csrf_token": token_in(browser.get("/account"))}
    assert browser.post("/sign-out", data=form, headers=headers).status_code == 400
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost", "HX-Request": "true"},
    ],
)
def test_a_good_token_from_here_is_taken(made: Portal, headers: dict[str, str]) -> None:
    browser = signed_in(made)
    form = {"csrf_token": token_in(browser.get("/account"))}
    assert browser.post("/sign-out", data=form, headers=headers).status_code == 303


def test_a_token_reads_differently_on_each_page(made: Portal) -> None:
    """BREACH: no two answers hold the same secret bytes, yet both tokens are good."""
    browser = signed_in(made)
    tokens = {token_in(browser.get("/account")) for _ in range(5)}
    assert len(tokens) == 5
    assert len({token[:6] for token in tokens}) == 5


def test_the_sign_in_form_needs_the_cookie_of_the_visit(made: Portal) -> None:
    """Signing somebody in under another's name is refused too."""
    token = token_in(made.browser().get("/sign-in"))
    form = {"email": "rosa@example.org", "password": PASSWORD, "csrf_token": token}
    assert made.browser().post("/sign-in", data=form).status_code == 400


def test_a_token_from_before_signing_in_is_dead_after(made: Portal) -> None:
    browser = made.browser()
    before = token_in(browser.get("/sign-in"))
    sign_in(browser)
    assert browser.post("/sign-out", data={"csrf_token": before}).status_code == 400
