"""Accounts that do not go on: refused, taken back, frozen; and a frozen one paid again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from provportal.actions import bank_account_stops, bank_accounts
from provportal.domain.bank_account import AccountState, Stop
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Actor
from provportal.store.bank_account import BankAccount
from provportal.store.reads import NotFound
from provportal.store.session import transaction
from tests import given
from tests.actions.seen import audited, rows
from tests.given import NOW, World, a_world, details
from tests.given_requests import RETURN_DAY, a_request, batch_of, look, released

NUMBER = "000987654321"


def a_change(world: World, *, approved: bool = False) -> str:
    """A second account of the provider, entered; approved when told so. Returns its id."""
    with transaction(world.engine) as session:
        admin = world.doing(world.provider.admin)
        typed = details(NUMBER)
        entered = bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)
        if approved:
            bank_accounts.approve(session, world.doing(world.agency.officer), entered.id)
    return entered.id


def refused(world: World, account_id: str, by: Actor | None = None) -> None:
    with transaction(world.engine) as session:
        officer = world.doing(by or world.agency.officer)
        bank_account_stops.refuse(
            session, officer, account_id, Stop.NOT_CONFIRMED, "Nobody answered when we called."
        )


def taken_back(world: World, account_id: str, by: Actor | None = None) -> None:
    with transaction(world.engine) as session:
        admin = world.doing(by or world.provider.admin)
        bank_account_stops.take_back(session, admin, account_id)


def frozen(world: World, account_id: str, by: Actor | None = None) -> None:
    with transaction(world.engine) as session:
        admin = world.doing(by or world.provider.admin)
        bank_account_stops.freeze(session, admin, account_id)


def reinstated(world: World, account_id: str, by: Actor | None = None) -> None:
    with transaction(world.engine) as session:
        officer = world.doing(by or world.agency.officer, RETURN_DAY)
        bank_account_stops.reinstate(session, officer, account_id, "Called: it is theirs.")


def account(world: World, account_id: str) -> BankAccount:
    [found] = rows(world, BankAccount, BankAccount.id == account_id)
    return found


def the_active(world: World) -> str:
    return rows(world, BankAccount, BankAccount.state == AccountState.ACTIVE)[0].id


@pytest.mark.parametrize("approved", [False, True], ids=["entered", "approved"])
@pytest.mark.parametrize(
    ("stop", "because"),
    [(refused, Stop.NOT_CONFIRMED), (taken_back, Stop.TAKEN_BACK), (frozen, Stop.NOT_US)],
    ids=["refused", "taken back", "frozen"],
)
def test_a_change_can_be_stopped_until_it_starts(
    engine: Engine, stop: Callable[[World, str], None], because: Stop, approved: bool
) -> None:
    world = a_world(engine)
    account_id = a_change(world, approved=approved)
    stop(world, account_id)
    found = account(world, account_id)
    assert (found.state, found.stopped_because, found.stopped_at) == (
        AccountState.BLOCKED,
        because,
        NOW,
    )


def test_payments_stay_with_the_account_before(engine: Engine) -> None:
    world = a_world(engine)
    before = the_active(world)
    frozen(world, a_change(world))
    assert the_active(world) == before


def test_what_was_stopped_is_never_verified(engine: Engine) -> None:
    world = a_world(engine)
    account_id = a_change(world, approved=True)
    taken_back(world, account_id)
    with transaction(engine) as session:
        later = world.doing(SYSTEM, NOW + timedelta(days=10))
        bank_accounts.verify(session, later, account_id)
    assert account(world, account_id).state is AccountState.BLOCKED


def test_the_officers_words_are_kept_for_the_provider(engine: Engine) -> None:
    world = a_world(engine)
    account_id = a_change(world)
    refused(world, account_id)
    assert account(world, account_id).stopped_note == "Nobody answered when we called."


def test_the_audit_log_says_why(engine: Engine) -> None:
    world = a_world(engine)
    account_id = a_change(world)
    frozen(world, account_id)
    assert audited(world, account_id)[-1] == (
        "bank_account.refuse",
        {"state": "blocked", "version": 2, "because": "not_us"},
    )


def test_a_started_account_that_is_frozen_is_paid_no_more(engine: Engine) -> None:
    world = a_world(engine)
    account_id = the_active(world)
    frozen(world, account_id)
    found = account(world, account_id)
    assert (found.state, found.stopped_because) == (AccountState.SUSPENDED, Stop.NOT_US)


def test_only_a_change_on_its_way_is_taken_back(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed):
        taken_back(world, the_active(world))


@pytest.mark.parametrize("stop", [refused, taken_back, frozen])
def test_what_was_stopped_is_not_stopped_again(
    engine: Engine, stop: Callable[[World, str], None]
) -> None:
    world = a_world(engine)
    account_id = a_change(world)
    taken_back(world, account_id)
    with pytest.raises(NotAllowed):
        stop(world, account_id)


@pytest.mark.parametrize("duty", ["reviewer", "approver", "program_admin", "auditor"])
def test_only_a_payment_officer_of_the_staff_refuses(sqlite: Engine, duty: str) -> None:
    world = a_world(sqlite)
    with pytest.raises(NotAllowed):
        refused(world, a_change(world), by=world.agency.staff[duty])


def test_an_admin_does_not_refuse_with_an_officers_reason(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed):
        refused(world, a_change(world), by=world.provider.admin)


@pytest.mark.parametrize("stop", [taken_back, frozen])
def test_a_biller_stops_nothing(engine: Engine, stop: Callable[..., None]) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed):
        stop(world, a_change(world), by=world.provider.biller)


def test_an_officer_takes_nothing_back(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed):
        taken_back(world, a_change(world), by=world.agency.officer)


@pytest.mark.parametrize("stop", [refused, taken_back, frozen, reinstated])
def test_anothers_account_answers_like_a_missing_one(
    engine: Engine, stop: Callable[..., None]
) -> None:
    world = a_world(engine)
    account_id = a_change(world)
    elsewhere = given.an_agency(engine)
    stranger = elsewhere.officer
    if stop in (taken_back, frozen):
        stranger = given.a_provider(engine, elsewhere).admin
    with pytest.raises(NotFound):
        stop(world, account_id, by=stranger)


def test_a_frozen_account_can_be_paid_again(engine: Engine) -> None:
    world = a_world(engine)
    account_id = the_active(world)
    frozen(world, account_id)
    reinstated(world, account_id)
    found = account(world, account_id)
    assert (found.state, found.stopped_because, found.stopped_at) == (
        AccountState.ACTIVE,
        None,
        None,
    )


def test_what_the_bank_returned_is_paid_again_with_a_reinstated_account(engine: Engine) -> None:
    """The bank was wrong: the officer says so, and no new account is needed."""
    world = a_world(engine)
    account_id = the_active(world)
    request_id = a_request(world, Place.RETURNED)
    reinstated(world, account_id)
    assert look(world, request_id).place is Place.APPROVED
    assert account(world, account_id).fault_code is None


def test_an_account_that_another_has_followed_stays_away(engine: Engine) -> None:
    world = a_world(engine)
    before = the_active(world)
    frozen(world, before)
    with transaction(engine) as session:
        admin = world.doing(world.provider.admin)
        new = bank_accounts.enter(session, admin, world.agency.id, details(NUMBER), world.keyring)
        bank_accounts.approve(session, world.doing(world.agency.officer), new.id)
        later = world.doing(SYSTEM, NOW + timedelta(days=10))
        bank_accounts.verify(session, later, new.id)
    with pytest.raises(NotAllowed):
        reinstated(world, before)


def test_an_admin_does_not_reinstate(engine: Engine) -> None:
    world = a_world(engine)
    account_id = the_active(world)
    frozen(world, account_id)
    with pytest.raises(NotAllowed):
        reinstated(world, account_id, by=world.provider.admin)


def test_a_reinstated_account_says_why_in_the_audit_log(engine: Engine) -> None:
    world = a_world(engine)
    account_id = the_active(world)
    frozen(world, account_id)
    reinstated(world, account_id)
    assert audited(world, account_id)[-1] == (
        "bank_account.reinstate",
        {"state": "active", "version": 1, "note": "Called: it is theirs."},
    )


def test_a_run_built_before_an_account_was_frozen_is_not_released(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    frozen(world, the_active(world))
    with pytest.raises(NotAllowed, match="paid no more"):
        released(world, batch_of(world, request_id))
