"""Races about one change of bank details on PostgreSQL: one wins, the others are told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.actions import bank_account_stops, bank_accounts, batching, releasing
from provportal.domain.bank_account import AccountState, Stop
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.integrity import check
from provportal.store.bank_account import BankAccount
from provportal.store.notice import Notice
from provportal.store.reads import active_account
from provportal.store.session import reading, transaction
from tests.actions.seen import rows
from tests.given import NOW, RUN_DAY, World, a_world, details
from tests.given_requests import a_request, batch_of
from tests.races.racing import THREADS, Runner, race, told

HALF = THREADS // 2
LATER = NOW + timedelta(days=10)


def a_change(world: World) -> str:
    with transaction(world.engine) as session:
        admin = world.doing(world.provider.admin)
        typed = details("000987654321")
        return bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring).id


def approve(world: World, account_id: str) -> Runner:
    officer = world.doing(world.agency.officer)
    return lambda session: bank_accounts.approve(session, officer, account_id)


def refuse(world: World, account_id: str) -> Runner:
    officer = world.doing(world.agency.other_officer)
    return lambda session: bank_account_stops.refuse(
        session, officer, account_id, Stop.NOT_CONFIRMED, "Nobody answered."
    )


def take_back(world: World, account_id: str) -> Runner:
    admin = world.doing(world.provider.admin)
    return lambda session: bank_account_stops.take_back(session, admin, account_id)


def freeze(world: World, account_id: str) -> Runner:
    admin = world.doing(world.provider.admin)
    return lambda session: bank_account_stops.freeze(session, admin, account_id)


def verify(world: World, account_id: str) -> Runner:
    later = world.doing(SYSTEM, LATER)
    return lambda session: bank_accounts.verify(session, later, account_id)


def state_of(world: World, account_id: str) -> AccountState:
    [account] = rows(world, BankAccount, BankAccount.id == account_id)
    return account.state


def test_two_stops_at_once_have_one_winner(postgresql: Engine) -> None:
    world = a_world(postgresql)
    account_id = a_change(world)
    runners = [refuse(world, account_id), take_back(world, account_id)] * HALF
    assert told(race(postgresql, runners)) == Counter(done=1, NotAllowed=THREADS - 1)
    assert check(postgresql).ok


@pytest.mark.parametrize("stop", [refuse, take_back, freeze])
def test_approving_and_stopping_at_once_end_stopped(
    postgresql: Engine, stop: Callable[[World, str], Runner]
) -> None:
    """An approved change can still be stopped, a stopped one never approved: one stop wins."""
    world = a_world(postgresql)
    account_id = a_change(world)
    runners = [approve(world, account_id), stop(world, account_id)] * HALF
    answers = race(postgresql, runners)
    assert told(answers[1::2]) == Counter(done=1, NotAllowed=HALF - 1)
    assert told(answers[::2])["done"] <= 1
    assert set(told(answers)) == {"done", "NotAllowed"}
    assert state_of(world, account_id) is AccountState.BLOCKED
    assert check(postgresql).ok


@pytest.mark.parametrize("stop", [refuse, take_back])
def test_starting_and_stopping_at_once_have_one_winner(
    postgresql: Engine, stop: Callable[[World, str], Runner]
) -> None:
    world = a_world(postgresql)
    account_id = a_change(world)
    with transaction(postgresql) as session:
        approve(world, account_id)(session)
    runners = [verify(world, account_id), stop(world, account_id)] * HALF
    answers = race(postgresql, runners)
    stopped = told(answers[1::2])["done"]
    expected = AccountState.BLOCKED if stopped else AccountState.ACTIVE
    assert stopped <= 1
    assert state_of(world, account_id) is expected
    assert check(postgresql).ok


def test_of_many_changes_entered_at_once_one_waits(postgresql: Engine) -> None:
    world = a_world(postgresql)
    admin = world.doing(world.provider.admin)

    def enter(nth: int, session: Session) -> object:
        typed = details(f"00098765432{nth}")
        return bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)

    answers = race(postgresql, [partial(enter, nth) for nth in range(THREADS)])
    waiting = rows(world, BankAccount, BankAccount.state == AccountState.ENTERED)
    assert told(answers) == Counter(done=THREADS)
    assert [account.version for account in waiting] == [THREADS + 1]
    assert check(postgresql).ok


def test_one_change_sent_by_eight_clicks_is_entered_and_told_once(postgresql: Engine) -> None:
    world = a_world(postgresql)
    before = len(rows(world, Notice))
    admin, typed = world.doing(world.provider.admin), details("000987654321")
    answers = race(
        postgresql,
        [lambda s: bank_accounts.enter(s, admin, world.agency.id, typed, world.keyring)] * THREADS,
    )
    assert told(answers) == Counter(done=THREADS)
    assert (len(rows(world, BankAccount)), len(rows(world, Notice))) == (2, before + 1)


def test_nothing_is_sent_to_an_account_frozen_at_the_same_moment(postgresql: Engine) -> None:
    """Either the release came first, or it is refused; never a frozen account released after."""
    world = a_world(postgresql)
    request_id = a_request(world, Place.APPROVED)
    with transaction(postgresql) as session:
        batching.build(session, world.doing(world.agency.officer, RUN_DAY))
    batch_id = batch_of(world, request_id)
    with reading(postgresql) as session:
        account = active_account(session, world.agency.id, world.provider.id)
    assert account is not None
    other = world.doing(world.agency.other_officer, RUN_DAY)

    def release(session: Session) -> object:
        return releasing.release(session, other, batch_id)

    answers = race(postgresql, [release, freeze(world, account.id)] * HALF)
    assert told(answers[1::2]) == Counter(done=1, NotAllowed=HALF - 1)
    assert set(told(answers)) == {"done", "NotAllowed"}
    assert state_of(world, account.id) is AccountState.SUSPENDED
