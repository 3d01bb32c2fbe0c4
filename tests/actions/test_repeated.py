"""A bill that repeats another: its provider tells the difference, or gives it up."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from provportal.actions import asking, reviewing
from provportal.actions.submitting import Receipt
from provportal.domain.checks import Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.domain.submission import DIFFERENCE
from provportal.integrity import check
from provportal.store.decision import CheckResult
from provportal.store.request import AskedItem, BillKey
from provportal.store.session import transaction
from tests.actions.repeated import a_repeated_bill, the_same_child_twice
from tests.actions.seen import rows, versions
from tests.given import WHY, World, a_world
from tests.given_requests import checked, lapsed, look, taken, upheld, withdrawn

TOLD = "Two contracts in one month: he moved rooms on the 16th."


def told(world: World, request_id: str, words: str = TOLD) -> Receipt:
    with transaction(world.engine) as session:
        biller = world.doing(world.provider.biller)
        return asking.answer(session, biller, request_id, {DIFFERENCE: words}, f"told-{request_id}")


def test_the_difference_is_asked_for(engine: Engine) -> None:
    world = a_world(engine)
    a_repeated_bill(world)
    assert [item.field for item in rows(world, AskedItem)] == [DIFFERENCE]


def test_what_is_told_is_part_of_what_was_sent(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_repeated_bill(world)
    told(world, request_id)
    first, second = versions(world, request_id)
    assert second.answers == first.answers | {"request": {"difference": TOLD}}


def test_told_it_is_a_reviewers_to_judge(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_repeated_bill(world)
    told(world, request_id)
    checked(world, request_id)
    taken(world, request_id)
    *_, result = rows(world, CheckResult, CheckResult.check_code == "duplicate_near")
    assert (look(world, request_id).place, result.verdict) == (Place.IN_REVIEW, Verdict.WARNED)


@pytest.mark.parametrize("words", ["", "  "])
def test_nothing_told_is_no_answer(engine: Engine, words: str) -> None:
    world = a_world(engine)
    request_id = a_repeated_bill(world)
    with pytest.raises(NotAllowed, match="tell what is different"):
        told(world, request_id, words)


def test_given_up_it_holds_no_bill(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_repeated_bill(world)
    withdrawn(world, request_id)
    assert request_id not in [key.request_id for key in rows(world, BillKey)]
    assert check(world.engine).ok


def set_aside_unchecked(world: World) -> str:
    """Set aside while its checks still run."""
    _, second = the_same_child_twice(world, "950.00")
    with transaction(world.engine) as session:
        reviewing.set_aside(session, world.doing(world.agency.reviewer), second, WHY)
    return second


def test_set_aside_a_late_block_asks_the_provider(engine: Engine) -> None:
    world = a_world(engine)
    request_id = set_aside_unchecked(world)
    checked(world, request_id)
    assert look(world, request_id).place is Place.ASKED
    assert check(world.engine).ok


def test_its_owner_sends_back_what_was_set_aside(engine: Engine) -> None:
    world = a_world(engine)
    request_id = set_aside_unchecked(world)
    items = {"amount.total": "Which contract is this?"}
    with transaction(engine) as session:
        reviewing.send_back(session, world.doing(world.agency.reviewer), request_id, items, WHY)
    assert look(world, request_id).place is Place.ASKED


def test_another_reviewer_does_not_send_it_back(engine: Engine) -> None:
    world = a_world(engine)
    request_id = set_aside_unchecked(world)
    other = world.doing(world.agency.other_reviewer)
    with pytest.raises(NotAllowed, match="not its owner"), transaction(engine) as session:
        reviewing.send_back(session, other, request_id, {"amount.total": "Which?"}, WHY)


def test_what_a_check_still_blocks_is_not_reopened(engine: Engine) -> None:
    """Nothing that a check blocks may be in review: only a new request helps."""
    world = a_world(engine)
    request_id = a_repeated_bill(world)
    lapsed(world, request_id)
    with pytest.raises(NotAllowed, match="a check blocks"):
        upheld(world, request_id)
