"""Returns: what came back is owed again, once, and paid again when an account is there for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from provportal.actions import bank_accounts, batching, settling
from provportal.domain.bank_account import AccountState
from provportal.domain.payout import EntryState
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.store.bank_account import BankAccount
from provportal.store.payout import BankAnswer, Batch, Entry
from provportal.store.remittance import Remittance
from provportal.store.request import Request
from provportal.store.session import transaction
from tests.actions.seen import balances, rows, versions
from tests.given import RUN_DAY, World, a_world, details
from tests.given_requests import (
    RETURN_DAY,
    a_request,
    acknowledged,
    batch_of,
    came_back,
    look,
    released,
    returned,
    settled,
    was_sent,
)

NEXT_RUN = RUN_DAY + timedelta(days=21)
"""Friday 27 November 2026."""


def on_its_way(world: World, *steps: Any) -> str:
    """A request in a batch that went so far."""
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    batch_id = batch_of(world, request_id)
    for step in steps:
        step(world, batch_id)
    return request_id


def test_a_return_after_the_settlement_makes_an_exception(engine: Engine) -> None:
    world = a_world(engine)
    request = look(world, a_request(world, Place.RETURNED))
    assert (request.place, request.exception_reason) == (Place.RETURNED, "R02")


def test_a_return_before_the_settlement_makes_an_exception(engine: Engine) -> None:
    world = a_world(engine)
    request_id = on_its_way(world, released, was_sent, acknowledged)
    returned(world, request_id)
    assert look(world, request_id).place is Place.RETURNED


def test_money_returned_after_the_settlement_is_owed_again(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    assert balances(world) == {
        "approved": "-950.00",
        "owed_again": "-950.00",
        "settled": "950.00",
        "held": "950.00",
    }


def test_money_returned_before_the_settlement_is_held(engine: Engine) -> None:
    world = a_world(engine)
    returned(world, on_its_way(world, released, was_sent, acknowledged))
    assert balances(world) == {"approved": "-950.00", "held": "950.00"}


def test_what_came_back_before_does_not_settle(engine: Engine) -> None:
    world = a_world(engine)
    request_id = on_its_way(world, released, was_sent, acknowledged)
    returned(world, request_id)
    [batch] = rows(world, Batch)
    settled(world, batch.id)
    assert rows(world, Remittance) == []


def test_a_file_rejected_after_a_return_leaves_the_return(engine: Engine) -> None:
    world = a_world(engine)
    request_id = on_its_way(world, released, was_sent)
    returned(world, request_id)
    [batch] = rows(world, Batch)
    said = settling.Acknowledgement(batch.id.replace("-", "") * 2, 1, batch.total, accepted=False)
    with transaction(engine) as session:
        settling.acknowledge(session, world.doing(SYSTEM, RUN_DAY), said)
    assert look(world, request_id).place is Place.RETURNED


def test_a_returned_remittance_is_marked(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    [remittance] = rows(world, Remittance)
    assert remittance.returned_on == date(2026, 11, 12)


def test_the_account_is_suspended_with_the_banks_code(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    [account] = rows(world, BankAccount)
    assert (account.state, account.fault_code) == (AccountState.SUSPENDED, "R02")


def test_the_same_return_twice_is_harmless(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.RETURNED)
    before = balances(world)
    returned(world, request_id)
    assert balances(world) == before


def test_a_second_answer_is_handled_all_the_same(engine: Engine) -> None:
    world = a_world(engine)
    returned(world, a_request(world, Place.RETURNED))
    assert all(answer.handled_at for answer in rows(world, BankAnswer))


@pytest.mark.parametrize(("trace", "cents"), [("000000000000000", 95_000), (None, 94_999)])
def test_a_return_that_fits_no_entry_waits_for_staff(
    engine: Engine, trace: str | None, cents: int
) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAID)
    [entry] = rows(world, Entry)
    answer = came_back(world, trace or entry.trace, cents)
    assert (answer.handled_at, look(world, request_id).place) == (None, Place.PAID)


def test_another_agencys_return_fits_no_entry(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID)
    [entry] = rows(world, Entry)
    answer = came_back(a_world(engine), entry.trace, entry.amount.cents)
    assert answer.handled_at is None


@pytest.mark.parametrize("steps", [(), (released,)], ids=["built", "released"])
def test_the_return_of_an_entry_that_was_not_sent_waits_for_staff(
    engine: Engine, steps: tuple[Any, ...]
) -> None:
    world = a_world(engine)
    on_its_way(world, *steps)
    [entry] = rows(world, Entry)
    assert came_back(world, entry.trace, entry.amount.cents).handled_at is None


def test_the_return_of_a_cancelled_entry_waits_for_staff(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    with transaction(engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        batching.cancel(session, officer, batch_id, "Too early.")
    [entry] = rows(world, Entry)
    assert came_back(world, entry.trace, entry.amount.cents).handled_at is None


def a_new_account(world: World) -> None:
    """Entered and approved on the day of the return, verified ten days later."""
    with transaction(world.engine) as session:
        entered = bank_accounts.enter(
            session,
            world.doing(world.provider.admin, RETURN_DAY),
            world.agency.id,
            details("000987654321"),
            world.keyring,
        )
        bank_accounts.approve(session, world.doing(world.agency.officer, RETURN_DAY), entered.id)
    with transaction(world.engine) as session:
        later = world.doing(SYSTEM, RETURN_DAY + timedelta(days=10))
        bank_accounts.verify(session, later, entered.id)


def test_a_verified_account_makes_it_approved_again(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.RETURNED)
    a_new_account(world)
    assert look(world, request_id).place is Place.APPROVED


def test_an_account_that_was_there_before_the_return_pays_at_once(engine: Engine) -> None:
    """The provider changed banks while the payment was under way."""
    world = a_world(engine)
    request_id = a_request(world, Place.PAID)
    a_new_account(world)
    returned(world, request_id, now=RETURN_DAY + timedelta(days=11))
    assert look(world, request_id).place is Place.APPROVED


def test_a_re_issue_has_a_trace_of_its_own(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    a_new_account(world)
    with transaction(engine) as session:
        batching.build(session, world.doing(world.agency.officer, NEXT_RUN))
    first, second = rows(world, Entry)
    assert (first.state, second.state, first.trace < second.trace) == (
        EntryState.RETURNED,
        EntryState.LIVE,
        True,
    )


def test_a_re_issue_is_no_new_request(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.RETURNED)
    a_new_account(world)
    with transaction(engine) as session:
        batching.build(session, world.doing(world.agency.officer, NEXT_RUN))
    assert (len(rows(world, Request)), len(versions(world, request_id))) == (1, 1)


def test_a_re_issue_goes_to_the_new_account(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    a_new_account(world)
    with transaction(engine) as session:
        batching.build(session, world.doing(world.agency.officer, NEXT_RUN))
    accounts = {account.id: account.last4 for account in rows(world, BankAccount)}
    assert [accounts[entry.bank_account_id] for entry in rows(world, Entry)] == ["6789", "4321"]


def test_the_money_of_a_re_issue_is_scheduled_again(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    a_new_account(world)
    with transaction(engine) as session:
        batching.build(session, world.doing(world.agency.officer, NEXT_RUN))
    assert balances(world) == {
        "approved": "-950.00",
        "owed_again": "-950.00",
        "settled": "950.00",
        "scheduled": "950.00",
    }
