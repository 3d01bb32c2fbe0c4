"""Decisions are asked again: the same on their own version, told in words on the one of today."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions.replaying import Replayed, replay
from provportal.domain.request import Place
from provportal.store.reads import NotFound
from provportal.store.session import reading, transaction
from provportal.words.differences import sentence
from tests.given import World, a_world
from tests.given_requests import a_request, look, taken
from tests.given_rules import PROOF, a_book, a_payload, later, published
from tests.integrity.loosen import loosen


def replayed(world: World, request_id: str, today: date) -> tuple[Replayed, ...]:
    with reading(world.engine) as session:
        return replay(session, look(world, request_id), today)


def test_recommendation_and_approval_answer_the_same(engine: Engine) -> None:
    world = a_world(engine)
    found = replayed(world, a_request(world, at=Place.APPROVED), later(1))
    assert [(one.decision.kind.value, one.is_same) for one in found] == [
        ("recommend", True),
        ("approve", True),
    ]


def test_a_decision_keeps_its_version_beside_a_newer_one(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    published(world, a_book(limits={"most_asked": "900.00"}, documents=[PROOF]))
    found = replayed(world, request_id, later(1))
    assert [(one.version.version, one.today.version) for one in found] == [
        ("los-angeles-1", "los-angeles-2")
    ] * 2
    assert all(one.is_same for one in found)


def test_what_today_would_answer_is_said_in_words(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    ceilings = a_payload()["ceilings"]
    ceilings[0]["amounts"]["home"]["2-5"]["monthly_full_time"] = "900.00"
    published(world, a_book(ceilings=ceilings, documents=[PROOF]))
    [_, approval] = replayed(world, request_id, later(1))
    assert [sentence(each) for each in approval.instead] == [
        "Lines, 1, payable: 950.00 becomes 900.00",
        "Asked, documents.enrolment: Proof of enrolment, which was not there",
        "Lines, 1, reasons, CEIL: 50.00, which was not there",
    ]


def test_nothing_is_replayed_before_a_decision(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    taken(world, request_id)
    assert replayed(world, request_id, later(1)) == ()


def test_where_no_rules_are_in_force_nothing_is_replayed(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotFound):
        replayed(world, a_request(world, at=Place.APPROVED), date(2000, 1, 1))


def test_an_amount_that_was_tampered_with_is_another_answer(sqlite: Engine) -> None:
    """The guard of the database dropped."""
    world = a_world(sqlite)
    request_id = a_request(world, at=Place.APPROVED)
    loosen(sqlite)
    with transaction(sqlite) as session:
        session.execute(sa.text("UPDATE decision_line SET payable = payable + 1"))
    found = replayed(world, request_id, later(1))
    assert [one.is_same for one in found] == [True, False]
    assert sentence(found[1].own[0]) == "Lines, 1, payable: 950.01 becomes 950.00"
