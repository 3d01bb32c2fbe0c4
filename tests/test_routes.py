"""Every route says who may open it, and every answer to every kind of person is as declared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule

from provportal.domain.roles import Role
from provportal.web.access import UndeclaredRoute, access_of, refuse_undeclared
from provportal.web.headers import HEADERS
from tests.web.given import Portal, arrive, one_of_each_role, portal

ROLES = [role for role in Role if role is not Role.SYSTEM]


@pytest.fixture(scope="module")
def made() -> Iterator[Portal]:
    with TemporaryDirectory() as folder:
        made = portal(Path(folder))
        one_of_each_role(made)
        yield made


def probes(app: Flask) -> list[tuple[Rule, str]]:
    """Each rule with each of its methods."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        if method != "HEAD"
    ]


def _value(rule: Rule, name: str) -> str | int:
    """An id of nothing; where only certain words or numbers are lawful, one of these."""
    converter = rule._converters.get(name)
    if isinstance(converter, IntegerConverter):
        return 1
    words = getattr(converter, "items", ())
    return next(iter(words), "00000000-0000-7000-8000-000000000000")


def address(rule: Rule) -> str:
    """An address of a rule; its ids name nothing."""
    filled = {name: _value(rule, name) for name in rule.arguments}
    built = rule.build(filled)
    assert built is not None
    return built[1]


def as_role(made: Portal, role: Role) -> FlaskClient:
    browser = made.browser()
    arrive(browser, f"{role}@example.org")
    return browser


def test_a_route_that_says_nothing_is_refused_at_start(made: Portal) -> None:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/forgotten", view_func=lambda: "secret")
    with pytest.raises(UndeclaredRoute):
        refuse_undeclared(app)


def test_nobody_signed_in_reaches_only_public_pages(made: Portal) -> None:
    """Default deny."""
    surprises = []
    for rule, method in probes(made.app):
        answer = made.browser().open(address(rule), method=method)
        is_sent_away = answer.status_code == 303 and "/sign-in" in answer.headers["Location"]
        if access_of(made.app.view_functions[rule.endpoint]).public == is_sent_away:
            surprises.append((method, rule.rule, answer.status_code))
    assert surprises == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_what_is_declared(made: Portal, role: Role) -> None:
    """Roles by route; a denied cell is 403. Without a token, writes are 400."""
    surprises, browser = [], as_role(made, role)
    for rule, method in probes(made.app):
        access = access_of(made.app.view_functions[rule.endpoint])
        answer = browser.open(address(rule), method=method)
        is_denied = bool(access.roles) and role not in access.roles
        if is_denied != (answer.status_code == 403):
            surprises.append((method, rule.rule, answer.status_code))
        if not is_denied and method == "POST" and access.checks_csrf and answer.status_code != 400:
            surprises.append((method, rule.rule, answer.status_code))
    assert surprises == []


def test_every_answer_carries_the_headers(made: Portal) -> None:
    """On answers of every kind."""
    browser = as_role(made, Role.BILLER)
    answers = [browser.open(address(rule), method=method) for rule, method in probes(made.app)]
    answers += [browser.get("/nothing-here"), browser.delete("/"), browser.options("/account")]
    missing = [
        (answer.request.path, name)
        for answer in answers
        for name, _ in HEADERS
        if name not in answer.headers
    ]
    assert missing == []


def test_only_files_may_be_kept_by_a_browser(made: Portal) -> None:
    """No-store on everything but style sheet and scripts."""
    browser = as_role(made, Role.BILLER)
    kept = [
        rule.rule
        for rule, method in probes(made.app)
        if browser.open(address(rule), method=method).headers["Cache-Control"] != "no-store"
    ]
    assert kept == []
