"""Whose object is it? Every address with an id in it, as everybody who may open such a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from provportal.domain.roles import Actor, Role
from provportal.web.access import access_of
from tests.web.given import contents, token_in
from tests.web.scopes import MISSING, OBJECTS, Ids, Scopes, address, rules_of_objects, three_scopes

ROLES = [role for role in Role if role is not Role.SYSTEM]
BY_READING = ("sign_in_session", "audit_event")
Asked = tuple[str, str]
"""Method and rule."""


@pytest.fixture(scope="module")
def scopes() -> Iterator[Scopes]:
    with TemporaryDirectory() as folder:
        yield three_scopes(Path(folder))


@pytest.fixture(scope="module")
def browsers(scopes: Scopes) -> dict[Role, FlaskClient]:
    return {actor.role: scopes.desk.browser(actor).client for actor in scopes.people()}


def actor_of(scopes: Scopes, role: Role) -> Actor:
    return next(actor for actor in scopes.people() if actor.role is role)


def open_to(scopes: Scopes, role: Role) -> list[Rule]:
    """The rules with an id that a role may open."""
    app = scopes.desk.portal.app
    return [
        rule
        for rule in rules_of_objects(app)
        if role in access_of(app.view_functions[rule.endpoint]).roles
    ]


def said(browser: FlaskClient, rules: list[Rule], ids: Ids) -> dict[Asked, tuple[int, str]]:
    """Status and page of each rule and method, without what is new in each answer."""
    form = {"csrf_token": token_in(browser.get("/account"))}
    return {
        (method, rule.rule): _plain(browser.open(address(rule, ids), method=method, data=form), ids)
        for rule in rules
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    }


def _plain(answer: TestResponse, ids: Ids) -> tuple[int, str]:
    page = re.sub(r'name="csrf_token" value="[^"]+"', "", answer.get_data(as_text=True))
    for one in ids.values():
        page = page.replace(one, "")
    return answer.status_code, re.sub(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", "", page)


@pytest.mark.parametrize("role", ROLES)
def test_anothers_object_answers_like_a_missing_one(
    scopes: Scopes, browsers: dict[Role, FlaskClient], role: Role
) -> None:
    """Of a neighbour at the same agency, of a stranger at another one."""
    rules, browser = open_to(scopes, role), browsers[role]
    missing = said(browser, rules, dict.fromkeys(OBJECTS, MISSING))
    assert {status for status, _page in missing.values()} <= {404}
    for ids in scopes.foreign(actor_of(scopes, role)):
        assert said(browser, rules, ids) == missing


@pytest.mark.parametrize("role", ROLES)
def test_asking_for_it_changes_nothing_and_is_recorded(
    scopes: Scopes, browsers: dict[Role, FlaskClient], role: Role
) -> None:
    """Each denied attempt is one row."""
    made, rules = scopes.desk.portal, open_to(scopes, role)
    before, told = contents(made, *BY_READING), len(made.audited())
    asked = said(browsers[role], rules, scopes.foreign(actor_of(scopes, role))[0])
    assert contents(made, *BY_READING) == before
    denied = ("access.denied", actor_of(scopes, role).person_id)
    assert made.audited()[told:] == [denied] * len(asked)


@pytest.mark.parametrize("role", ROLES)
def test_a_document_is_found_under_its_own_request_only(
    scopes: Scopes, browsers: dict[Role, FlaskClient], role: Role
) -> None:
    rules = [rule for rule in open_to(scopes, role) if len(rule.arguments & set(OBJECTS)) > 1]
    for ids in scopes.foreign(actor_of(scopes, role)):
        mixed = scopes.ids() | {"document_id": ids["document_id"]}
        statuses = {status for status, _page in said(browsers[role], rules, mixed).values()}
        assert statuses <= {404}


@pytest.mark.parametrize("role", ROLES)
def test_ones_own_object_is_found(
    scopes: Scopes, browsers: dict[Role, FlaskClient], role: Role
) -> None:
    """Else the tests above would have shown nothing."""
    rules = [rule for rule in open_to(scopes, role) if "GET" in (rule.methods or ())]
    statuses = {rule.rule: _opened(browsers[role], rule, scopes.ids()) for rule in rules}
    assert {rule for rule, status in statuses.items() if status in (403, 404)} == set()


def _opened(browser: FlaskClient, rule: Rule, ids: Ids) -> int:
    return browser.get(address(rule, ids)).status_code


@pytest.mark.parametrize("kind", ["none", "bad", "of another session"])
@pytest.mark.parametrize("role", ROLES)
def test_a_form_that_is_not_ours_changes_nothing(
    scopes: Scopes, browsers: dict[Role, FlaskClient], role: Role, kind: str
) -> None:
    """Every unsafe route of an object, on an object that could be changed."""
    made, browser = scopes.desk.portal, browsers[role]
    other = next(browsers[each] for each in ROLES if each is not role)
    tokens = {"none": "", "bad": "A" * 44, "of another session": token_in(other.get("/account"))}
    rules = [rule for rule in open_to(scopes, role) if "POST" in (rule.methods or ())]
    before = contents(made)
    form = {"csrf_token": tokens[kind]} if tokens[kind] else {}
    answers = [browser.post(address(rule, scopes.ids()), data=form) for rule in rules]
    assert {answer.status_code for answer in answers} <= {400}
    assert contents(made) == before
