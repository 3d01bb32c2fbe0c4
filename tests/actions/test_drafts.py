"""Drafts: started for a certificate, saved step by step, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from provportal.actions import drafts
from provportal.actions.submitting import submit
from provportal.domain.identifiers import is_request_number
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Channel, Place
from provportal.store.reads import NotFound
from provportal.store.request import Draft, Withdrawal
from provportal.store.row import new_id
from provportal.store.session import reading, transaction
from tests import given
from tests.actions.seen import audited, rows, versions
from tests.given import MONTH, World, a_certificate, a_world
from tests.given_requests import (
    a_draft,
    a_request,
    answered,
    look,
    recalled,
    withdrawn,
)


def draft_of(world: World, request_id: str) -> Draft:
    with reading(world.engine) as session:
        return session.get_one(Draft, request_id)


def test_any_day_names_the_month(engine: Engine) -> None:
    world = a_world(engine)
    with transaction(engine) as session:
        biller = world.doing(world.provider.biller)
        request = drafts.start(session, biller, a_certificate(world), date(2026, 2, 17))
    assert (request.service_from, request.service_to) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_started_request_has_a_number_that_checks(engine: Engine) -> None:
    world = a_world(engine)
    request = look(world, a_draft(world))
    assert is_request_number(request.number)


def test_a_started_request_came_by_the_portal(engine: Engine) -> None:
    world = a_world(engine)
    assert look(world, a_draft(world)).channel is Channel.PORTAL


@pytest.mark.parametrize("duty", ["reviewer", "approver", "officer", "auditor", "program_admin"])
def test_staff_start_no_request(sqlite: Engine, duty: str) -> None:
    world = a_world(sqlite)
    certificate_id = a_certificate(world)
    with pytest.raises(NotAllowed), transaction(sqlite) as session:
        drafts.start(session, world.doing(world.agency.staff[duty]), certificate_id, MONTH)


def test_another_providers_certificate_answers_like_a_missing_one(engine: Engine) -> None:
    world = a_world(engine)
    theirs = a_certificate(given.another_provider(world))
    said = []
    for certificate_id in (theirs, new_id()):
        with pytest.raises(NotFound) as caught, transaction(engine) as session:
            drafts.start(session, world.doing(world.provider.biller), certificate_id, MONTH)
        said.append(str(caught.value))
    assert said == ["We could not find that certificate"] * 2


def test_a_saved_step_replaces_that_step_alone(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    before = draft_of(world, request_id).answers
    with transaction(engine) as session:
        biller = world.doing(world.provider.biller)
        drafts.save_step(session, biller, request_id, "amount", {"total": "800.00"})
    assert draft_of(world, request_id).answers == before | {"amount": {"total": "800.00"}}


def test_the_audit_log_knows_what_changed_and_not_what_was_typed(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    with transaction(engine) as session:
        biller = world.doing(world.provider.biller)
        drafts.save_step(session, biller, request_id, "amount", {"total": "800.00"})
    assert audited(world, request_id)[-1] == (
        "request.save",
        {"step": "amount", "changed": ["total"]},
    )


def test_two_tabs_are_noticed(engine: Engine) -> None:
    """The revision goes up with each save, so that a page can tell that it is stale."""
    world = a_world(engine)
    request_id = a_draft(world)
    before = draft_of(world, request_id).revision
    with transaction(engine) as session:
        biller = world.doing(world.provider.biller)
        drafts.save_step(session, biller, request_id, "amount", {"total": "800.00"})
    assert draft_of(world, request_id).revision == before + 1


def test_a_recalled_request_keeps_its_number_and_gets_a_new_version(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    recalled(world, request_id)
    with transaction(engine) as session:
        submit(session, world.doing(world.provider.biller), request_id, f"second-{request_id}")
    assert [version.number for version in versions(world, request_id)] == [1, 2]


def test_a_recalled_request_shows_what_was_sent_last(engine: Engine) -> None:
    """An Exception was answered with another amount: the draft typed before it is old."""
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    answered(world, request_id, total="940.00")
    recalled(world, request_id)
    assert draft_of(world, request_id).answers["amount"] == {"total": "940.00"}


def test_a_withdrawal_keeps_its_reason(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    withdrawn(world, request_id)
    assert [row.reason for row in rows(world, Withdrawal)] == ["Sent twice."]


def test_a_withdrawn_request_stays_where_it_was(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    withdrawn(world, request_id)
    assert look(world, request_id).place is Place.SUBMITTED
