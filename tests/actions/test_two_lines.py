"""A program whose requests have two lines walks the same way: each request moves once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from provportal.actions import batching, deciding, drafts, reviewing
from provportal.actions.records_provider import ContractRecord, keep_contract
from provportal.actions.submitting import submit
from provportal.domain.programs import PROGRAMS
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.domain.rulebook import RuleBook
from provportal.integrity import check
from provportal.store.payout import BatchLine, Entry
from provportal.store.provider import Contract
from provportal.store.remittance import Remittance
from provportal.store.session import transaction
from tests.actions.seen import balances, rows
from tests.actions.two_lines import TwoLines
from tests.given import MONTH, RUN_DAY, WHY, AProvider, World, a_certificate, a_world
from tests.given_requests import (
    a_batch,
    acknowledged,
    checked,
    held,
    look,
    released,
    returned,
    settled,
    was_sent,
)
from tests.given_rules import published


@pytest.fixture
def world(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> World:
    """A provider with a contract for the program of two lines."""
    monkeypatch.setitem(PROGRAMS, "two_lines", TwoLines())
    world = a_world(engine)
    published(world, RuleBook("1", date(2026, 1, 1), {}), "two_lines")
    with transaction(engine) as session:
        contract = ContractRecord(
            world.agency.id,
            world.provider.id,
            "two_lines",
            "TWO-1",
            date(2026, 1, 1),
            None,
            {},
        )
        keep_contract(session, world.doing(SYSTEM), contract)
    [two] = rows(world, Contract, Contract.number == "TWO-1")
    provider = AProvider(
        world.provider.id, two.id, two.number, world.provider.admin, world.provider.biller
    )
    return World(engine, world.keyring, world.agency, provider)


def decided(world: World, care: str = "400.00", fee: str = "75.00") -> str:
    """A request of two lines, sent and approved."""
    certificate_id = a_certificate(world)
    biller = world.doing(world.provider.biller)
    with transaction(world.engine) as session:
        request = drafts.start(session, biller, certificate_id, MONTH)
        amounts = {"care": care, "registration_fee": fee}
        drafts.save_step(session, biller, request.id, "amount", amounts)
        assert submit(session, biller, request.id, f"key-{request.id}").accepted
    checked(world, request.id)
    with transaction(world.engine) as session:
        reviewing.take(session, world.doing(world.agency.reviewer), request.id)
        reviewing.recommend(session, world.doing(world.agency.reviewer), request.id, WHY)
        deciding.approve(session, world.doing(world.agency.approver), request.id, WHY)
    return request.id


def scheduled(world: World, care: str = "400.00", fee: str = "75.00") -> str:
    """The same in a batch."""
    request_id = decided(world, care, fee)
    a_batch(world)
    return request_id


def paid(world: World, request_id: str) -> None:
    batch_id = batch_of_all(world, request_id)
    for step in (released, was_sent, acknowledged, settled):
        step(world, batch_id)


def batch_of_all(world: World, request_id: str) -> str:
    lines = rows(world, BatchLine, BatchLine.request_id == request_id, BatchLine.active.is_(True))
    [batch_id] = {line.batch_id for line in lines}
    return batch_id


def test_two_lines_are_paid_by_one_entry(world: World) -> None:
    paid(world, scheduled(world))
    assert [str(entry.amount) for entry in rows(world, Entry)] == ["475.00"]


def test_a_request_of_two_lines_is_paid(world: World) -> None:
    request_id = scheduled(world)
    paid(world, request_id)
    assert look(world, request_id).place is Place.PAID


def test_a_cancelled_request_of_two_lines_waits_again(world: World) -> None:
    request_id = scheduled(world)
    with transaction(world.engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        batching.cancel(session, officer, batch_of_all(world, request_id), "Too early.")
    assert look(world, request_id).place is Place.APPROVED


def test_a_returned_request_of_two_lines_is_owed_again(world: World) -> None:
    request_id = scheduled(world)
    paid(world, request_id)
    returned(world, request_id)
    assert balances(world) == {
        "approved": "-475.00",
        "owed_again": "-475.00",
        "settled": "475.00",
        "held": "475.00",
    }


def test_a_line_that_pays_nothing_is_in_the_remittance(world: World) -> None:
    paid(world, scheduled(world, care="600.00"))
    [remittance] = rows(world, Remittance)
    assert [line["paid"] for line in remittance.snapshot["lines"]] == ["0.00", "75.00"]


def test_a_net_of_zero_has_a_remittance_and_no_entry(world: World) -> None:
    request_id = scheduled(world, care="600.00", fee="600.00")
    paid(world, request_id)
    [remittance] = rows(world, Remittance)
    assert (remittance.entry_id, str(remittance.paid), rows(world, Entry)) == (None, "0.00", [])


def test_a_net_of_zero_is_paid(world: World) -> None:
    request_id = scheduled(world, care="600.00", fee="600.00")
    paid(world, request_id)
    assert look(world, request_id).place is Place.PAID


def test_nothing_breaks_an_invariant(world: World) -> None:
    paid(world, scheduled(world, care="600.00"))
    paid(world, scheduled(world, care="600.00", fee="600.00"))
    broken = [found for one in check(world.engine).broken for found in one.breaches]
    assert broken == []


def test_a_held_request_of_two_lines_stands_apart_whole(world: World) -> None:
    held(world, scheduled(world))
    assert balances(world) == {"approved": "-475.00", "held": "475.00"}


def test_a_net_of_zero_stays_in_the_run_without_its_entry(world: World) -> None:
    """What is left of the provider is a remittance without a credit."""
    paying, nothing = decided(world), decided(world, care="600.00", fee="600.00")
    a_batch(world)
    held(world, paying)
    kept = rows(world, BatchLine, BatchLine.active.is_(True))
    assert {(line.request_id, line.entry_id) for line in kept} == {(nothing, None)}


def test_a_run_with_nothing_to_send_is_paid_all_the_same(world: World) -> None:
    paying, nothing = decided(world), decided(world, care="600.00", fee="600.00")
    a_batch(world)
    held(world, paying)
    paid(world, nothing)
    assert (look(world, nothing).place, check(world.engine).ok) == (Place.PAID, True)
