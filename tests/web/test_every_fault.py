"""Whatever page breaks, a person reads one calm sentence and a code, and nothing of the cause."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from provportal.domain.roles import Role
from provportal.web.access import Access, access_of
from tests.test_routes import address, probes
from tests.web.given import (
    Portal,
    arrive,
    one_of_each_role,
    portal,
    token_in,
    with_routes_of_its_own,
)

CAUSE = "no such column: account_sealed 000123456789"
WORDS = "Something went wrong on our side"
CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b")


def break_every_view(app: Flask) -> None:
    """Each view raises; who may open it stays as declared."""
    for endpoint, view in list(app.view_functions.items()):
        app.view_functions[endpoint] = failing(access_of(view))


def failing(access: Access) -> Callable[..., str]:
    def fail(**_ids: object) -> str:
        raise RuntimeError(CAUSE)

    fail.__dict__["access"] = access
    return fail


def role_for(access: Access) -> Role:
    return next((role for role in Role if role in access.roles), Role.BILLER)


@pytest.fixture
def made(tmp_path: Path) -> Portal:
    """A portal with a person of each role."""
    made = with_routes_of_its_own(portal(tmp_path))
    one_of_each_role(made)
    return made


def test_a_broken_page_says_so_with_a_code_and_no_cause(made: Portal, log: io.StringIO) -> None:
    """On each route and method."""
    people = {role: visitor(made, role) for role in {role_for(access) for access in all_of(made)}}
    break_every_view(made.app)
    surprises = []
    for rule, method in probes(made.app):
        browser, token = people[role_for(access_of(made.app.view_functions[rule.endpoint]))]
        answer = browser.open(address(rule), method=method, data={"csrf_token": token})
        page = answer.get_data(as_text=True)
        code = CODE.search(page)
        is_calm = WORDS in page and CAUSE not in page and "Traceback" not in page
        if answer.status_code != 500 or not is_calm or not code or code[0] not in log.getvalue():
            surprises.append((method, rule.rule, answer.status_code))
    assert surprises == []


def all_of(made: Portal) -> list[Access]:
    rules: list[Rule] = list(made.app.url_map.iter_rules())
    return [access_of(made.app.view_functions[rule.endpoint]) for rule in rules]


def visitor(made: Portal, role: Role) -> tuple[FlaskClient, str]:
    """A browser of somebody of this role, and the token of its forms."""
    browser = made.browser()
    arrive(browser, f"{role}@example.org")
    return browser, token_in(browser.get("/account"))
