"""Bank accounts: entered by one, approved by another, verified after three banking days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from provportal.actions import bank_accounts
from provportal.actions.bank_accounts import DetailsFault
from provportal.actions.moving import SamePerson
from provportal.actions.promises import Job
from provportal.domain.bank_account import AccountState, Stop
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import SYSTEM, Actor, Role
from provportal.store.bank_account import BankAccount
from provportal.store.outbox import Outbox
from provportal.store.reads import NotFound
from provportal.store.row import new_id
from provportal.store.session import transaction
from tests import given
from tests.actions.deeds import also
from tests.actions.seen import audited, rows
from tests.given import NOW, World, a_world, details

VERIFIED = NOW + timedelta(days=3)
"""Friday 6 November: the third banking day after Tuesday."""


def entered(world: World, account: str = "000987654321", by: Actor | None = None) -> str:
    with transaction(world.engine) as session:
        context = world.doing(by or world.provider.admin)
        typed = details(account)
        return bank_accounts.enter(session, context, world.agency.id, typed, world.keyring).id


def approved(world: World, account_id: str, by: Actor | None = None) -> None:
    with transaction(world.engine) as session:
        bank_accounts.approve(session, world.doing(by or world.agency.officer), account_id)


def verified(world: World, account_id: str) -> None:
    with transaction(world.engine) as session:
        bank_accounts.verify(session, world.doing(SYSTEM, VERIFIED), account_id)


def states(world: World) -> dict[int, AccountState]:
    return {account.version: account.state for account in rows(world, BankAccount)}


def test_a_new_account_is_a_new_version(engine: Engine) -> None:
    world = a_world(engine)
    entered(world)
    assert states(world) == {1: AccountState.ACTIVE, 2: AccountState.ENTERED}


def test_the_numbers_are_sealed_for_their_row(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    [account] = rows(world, BankAccount, BankAccount.id == account_id)
    opened = world.keyring.open_(account.account_sealed, "bank_account", account_id, "account")
    assert (opened, account.last4, "987654321" in account.account_sealed) == (
        "000987654321",
        "4321",
        False,
    )


def test_the_audit_log_knows_the_last_four_alone(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    assert audited(world, account_id) == [
        ("bank_account.enter", {"version": 2, "last4": "4321", "told": 1})
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (details(routing_number="122000167"), "routing_number"),
        (details(account=""), "account_number"),
        (details(holder_name="陳淑芬"), "holder_name"),
    ],
)
def test_a_wrong_detail_is_refused_at_its_field(
    sqlite: Engine, wrong: bank_accounts.Details, field: str
) -> None:
    world = a_world(sqlite)
    admin = world.doing(world.provider.admin)
    with pytest.raises(DetailsFault) as caught, transaction(sqlite) as session:
        bank_accounts.enter(session, admin, world.agency.id, wrong, world.keyring)
    assert caught.value.field == field


def test_a_biller_enters_no_account(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed):
        entered(world, by=world.provider.biller)


def test_without_a_contract_the_agency_is_not_found(engine: Engine) -> None:
    world = a_world(engine)
    stranger = given.a_provider(engine, given.an_agency(engine))
    with pytest.raises(NotFound, match="agency"):
        entered(world, by=stranger.admin)


def test_an_approved_account_waits_three_banking_days(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    approved(world, account_id)
    [account] = rows(world, BankAccount, BankAccount.id == account_id)
    assert (account.state, account.verify_on) == (AccountState.WAITING, date(2026, 11, 6))


def test_the_verification_is_promised_for_the_opening_of_that_day(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    approved(world, account_id)
    [promised] = rows(world, Outbox, Outbox.subject_id == account_id)
    assert (promised.job, promised.due_at.isoformat()) == (
        Job.VERIFY_ACCOUNT,
        "2026-11-06T13:30:00+00:00",
    )


def test_who_entered_it_does_not_approve(engine: Engine) -> None:
    """By person: the provider's admin is an officer of the agency as well."""
    world = a_world(engine)
    account_id = entered(world)
    with pytest.raises(SamePerson):
        approved(world, account_id, by=also(world.provider.admin, Role.PAYMENT_OFFICER, world))


@pytest.mark.parametrize("duty", ["reviewer", "approver", "program_admin", "auditor"])
def test_only_a_payment_officer_approves(sqlite: Engine, duty: str) -> None:
    world = a_world(sqlite)
    account_id = entered(world)
    with pytest.raises(NotAllowed):
        approved(world, account_id, by=world.agency.staff[duty])


def test_a_provider_does_not_approve(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    with pytest.raises(NotAllowed):
        approved(world, account_id, by=world.provider.admin)


def test_a_strangers_account_answers_like_a_missing_one(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    elsewhere = given.an_agency(engine)
    others = [elsewhere.officer, given.a_provider(engine, elsewhere).admin]
    said = set()
    for actor in others:
        for row_id in (account_id, new_id()):
            with pytest.raises(NotFound) as caught:
                approved(world, row_id, by=actor)
            said.add(str(caught.value))
    assert said == {"We could not find that bank account"}


def test_nothing_is_verified_too_early(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    approved(world, account_id)
    early = world.doing(SYSTEM, VERIFIED - timedelta(days=1))
    with pytest.raises(NotAllowed, match="too early"), transaction(engine) as session:
        bank_accounts.verify(session, early, account_id)


def test_a_verified_account_replaces_the_one_before(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    approved(world, account_id)
    verified(world, account_id)
    assert states(world) == {1: AccountState.REPLACED, 2: AccountState.ACTIVE}


def test_verified_twice_is_harmless(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    approved(world, account_id)
    for _ in range(2):
        verified(world, account_id)
    assert states(world)[2] is AccountState.ACTIVE


def test_a_newer_change_takes_the_place_of_one_that_waits(engine: Engine) -> None:
    world = a_world(engine)
    first = entered(world)
    approved(world, first)
    entered(world, "000111222333")
    assert states(world) == {
        1: AccountState.ACTIVE,
        2: AccountState.BLOCKED,
        3: AccountState.ENTERED,
    }


def test_what_was_overtaken_says_so(engine: Engine) -> None:
    world = a_world(engine)
    first = entered(world)
    entered(world, "000111222333")
    [account] = rows(world, BankAccount, BankAccount.id == first)
    assert (account.stopped_because, account.stopped_at) == (Stop.NEWER, NOW)


def test_what_was_overtaken_is_never_verified(engine: Engine) -> None:
    world = a_world(engine)
    first = entered(world)
    approved(world, first)
    entered(world, "000111222333")
    verified(world, first)
    assert states(world)[2] is AccountState.BLOCKED


def test_the_same_change_sent_twice_is_entered_once(engine: Engine) -> None:
    world = a_world(engine)
    assert entered(world) == entered(world)
    assert len(rows(world, BankAccount)) == 2


def test_the_same_number_under_another_name_is_another_change(engine: Engine) -> None:
    """R03 may mean the name: then only the name is put right."""
    world = a_world(engine)
    typed = details(holder_name="Rosa Lopez")
    with transaction(engine) as session:
        admin = world.doing(world.provider.admin)
        bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)
    assert states(world) == {1: AccountState.ACTIVE, 2: AccountState.ENTERED}


def test_the_account_that_we_have_is_no_change(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(DetailsFault) as caught:
        entered(world, "000123456789")
    assert (caught.value.field, caught.value.code) == ("account_number", "unchanged")


def test_blanks_and_dashes_are_left_out_and_zeros_stay(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world, "000 987-654")
    [account] = rows(world, BankAccount, BankAccount.id == account_id)
    opened = world.keyring.open_(account.account_sealed, "bank_account", account_id, "account")
    assert opened == "000987654"


def test_an_approval_says_when(engine: Engine) -> None:
    world = a_world(engine)
    account_id = entered(world)
    approved(world, account_id)
    [account] = rows(world, BankAccount, BankAccount.id == account_id)
    assert account.approved_at == NOW
