"""Races for one code and one try on PostgreSQL: one wins, the others are refused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.actions import second_factor, throttling
from provportal.actions.one_time_codes import code_at
from provportal.actions.second_factor import Passed
from provportal.store.second_factor import take_step
from provportal.store.sign_in import SignInWindow
from tests.actions.seen import rows
from tests.actions.test_second_factor import AT, a_session, codes_of, with_app
from tests.given import World, a_world
from tests.races.racing import THREADS, Runner, race


def tries(world: World, typed: str, at: datetime = AT) -> list[Runner]:
    """Eight sessions of one officer, in each of which the same is typed."""
    officer = world.agency.officer

    def trying(held: str) -> Runner:
        def run(session: Session) -> object:
            context, ring = world.doing(officer), world.keyring
            return second_factor.prove(session, context, ring, held, typed, at)

        return run

    return [trying(a_session(world, officer)) for _ in range(THREADS)]


def winners(answers: list[object]) -> int:
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    return sum(isinstance(answer, Passed) for answer in answers)


def test_of_eight_tries_with_one_code_one_passes(postgresql: Engine) -> None:
    world = a_world(postgresql)
    seed = with_app(world, world.agency.officer)
    assert winners(race(postgresql, tries(world, code_at(seed, AT)))) == 1


def test_of_eight_tries_with_one_recovery_code_one_passes(postgresql: Engine) -> None:
    world = a_world(postgresql)
    with_app(world, world.agency.officer)
    code = codes_of(world, world.agency.officer)[0]
    assert winners(race(postgresql, tries(world, code))) == 1


def test_a_step_is_taken_once_without_any_other_lock(postgresql: Engine) -> None:
    """The one statement keeps it by itself."""
    world = a_world(postgresql)
    officer = world.agency.officer
    with_app(world, officer)
    step = int(AT.timestamp()) // 30 + 5
    taken = race(postgresql, [lambda s: take_step(s, str(officer.person_id), step)] * THREADS)
    assert sorted(map(bool, taken)) == [False] * (THREADS - 1) + [True]


def test_failures_at_once_are_all_counted_by_address_and_overall(postgresql: Engine) -> None:
    """At eight accounts and from two addresses, so that their locks meet in every order."""
    sources = [throttling.Source(f"account {n}", f"address {n % 2}") for n in range(THREADS)]

    def failing(source: throttling.Source) -> Runner:
        return lambda session: throttling.count_failure_from(session, source, AT)

    assert race(postgresql, [failing(source) for source in sources]) == [None] * THREADS
    counted = {row.name: row.failures for row in rows(a_world(postgresql), SignInWindow)}
    assert counted == {"address 0": 4, "address 1": 4, throttling.EVERYWHERE: 8}
