"""Races of the odd cases on PostgreSQL: of two ways out of one place exactly one is taken."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.actions import appealing, batching, drafts, holding, releasing, reviewing
from provportal.actions.submitting import Receipt, submit
from provportal.domain.payout import BatchState
from provportal.domain.request import Place
from provportal.integrity import check
from provportal.store.payout import Batch
from provportal.store.request import BillKey
from tests.actions.seen import rows
from tests.given import RUN_DAY, WHY, World, a_certificate, a_world
from tests.given_requests import DOUBT, a_draft, a_request, batch_of, look
from tests.races.racing import THREADS, Runner, race, told

ONE_EACH = Counter(done=1, NotAllowed=1)


def intact(world: World) -> bool:
    return check(world.engine).ok


def holds(world: World, request_id: str) -> Runner:
    officer = world.doing(world.agency.officer, RUN_DAY)
    return lambda session: holding.hold(session, officer, request_id, DOUBT)


def ends(world: World, request_id: str) -> Runner:
    officer = world.doing(world.agency.officer, RUN_DAY)
    return lambda session: holding.end_hold(session, officer, request_id, DOUBT, world.keyring)


def takes(world: World, request_id: str) -> Runner:
    reviewer = world.doing(world.agency.reviewer)
    return lambda session: reviewing.take(session, reviewer, request_id)


def test_a_hold_and_a_release_of_its_batch(postgresql: Engine) -> None:
    """Either the money went, or it is held: never both."""
    world = a_world(postgresql)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    batch_id = batch_of(world, request_id)
    other = world.doing(world.agency.other_officer, RUN_DAY)

    def release(session: Session) -> object:
        return releasing.release(session, other, batch_id)

    assert told(race(postgresql, [holds(world, request_id), release])) == ONE_EACH
    [batch] = rows(world, Batch)
    assert (look(world, request_id).place, batch.state) in [
        (Place.HELD, BatchState.CANCELLED),
        (Place.PAYOUT_SCHEDULED, BatchState.RELEASED),
    ]
    assert intact(world)


def test_a_hold_and_the_build_of_a_batch(postgresql: Engine) -> None:
    """Who holds it later finds it in the new batch, and is told to look again."""
    world = a_world(postgresql)
    request_id = a_request(world, Place.APPROVED)
    officer = world.doing(world.agency.other_officer, RUN_DAY)

    def build(session: Session) -> object:
        return batching.build(session, officer)

    assert told(race(postgresql, [holds(world, request_id), build])) == ONE_EACH
    assert intact(world)


def test_one_hold_by_eight_clicks(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    answers = race(postgresql, [holds(world, request_id)] * THREADS)
    assert told(answers) == Counter(done=1, NotAllowed=THREADS - 1)
    assert intact(world)


def test_two_holds_in_one_batch_at_once(postgresql: Engine) -> None:
    """Both leave it: its total is counted by one after the other."""
    world = a_world(postgresql)
    first = a_request(world, Place.APPROVED)
    second = a_request(world, Place.PAYOUT_SCHEDULED)
    answers = race(postgresql, [holds(world, first), holds(world, second)])
    assert told(answers) == Counter(done=2)
    assert intact(world)


def test_the_two_ways_out_of_a_hold(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_request(world, Place.HELD)
    officer = world.doing(world.agency.officer, RUN_DAY)

    def redecide(session: Session) -> object:
        return holding.redecide(session, officer, request_id, DOUBT)

    assert told(race(postgresql, [ends(world, request_id), redecide])) == ONE_EACH
    assert intact(world)


def test_a_recall_and_a_reviewer(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_request(world, Place.SUBMITTED)
    biller = world.doing(world.provider.biller)

    def recall(session: Session) -> object:
        return drafts.recall(session, biller, request_id)

    assert told(race(postgresql, [recall, takes(world, request_id)])) == ONE_EACH
    assert intact(world)


def test_a_withdrawal_and_a_reviewer(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_request(world, Place.SUBMITTED)
    biller = world.doing(world.provider.biller)

    def withdraw(session: Session) -> object:
        return drafts.withdraw(session, biller, request_id, "Sent twice.")

    assert told(race(postgresql, [withdraw, takes(world, request_id)])) == ONE_EACH
    assert intact(world)


def test_an_upheld_appeal_and_the_same_bill_sent_anew(postgresql: Engine) -> None:
    """One of the two has the key; the other is told whose it is."""
    world = a_world(postgresql)
    certificate_id = a_certificate(world)
    denied_id = a_request(world, Place.DENIED, certificate_id=certificate_id)
    draft_id = a_draft(world, certificate_id)
    other = world.doing(world.agency.other_approver)
    biller = world.doing(world.provider.biller)

    def uphold(session: Session) -> object:
        return appealing.uphold_appeal(session, other, denied_id, WHY)

    def send(session: Session) -> object:
        return submit(session, biller, draft_id, "anew")

    upheld, receipt = race(postgresql, [uphold, send])
    assert isinstance(receipt, Receipt)
    assert receipt.accepted is isinstance(upheld, appealing.KeyTaken)
    assert len(rows(world, BillKey)) == 1
    assert intact(world)
