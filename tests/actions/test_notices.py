"""Notices: each admin of the provider is told, in the transaction of what happened."""

from __future__ import annotations

import json

import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import bank_account_stops
from provportal.domain.notice import NoticeEvent
from provportal.domain.request import Place
from provportal.domain.roles import Actor, Role
from provportal.store.notice import Notice
from provportal.store.person import Person
from provportal.store.session import transaction
from tests import given
from tests.actions.seen import rows
from tests.actions.test_bank_account_stops import NUMBER, a_change, frozen, refused, taken_back
from tests.given import NOW, World, a_world
from tests.given_requests import a_batch, a_request, asked, released, taken

ENTERED = NoticeEvent.BANK_DETAILS_ENTERED


def another_admin(world: World) -> Actor:
    return given.a_person(world.engine, Role.PROVIDER_ADMIN, organisation_id=world.provider.id)


def told(world: World, event: NoticeEvent, subject_id: str | None = None) -> list[Notice]:
    found = rows(world, Notice, Notice.event == event)
    return [notice for notice in found if subject_id in (None, notice.subject_id)]


def test_every_admin_is_told_of_a_new_account(engine: Engine) -> None:
    world = a_world(engine)
    other = another_admin(world)
    account_id = a_change(world)
    people = {notice.person_id for notice in told(world, ENTERED, account_id)}
    assert people == {world.provider.admin.person_id, other.person_id}


def test_nobody_else_is_told(engine: Engine) -> None:
    """Neither a biller nor another provider's admin."""
    world = a_world(engine)
    given.a_provider(engine, world.agency)
    account_id = a_change(world)
    people = [notice.person_id for notice in told(world, ENTERED, account_id)]
    assert people == [world.provider.admin.person_id]


def test_who_has_left_is_not_told(engine: Engine) -> None:
    world = a_world(engine)
    gone = another_admin(world)
    with transaction(engine) as session:
        session.execute(
            sa.update(Person).where(Person.id == gone.person_id).values(disabled_at=NOW)
        )
    account_id = a_change(world)
    assert gone.person_id not in [n.person_id for n in told(world, ENTERED, account_id)]


def test_who_joined_later_was_not_told(engine: Engine) -> None:
    world = a_world(engine)
    account_id = a_change(world)
    late = another_admin(world)
    assert late.person_id not in [n.person_id for n in told(world, ENTERED, account_id)]


def test_a_notice_waits_in_the_language_of_its_reader(engine: Engine) -> None:
    world = a_world(engine)
    with transaction(engine) as session:
        admin = sa.update(Person).where(Person.id == world.provider.admin.person_id)
        session.execute(admin.values(language="es"))
    [notice] = told(world, ENTERED, a_change(world))
    assert (notice.language, notice.queued_at, notice.sent_at) == ("es", NOW, None)


def test_a_notice_knows_the_last_four_alone(engine: Engine) -> None:
    world = a_world(engine)
    [notice] = told(world, ENTERED, a_change(world))
    assert notice.params == {"last4": "4321"}
    assert NUMBER not in json.dumps(notice.params)


def test_the_same_change_sent_twice_is_told_once(engine: Engine) -> None:
    world = a_world(engine)
    before = len(told(world, ENTERED))
    a_change(world)
    a_change(world)
    assert len(told(world, ENTERED)) == before + 1


def test_an_account_that_starts_is_told(engine: Engine) -> None:
    world = a_world(engine)
    assert len(told(world, NoticeEvent.BANK_DETAILS_ACTIVE)) == 1


def test_every_stop_is_told(engine: Engine) -> None:
    world = a_world(engine)
    for stop in (refused, taken_back, frozen):
        account_id = a_change(world)
        stop(world, account_id)
        assert len(told(world, NoticeEvent.BANK_DETAILS_STOPPED, account_id)) == 1


def test_a_stop_that_makes_room_is_told_as_the_new_change(engine: Engine) -> None:
    world = a_world(engine)
    account_id = a_change(world)
    with transaction(engine) as session:
        bank_account_stops.supersede(
            session, world.doing(world.provider.admin), world.agency.id, world.provider.id
        )
    assert told(world, NoticeEvent.BANK_DETAILS_STOPPED, account_id) == []


def readers(world: World, event: NoticeEvent) -> list[str]:
    return [str(notice.person_id) for notice in told(world, event)]


def test_who_sent_a_request_is_told_that_we_have_it_and_by_when_it_is_decided(
    engine: Engine,
) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    [notice] = told(world, NoticeEvent.REQUEST_RECEIVED, request_id)
    assert notice.person_id == world.provider.biller.person_id
    assert notice.params["decide_by"] == "2026-11-18"
    assert notice.params["number"].startswith("PR-")


def test_what_a_sender_who_left_would_be_told_the_admins_are(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    with transaction(engine) as session:
        biller = sa.update(Person).where(Person.id == world.provider.biller.person_id)
        session.execute(biller.values(disabled_at=NOW))
    taken(world, request_id)
    asked(world, request_id)
    assert readers(world, NoticeEvent.REQUEST_NEEDS_ACTION) == [world.provider.admin.person_id]


def test_what_is_asked_is_told_with_its_number_of_fields_and_its_day(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.ASKED)
    [notice] = told(world, NoticeEvent.REQUEST_NEEDS_ACTION)
    assert (notice.params["count"], notice.params["due_on"]) == ("1", "2026-11-18")


def test_a_denial_is_told_with_the_last_day_of_an_appeal(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.DENIED)
    [notice] = told(world, NoticeEvent.REQUEST_DENIED)
    assert notice.params["due_on"] == "2026-12-03"


def test_a_run_is_told_when_it_is_released_and_not_before(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    batch_id = a_batch(world)
    assert told(world, NoticeEvent.REQUEST_SCHEDULED) == []
    released(world, batch_id)
    [notice] = told(world, NoticeEvent.REQUEST_SCHEDULED)
    assert (notice.params["run_on"], notice.params["arrives_on"]) == ("2026-11-06", "2026-11-10")


def test_a_payment_is_told_to_the_admins_without_its_amount(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID)
    [notice] = told(world, NoticeEvent.PAYMENT_SENT)
    assert (notice.person_id, notice.params) == (world.provider.admin.person_id, {})


def test_a_returned_payment_is_told_with_its_code_and_day(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    [notice] = told(world, NoticeEvent.PAYMENT_RETURNED)
    assert (notice.subject, notice.params) == (
        "entry",
        {"code": "R02", "returned_on": "2026-11-12"},
    )
