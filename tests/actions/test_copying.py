"""Copies: a request that will not be paid, typed anew without its signatures."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from provportal.actions import copying
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.store.request import Draft, Request
from provportal.store.session import reading, transaction
from tests.actions.seen import rows
from tests.given import World, a_certificate, a_world
from tests.given_requests import a_request, look, withdrawn

DAYS = {"different": {"2026-10-06": {"status": "absent_excused", "reason": "child_ill"}}}


def copied(world: World, request_id: str) -> str:
    with transaction(world.engine) as session:
        return copying.copy(session, world.doing(world.provider.biller), request_id).id


def a_withdrawn_request(world: World, at: Place = Place.SUBMITTED) -> str:
    request_id = a_request(world, at, days=DAYS, amount={"total": "910.00"})
    withdrawn(world, request_id)
    return request_id


@pytest.mark.parametrize("at", [Place.DRAFT, Place.SUBMITTED])
def test_days_and_amount_are_there_and_no_signature(engine: Engine, at: Place) -> None:
    world = a_world(engine)
    draft_id = copied(world, a_withdrawn_request(world, at))
    with reading(engine) as session:
        answers = session.get_one(Draft, draft_id).answers
    assert {slug: given for slug, given in answers.items() if slug != "care"} == {
        "days": DAYS,
        "amount": {"total": "910.00"},
    }


def test_a_copy_is_a_request_of_its_own(engine: Engine) -> None:
    world = a_world(engine)
    source = look(world, a_withdrawn_request(world))
    draft = look(world, copied(world, source.id))
    assert draft.number != source.number
    assert (draft.certificate_id, draft.service_from) == (
        source.certificate_id,
        source.service_from,
    )


def test_two_presses_make_one_copy(engine: Engine) -> None:
    world = a_world(engine)
    source = a_withdrawn_request(world)
    assert copied(world, source) == copied(world, source)
    assert len(rows(world, Request)) == 2


def test_what_was_denied_can_be_asked_for_anew(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.DENIED, certificate_id=a_certificate(world))
    assert look(world, copied(world, request_id)).place is Place.DRAFT


def test_what_can_still_be_paid_is_not_copied(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed, match="can still be paid"):
        copied(world, a_request(world, Place.SUBMITTED))
