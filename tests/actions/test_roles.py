"""Roles: who gives them to whom, and what they cannot take away."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from provportal.actions.moving import SamePerson
from provportal.actions.roles import Given, RoleRefused, give_role
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.role_change import WhyNot
from provportal.domain.roles import Actor, Role
from provportal.store.audit import AuditEvent
from provportal.store.person import Membership, Person
from provportal.store.reads import NotFound
from provportal.store.session import transaction
from tests import given
from tests.actions.seen import rows
from tests.given import NOW, World, a_world


@pytest.fixture
def world(engine: Engine) -> World:
    return a_world(engine)


def membership_of(world: World, actor: Actor) -> Membership:
    [found] = rows(world, Membership, Membership.person_id == actor.person_id)
    return found


def give(world: World, by: Actor, to: Actor, role: Role, *, may_sign: bool = False) -> None:
    membership_id = membership_of(world, to).id
    with transaction(world.engine) as session:
        give_role(session, world.doing(by), membership_id, Given(role, may_sign))


def audited(world: World) -> list[dict[str, object]]:
    return [row.after for row in rows(world, AuditEvent, AuditEvent.action == "membership.role")]


def test_a_program_admin_gives_staff_a_role_and_it_is_audited(world: World) -> None:
    agency = world.agency
    give(world, agency.program_admin, agency.reviewer, Role.AUDITOR)
    assert membership_of(world, agency.reviewer).role is Role.AUDITOR
    assert audited(world) == [{"role": "auditor", "may_sign": False}]


def test_a_provider_admin_gives_the_own_people_a_role_and_the_mark_to_sign(world: World) -> None:
    provider = world.provider
    give(world, provider.admin, provider.biller, Role.PROVIDER_ADMIN, may_sign=True)
    found = membership_of(world, provider.biller)
    assert (found.role, found.may_sign) == (Role.PROVIDER_ADMIN, True)


def test_the_same_role_again_is_not_told(world: World) -> None:
    officer = world.agency.officer
    give(world, world.agency.program_admin, officer, Role.PAYMENT_OFFICER)
    assert audited(world) == []


def test_staff_never_get_the_mark_to_sign(world: World) -> None:
    give(world, world.agency.program_admin, world.agency.officer, Role.AUDITOR, may_sign=True)
    assert membership_of(world, world.agency.officer).may_sign is False


def test_nobody_gives_a_role_to_oneself(world: World) -> None:
    for admin in (world.agency.program_admin, world.provider.admin):
        with pytest.raises(SamePerson):
            give(world, admin, admin, Role.BILLER)


def test_another_role_gives_none(world: World) -> None:
    with pytest.raises(NotAllowed):
        give(world, world.agency.officer, world.agency.reviewer, Role.APPROVER)


def test_people_of_another_place_are_not_found(world: World) -> None:
    neighbour = given.another_provider(world).provider
    stranger = given.an_agency(world.engine)
    for by, to in (
        (world.provider.admin, neighbour.biller),
        (world.provider.admin, world.agency.officer),
        (world.agency.program_admin, stranger.officer),
    ):
        with pytest.raises(NotFound):
            give(world, by, to, Role.BILLER)


def test_the_last_admin_who_can_sign_in_keeps_the_role(world: World) -> None:
    provider, admin = world.provider, world.agency.program_admin
    give(world, admin, provider.biller, Role.PROVIDER_ADMIN)
    with transaction(world.engine) as session:
        session.get_one(Person, provider.biller.person_id).disabled_at = NOW
    with pytest.raises(RoleRefused) as refused:
        give(world, admin, provider.admin, Role.BILLER)
    assert refused.value.why is WhyNot.LAST_ADMIN


def test_who_is_no_admin_any_more_gives_no_role(world: World) -> None:
    """Two who take the role from each other: the second finds that it is gone."""
    provider = world.provider
    give(world, provider.admin, provider.biller, Role.PROVIDER_ADMIN)
    second = Actor(Role.PROVIDER_ADMIN, provider.biller.person_id, None, provider.id)
    give(world, second, provider.admin, Role.BILLER)
    with pytest.raises(NotAllowed):
        give(world, provider.admin, provider.biller, Role.BILLER)
    assert membership_of(world, provider.biller).role is Role.PROVIDER_ADMIN


def test_a_role_that_is_held_already_is_refused(world: World) -> None:
    reviewer, agency = world.agency.reviewer, world.agency
    first = membership_of(world, reviewer)
    with transaction(world.engine) as session:
        session.add(
            Membership(person_id=reviewer.person_id, agency_id=agency.id, role=Role.AUDITOR)
        )
    with transaction(world.engine) as session, pytest.raises(RoleRefused):
        give_role(session, world.doing(agency.program_admin), first.id, Given(Role.AUDITOR))
