"""Who may do what from where: every action on a request, at every place, by everyone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from provportal.domain.request import Place
from provportal.domain.roles import Actor
from provportal.store.reads import NotFound
from provportal.store.row import new_id
from provportal.store.session import transaction
from tests import given
from tests.actions.deeds import BATCH_DEEDS, REQUEST_DEEDS, Deed, attempt, open_deeds, people
from tests.given import World, a_world
from tests.given_requests import (
    a_batch,
    a_request,
    acknowledged,
    batch_of,
    recommended,
    released,
    settled,
    was_sent,
    withdrawn,
)

OPEN = {
    Place.DRAFT: {"save", "submit", "withdraw"},
    Place.SUBMITTED: {"recall", "withdraw", "take", "send_back", "set_aside"},
    Place.IN_REVIEW: {"send_back", "set_aside", "recommend", "deny"},
    Place.APPROVED: {"hold"},
    Place.PAYOUT_SCHEDULED: {"hold"},
    Place.PAID: set(),
    Place.ASKED: {"answer", "withdraw", "lapse"},
    Place.SET_ASIDE: {"resume", "send_back"},
    Place.HELD: {"redecide"},
    Place.DENIED: {"uphold", "copy"},
    Place.RETURNED: set(),
}


@pytest.mark.parametrize("place", OPEN)
def test_from_each_place_only_these_deeds_are_open(engine: Engine, place: Place) -> None:
    world = a_world(engine)
    request_id = a_request(world, place)
    assert open_deeds(world, REQUEST_DEEDS, request_id) == OPEN[place]


def test_a_recommended_request_may_be_approved(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)
    assert open_deeds(world, REQUEST_DEEDS, request_id) == OPEN[Place.IN_REVIEW] | {"approve"}


HOME = {
    "save": Place.DRAFT,
    "submit": Place.DRAFT,
    "recall": Place.SUBMITTED,
    "withdraw": Place.SUBMITTED,
    "answer": Place.ASKED,
    "take": Place.SUBMITTED,
    "resume": Place.SET_ASIDE,
    "lapse": Place.ASKED,
    "uphold": Place.DENIED,
    "hold": Place.APPROVED,
    "redecide": Place.HELD,
    "copy": Place.DENIED,
}
"""Where a deed is open; all others are in review."""


def a_request_for(world: World, deed: Deed) -> str:
    request_id = a_request(world, HOME.get(deed.name, Place.IN_REVIEW))
    if deed.name == "approve":
        recommended(world, request_id)
    return request_id


@pytest.mark.parametrize("deed", REQUEST_DEEDS, ids=lambda deed: deed.name)
def test_these_people_may_and_nobody_else(engine: Engine, deed: Deed) -> None:
    world = a_world(engine)
    request_id = a_request_for(world, deed)
    answers = {
        name: attempt(world, deed, actor, request_id) for name, actor in people(world).items()
    }
    expected = {name: "done" if name in deed.people else "NotAllowed" for name in answers}
    if deed.name in ("send_back", "set_aside"):
        expected["system"] = "done"  # The lifecycle lets the system ask, too.
    if deed.name == "uphold":
        expected["approver"] = "SamePerson"
    assert answers == expected


def strangers(world: World, deed: Deed) -> list[Actor]:
    """The deed's people, but of another agency or another organisation."""
    agency = given.an_agency(world.engine)
    provider = given.a_provider(world.engine, agency)
    elsewhere = {"biller": provider.biller, "admin": provider.admin, **agency.staff}
    return [elsewhere[name] for name in deed.people]


@pytest.mark.parametrize("deed", REQUEST_DEEDS, ids=lambda deed: deed.name)
def test_a_strangers_id_answers_like_a_missing_one(engine: Engine, deed: Deed) -> None:
    world = a_world(engine)
    request_id = a_request_for(world, deed)
    for stranger in strangers(world, deed):
        said = [said_of(world, deed, stranger, row_id) for row_id in (request_id, new_id())]
        assert said == ["We could not find that request"] * 2


def said_of(world: World, deed: Deed, actor: Actor, row_id: str) -> str:
    with pytest.raises(NotFound) as caught, transaction(world.engine) as session:
        deed.do(session, world.doing(actor, deed.now), row_id)
    return str(caught.value)


@pytest.mark.parametrize("place", [Place.DRAFT, Place.SUBMITTED, Place.ASKED])
def test_a_withdrawn_request_goes_nowhere_but_into_a_copy(engine: Engine, place: Place) -> None:
    world = a_world(engine)
    request_id = a_request(world, place)
    withdrawn(world, request_id)
    assert open_deeds(world, REQUEST_DEEDS, request_id) == {"copy"}


def test_a_person_who_may_not_sign_does_not_send(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.DRAFT)
    unsigned = replace(world.provider.biller, may_sign=False)
    submit = next(deed for deed in REQUEST_DEEDS if deed.name == "submit")
    assert attempt(world, submit, unsigned, request_id) == "NotAllowed"


BATCH_WAY = (released, was_sent, acknowledged, settled)
BATCH_OPEN = [{"cancel", "release"}, {"record_sent"}, set(), {"settle"}, {"settle"}]
"""By how many steps it went: built, released, sent, acknowledged, settled (twice is harmless)."""


@pytest.mark.parametrize("steps", range(5))
def test_from_each_state_of_a_batch_only_these_deeds_are_open(engine: Engine, steps: int) -> None:
    world = a_world(engine)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    for step in BATCH_WAY[:steps]:
        step(world, batch_id)
    assert open_deeds(world, BATCH_DEEDS, batch_id) == BATCH_OPEN[steps]


@pytest.mark.parametrize("deed", BATCH_DEEDS, ids=lambda deed: deed.name)
def test_these_people_may_with_a_batch_and_nobody_else(engine: Engine, deed: Deed) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    batch_id = a_batch(world)
    steps = {"record_sent": 1, "settle": 3}.get(deed.name, 0)
    for step in BATCH_WAY[:steps]:
        step(world, batch_id)
    answers = {name: attempt(world, deed, actor, batch_id) for name, actor in people(world).items()}
    refused = {"biller": "NotFound", "admin": "NotFound"}
    expected = {
        name: "done" if name in deed.people else refused.get(name, "NotAllowed") for name in answers
    }
    if deed.name == "release":
        expected["officer"] = "SamePerson"
    assert answers == expected


@pytest.mark.parametrize("deed", BATCH_DEEDS[:2], ids=lambda deed: deed.name)
def test_another_agencys_batch_answers_like_a_missing_one(engine: Engine, deed: Deed) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    batch_id = a_batch(world)
    for stranger in strangers(world, deed):
        said = [said_of(world, deed, stranger, row_id) for row_id in (batch_id, new_id())]
        assert said == ["We could not find that payment run"] * 2
