"""What the portal's own checks find is as bad as the version in force on the month says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from provportal.domain.checks import Severity
from provportal.domain.request import Place
from provportal.store.decision import CheckResult
from tests import given
from tests.actions.repeated import the_same_child_twice
from tests.actions.seen import rows
from tests.given import MONTH, World, a_world
from tests.given_requests import a_request, checked
from tests.given_rules import a_book, published


def a_county(engine: Engine, **severities: str) -> World:
    """A world with a version of its own from the month of the tests on."""
    world = a_world(engine)
    if severities:
        published(world, a_book(begins=MONTH.isoformat(), severities=severities))
    return world


def said(world: World, request_id: str, check: str) -> list[str]:
    """How bad what a check found is."""
    found: list[dict[str, Any]] = [
        finding
        for result in rows(world, CheckResult, CheckResult.request_id == request_id)
        if result.check_code == check
        for finding in result.findings
    ]
    return [finding["severity"] for finding in found]


def test_a_version_lets_a_slow_check_only_note(engine: Engine) -> None:
    world = a_county(engine, looks_like_another="note")
    _, second = the_same_child_twice(world, "910.00")
    checked(world, second)
    assert said(world, second, "duplicate_near") == [Severity.NOTE]


def test_a_version_lets_a_check_at_sending_only_note(engine: Engine) -> None:
    world = given.another_provider(a_county(engine, no_bank_account="note"))
    assert said(world, a_request(world, Place.SUBMITTED), "bank_account") == [Severity.NOTE]


def test_without_a_word_of_the_version_it_warns(engine: Engine) -> None:
    world = given.another_provider(a_county(engine))
    assert said(world, a_request(world, Place.SUBMITTED), "bank_account") == [Severity.WARNING]
