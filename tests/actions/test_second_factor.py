"""The second factor as actions: set up, passed once, taken away; and whose sign-in ends when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import people, second_factor, sessions
from provportal.actions.moving import SamePerson
from provportal.actions.one_time_codes import STEP_SECONDS, code_at
from provportal.actions.second_factor import Passed, Proof
from provportal.actions.sessions import Opened, Standing
from provportal.actions.throttling import FREE_TRIES, MOST_FAILURES, Wait
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Actor
from provportal.store.audit import AuditEvent
from provportal.store.person import Person
from provportal.store.reads import NotFound
from provportal.store.row import new_id
from provportal.store.second_factor import (
    RecoveryCode,
    SecondFactor,
    pending_seed,
    recovery_codes_left,
)
from provportal.store.session import reading, transaction
from provportal.store.sign_in import SignInSession
from provportal.store.tables import METADATA
from tests import given
from tests.actions.seen import rows
from tests.given import World, a_world

AT = datetime.fromisoformat("2026-11-09T17:00:10+00:00")
STEP = timedelta(seconds=STEP_SECONDS)


def a_session(world: World, actor: Actor, at: datetime = AT) -> str:
    """A session in which the password was right; its id."""
    standing = Standing(str(actor.person_id), None, "Firefox, Linux", at)
    with transaction(world.engine) as session:
        return sessions.open_session(session, standing, at).session_id


def begun(world: World, actor: Actor) -> str:
    """The seed of a set-up that waits for its first code."""
    with transaction(world.engine) as session:
        second_factor.begin(session, world.doing(actor), world.keyring, str(actor.person_id))
    with reading(world.engine) as session:
        return str(pending_seed(session, world.keyring, str(actor.person_id)))


def confirmed(world: World, actor: Actor, code: str, at: datetime = AT) -> list[str] | None:
    """The recovery codes, when the first code fits."""
    person_id = str(actor.person_id)
    with transaction(world.engine) as session:
        return second_factor.confirm(
            session, world.doing(actor), world.keyring, person_id, code, at
        )


def with_app(world: World, actor: Actor) -> str:
    """Set up an app a step ago; its seed."""
    seed = begun(world, actor)
    assert confirmed(world, actor, code_at(seed, AT - STEP))
    return seed


def proved(
    world: World, actor: Actor, typed: str, at: datetime = AT, session_id: str = ""
) -> Passed | Wait | None:
    """Try to pass the factor, in a new session unless one is named."""
    held = session_id or a_session(world, actor, at)
    with transaction(world.engine) as session:
        return second_factor.prove(session, world.doing(actor), world.keyring, held, typed, at)


def ended(world: World) -> dict[str, bool]:
    return {row.id: row.ended_at is not None for row in rows(world, SignInSession)}


@pytest.fixture
def world(engine: Engine) -> World:
    return a_world(engine)


@pytest.fixture
def officer(world: World) -> Actor:
    return world.agency.officer


def test_a_code_passes_once(world: World, officer: Actor) -> None:
    code = code_at(with_app(world, officer), AT)
    first, again = proved(world, officer, code), proved(world, officer, code)
    assert isinstance(first, Passed)
    assert again is None


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_step_on_either_side_passes(world: World, officer: Actor, drift: int) -> None:
    seed = with_app(world, officer)
    later = AT + 10 * STEP
    assert isinstance(proved(world, officer, code_at(seed, later + drift * STEP), later), Passed)


@pytest.mark.parametrize("drift", [-2, 2])
def test_two_steps_off_do_not_pass(world: World, officer: Actor, drift: int) -> None:
    seed = with_app(world, officer)
    later = AT + 10 * STEP
    assert proved(world, officer, code_at(seed, later + drift * STEP), later) is None


def test_an_older_code_does_not_pass_after_a_newer(world: World, officer: Actor) -> None:
    seed = with_app(world, officer)
    later = AT + 10 * STEP
    assert isinstance(proved(world, officer, code_at(seed, later), later), Passed)
    assert proved(world, officer, code_at(seed, later - STEP), later) is None


def test_the_code_that_confirmed_the_app_is_used_up(world: World, officer: Actor) -> None:
    seed = begun(world, officer)
    code = code_at(seed, AT)
    assert confirmed(world, officer, code)
    assert proved(world, officer, code) is None


def test_passing_gives_a_new_session_and_the_old_one_is_dead(world: World, officer: Actor) -> None:
    seed, old = with_app(world, officer), a_session(world, officer)
    passed = proved(world, officer, code_at(seed, AT), session_id=old)
    assert isinstance(passed, Passed)
    assert ended(world) == {old: True, passed.opened.session_id: False}
    [new] = rows(world, SignInSession, SignInSession.id == passed.opened.session_id)
    assert new.factor_at == AT


def test_in_an_ended_session_nothing_passes(world: World, officer: Actor) -> None:
    seed, old = with_app(world, officer), a_session(world, officer)
    with transaction(world.engine) as session:
        sessions.sign_out(session, world.doing(officer), old, AT)
    assert proved(world, officer, code_at(seed, AT), session_id=old) is None
    enrolled = enrol(world, officer, old, code_at(begun(world, officer), AT))
    assert enrolled is None


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "１２３４５６", "abcdef", "-1", "\ud800"]
)
def test_what_is_no_code_does_not_pass(world: World, officer: Actor, typed: str) -> None:
    with_app(world, officer)
    assert proved(world, officer, typed) is None


def test_a_code_may_have_spaces(world: World, officer: Actor) -> None:
    code = code_at(with_app(world, officer), AT)
    assert isinstance(proved(world, officer, f" {code[:3]} {code[3:]} "), Passed)


def test_without_an_app_nothing_passes(world: World, officer: Actor) -> None:
    assert proved(world, officer, "123456") is None


def test_an_app_that_was_not_confirmed_does_not_count(world: World, officer: Actor) -> None:
    assert proved(world, officer, code_at(begun(world, officer), AT)) is None


def test_a_wrong_first_code_confirms_nothing(world: World, officer: Actor) -> None:
    seed = begun(world, officer)
    assert confirmed(world, officer, "000000") is None
    assert begun(world, officer) != seed


def test_nothing_is_confirmed_that_was_not_begun(world: World, officer: Actor) -> None:
    assert confirmed(world, officer, "000000") is None


def test_the_old_phone_goes_on_until_the_new_one_is_confirmed(world: World, officer: Actor) -> None:
    old, new = with_app(world, officer), begun(world, officer)
    assert isinstance(proved(world, officer, code_at(old, AT)), Passed)
    later = AT + 10 * STEP
    assert confirmed(world, officer, code_at(new, later), later)
    assert proved(world, officer, code_at(old, later + STEP), later + STEP) is None


def enrol(world: World, actor: Actor, held: str, code: str) -> second_factor.Enrolled | None:
    with transaction(world.engine) as session:
        return second_factor.enrol(session, world.doing(actor), world.keyring, held, code, AT)


def test_a_new_app_ends_all_other_sessions(world: World, officer: Actor) -> None:
    other, held = a_session(world, officer), a_session(world, officer)
    enrolled = enrol(world, officer, held, code_at(begun(world, officer), AT))
    assert enrolled is not None
    assert ended(world) == {other: True, held: True, enrolled.opened.session_id: False}


def test_a_wrong_first_code_ends_no_session(world: World, officer: Actor) -> None:
    held = a_session(world, officer)
    begun(world, officer)
    assert enrol(world, officer, held, "000000") is None
    assert ended(world) == {held: False}


def codes_of(world: World, actor: Actor) -> list[str]:
    with transaction(world.engine) as session:
        context = world.doing(actor)
        return second_factor.make_recovery_codes(session, context, str(actor.person_id))


def test_a_recovery_code_passes_once(world: World, officer: Actor) -> None:
    with_app(world, officer)
    code = codes_of(world, officer)[0]
    first = proved(world, officer, code.lower().replace("-", " "))
    assert isinstance(first, Passed)
    assert first.by is Proof.RECOVERY_CODE
    assert proved(world, officer, code) is None
    with reading(world.engine) as session:
        assert recovery_codes_left(session, str(officer.person_id)) == 9


def test_new_recovery_codes_kill_the_ones_before(world: World, officer: Actor) -> None:
    with_app(world, officer)
    old, new = codes_of(world, officer), codes_of(world, officer)
    assert proved(world, officer, old[0]) is None
    assert isinstance(proved(world, officer, new[0]), Passed)


def test_a_recovery_code_is_its_owners_alone(world: World, officer: Actor) -> None:
    other = world.agency.other_officer
    with_app(world, officer)
    with_app(world, other)
    assert proved(world, other, codes_of(world, officer)[0]) is None


def everything(world: World) -> str:
    """Every value of every table, as text."""
    with world.engine.connect() as connection:
        tables = METADATA.sorted_tables
        return repr([connection.execute(sa.select(table)).all() for table in tables])


def test_the_database_holds_neither_seed_nor_recovery_code(world: World, officer: Actor) -> None:
    seed = with_app(world, officer)
    codes = codes_of(world, officer)
    held = everything(world)
    assert len(codes) == len(set(codes)) == 10
    assert all(code not in held and code.replace("-", "") not in held for code in codes)
    assert seed not in held
    assert seed[:16] not in held


def test_wrong_codes_make_one_wait_and_the_right_one_too(world: World, officer: Actor) -> None:
    seed = with_app(world, officer)
    assert [proved(world, officer, "000000") for _ in range(FREE_TRIES)] == [None] * FREE_TRIES
    wait = proved(world, officer, code_at(seed, AT))
    assert wait == Wait(AT + timedelta(seconds=1))
    later = AT + timedelta(seconds=1)
    assert isinstance(proved(world, officer, code_at(seed, later), later), Passed)
    assert proved(world, officer, "000000", later) is None


def test_after_a_hundred_wrong_codes_none_is_taken(world: World, officer: Actor) -> None:
    seed, at = with_app(world, officer), AT
    for _ in range(MOST_FAILURES):
        at += timedelta(minutes=16)
        assert proved(world, officer, "000000", at) is None
    at += timedelta(days=1)
    assert proved(world, officer, code_at(seed, at), at) == Wait(None)


def audited(world: World, person_id: str | None) -> list[str]:
    about = rows(world, AuditEvent, AuditEvent.subject_id == person_id)
    return [row.action for row in about if row.action.startswith(("factor", "person.dis"))]


def test_everything_about_a_factor_is_audited(world: World, officer: Actor) -> None:
    seed = with_app(world, officer)
    proved(world, officer, code_at(seed, AT))
    for _ in range(FREE_TRIES + 1):
        proved(world, officer, "000000")
    confirmed(world, officer, "000000")
    assert audited(world, officer.person_id) == [
        "factor.begun",
        "factor.enrolled",
        "factor.recovery_codes",
        "factor.passed",
        *["factor.refused"] * FREE_TRIES,
        "factor.throttled",
        "factor.not_confirmed",
    ]


def of_people(world: World, actor: Actor, deed: Any, person_id: str | None) -> None:
    with transaction(world.engine) as session:
        deed(session, world.doing(actor), str(person_id), AT)


DEEDS = (people.disable, people.take_factor_away)


def test_a_program_admin_takes_a_lost_factor_away(world: World, officer: Actor) -> None:
    seed, held = with_app(world, officer), a_session(world, officer)
    of_people(world, world.agency.program_admin, people.take_factor_away, officer.person_id)
    assert ended(world) == {held: True}
    assert proved(world, officer, code_at(seed, AT)) is None
    [factor] = rows(world, SecondFactor)
    assert factor.enrolled_at is None
    assert rows(world, RecoveryCode) == []
    assert "factor.taken_away" in audited(world, officer.person_id)


def test_who_never_had_a_factor_can_be_helped_all_the_same(world: World, officer: Actor) -> None:
    held = a_session(world, officer)
    of_people(world, world.agency.program_admin, people.take_factor_away, officer.person_id)
    assert ended(world) == {held: True}


def test_disabling_a_person_ends_their_sessions_once(world: World) -> None:
    biller = world.provider.biller
    held = a_session(world, biller)
    for _ in range(2):
        of_people(world, world.agency.program_admin, people.disable, biller.person_id)
    assert ended(world) == {held: True}
    [person] = rows(world, Person, Person.id == biller.person_id)
    assert person.disabled_at == given.NOW
    assert audited(world, biller.person_id) == ["person.disabled"]


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_does_it_to_oneself(world: World, deed: Any) -> None:
    admin = world.agency.program_admin
    with pytest.raises(SamePerson):
        of_people(world, admin, deed, admin.person_id)


@pytest.mark.parametrize("deed", DEEDS)
def test_another_role_does_not(world: World, officer: Actor, deed: Any) -> None:
    with pytest.raises(NotAllowed):
        of_people(world, officer, deed, world.agency.reviewer.person_id)


@pytest.mark.parametrize("deed", DEEDS)
def test_people_of_another_agency_are_not_found(world: World, deed: Any) -> None:
    other = given.an_agency(world.engine)
    strangers = (other.officer, given.a_provider(world.engine, other).admin)
    for person_id in (*(one.person_id for one in strangers), new_id()):
        with pytest.raises(NotFound):
            of_people(world, world.agency.program_admin, deed, person_id)


def opened_for(world: World, actor: Actor) -> Opened:
    with transaction(world.engine) as session:
        standing = Standing(str(actor.person_id), None, "", AT)
        return sessions.open_session(session, standing, AT)


def test_one_ends_ones_own_sessions_only(world: World, officer: Actor) -> None:
    mine, others = opened_for(world, officer), opened_for(world, world.agency.reviewer)
    with transaction(world.engine) as session, pytest.raises(NotFound):
        sessions.end_one(session, world.doing(officer), others.session_id, AT)
    for _ in range(2):
        with transaction(world.engine) as session:
            sessions.end_one(session, world.doing(officer), mine.session_id, AT)
    assert ended(world) == {mine.session_id: True, others.session_id: False}
