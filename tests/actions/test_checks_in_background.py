"""The checks that report after the receipt: what they catch, what they let pass, who waits."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import bank_accounts, checking, deciding
from provportal.domain.checks import Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.domain.submission import IN_BACKGROUND
from provportal.store.audit import AuditEvent
from provportal.store.decision import CheckResult
from provportal.store.reads import NotFound
from provportal.store.row import new_id
from provportal.store.session import reading, transaction
from tests import given
from tests.actions.repeated import the_same_child_twice
from tests.actions.seen import child_of, codes, rows
from tests.given import (
    WHY,
    World,
    a_certificate,
    a_world,
    an_active_account,
    another_contract,
    another_provider,
    details,
)
from tests.given_requests import (
    a_draft,
    a_request,
    answered,
    asked,
    checked,
    look,
    recalled,
    recommended,
    sent,
    taken,
    withdrawn,
)


def test_a_bill_that_looks_like_another_warns(engine: Engine) -> None:
    world = a_world(engine)
    _, second = the_same_child_twice(world, "910.00")
    checked(world, second)
    assert codes(world, second, "duplicate_near") == ["looks_like_another"]


def test_a_warning_leaves_the_request_in_the_queue(engine: Engine) -> None:
    world = a_world(engine)
    _, second = the_same_child_twice(world, "910.00")
    checked(world, second)
    assert look(world, second).place is Place.SUBMITTED


def test_the_same_bill_under_another_contract_blocks(engine: Engine) -> None:
    world = a_world(engine)
    first, second = the_same_child_twice(world, "950.00")
    checked(world, second)
    [result] = rows(
        world,
        CheckResult,
        CheckResult.request_id == second,
        CheckResult.check_code == "duplicate_near",
    )
    assert (result.verdict, result.findings[0]["params"]) == (
        Verdict.BLOCKED,
        {"number": look(world, first).number},
    )


def test_a_block_in_the_background_opens_an_exception(engine: Engine) -> None:
    world = a_world(engine)
    _, second = the_same_child_twice(world, "950.00")
    checked(world, second)
    request = look(world, second)
    assert (request.place, request.exception_reason) == (Place.ASKED, "duplicate_near")


def test_the_first_of_two_bills_is_never_at_fault(engine: Engine) -> None:
    """Its check runs when the second is there already."""
    world = a_world(engine)
    certificate_id = a_certificate(world)
    first = a_draft(world, certificate_id)
    sent(world, first)
    renewed = another_contract(world)
    later = replace(renewed, agency=world.agency)
    sent(later, a_draft(later, a_certificate(later, child_id=child_of(world, certificate_id))))
    checked(world, first)
    assert codes(world, first, "duplicate_near") == []


def test_siblings_do_not_look_like_one_another(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.SUBMITTED)
    sister = a_certificate(world, child_name="Lucía Rivera")
    request_id = a_request(world, Place.SUBMITTED, certificate_id=sister)
    assert codes(world, request_id, "duplicate_near") == []


def test_another_agencys_bills_are_not_told(engine: Engine) -> None:
    """Two agencies number their children alike; the provider works for both."""
    world = a_world(engine)
    a_request(world, Place.SUBMITTED, certificate_id=a_certificate(world, child_number="C-7"))
    elsewhere = another_contract(world, given.an_agency(engine))
    request_id = a_request(
        elsewhere, Place.SUBMITTED, certificate_id=a_certificate(elsewhere, child_number="C-7")
    )
    assert codes(elsewhere, request_id, "duplicate_near") == []


def test_a_withdrawn_bill_is_no_earlier_bill(engine: Engine) -> None:
    world = a_world(engine)
    first, second = the_same_child_twice(world, "950.00")
    withdrawn(world, first)
    checked(world, second)
    assert codes(world, second, "duplicate_near") == []


def test_a_block_on_a_withdrawn_request_opens_no_exception(engine: Engine) -> None:
    world = a_world(engine)
    _, second = the_same_child_twice(world, "950.00")
    withdrawn(world, second)
    checked(world, second)
    assert look(world, second).place is Place.SUBMITTED


def test_a_block_on_a_recalled_request_opens_no_exception(engine: Engine) -> None:
    world = a_world(engine)
    _, second = the_same_child_twice(world, "950.00")
    recalled(world, second)
    checked(world, second)
    assert look(world, second).place is Place.DRAFT


def test_a_block_on_an_old_version_opens_no_exception(engine: Engine) -> None:
    world = a_world(engine)
    _, second = the_same_child_twice(world, "950.00")
    asked(world, second)
    answered(world, second, total="700.00")
    first_check = rows(
        world,
        CheckResult,
        CheckResult.request_id == second,
        CheckResult.check_code == "duplicate_near",
    )[0]
    run(world, first_check.id)
    assert look(world, second).place is Place.SUBMITTED


def test_one_account_under_two_providers_is_flagged(engine: Engine) -> None:
    world = a_world(engine)
    other = another_provider(world)
    an_active_account(other)
    request_id = a_request(world, Place.SUBMITTED)
    assert codes(world, request_id, "account") == ["account_shared"]


def test_an_account_of_ones_own_passes(engine: Engine) -> None:
    world = a_world(engine)
    an_active_account(another_provider(world), "000222333444")
    assert codes(world, a_request(world, Place.SUBMITTED), "account") == []


def test_a_missing_account_is_noticed(engine: Engine) -> None:
    newcomer = another_provider(a_world(engine))
    assert codes(newcomer, a_request(newcomer, Place.SUBMITTED), "account") == ["no_bank_account"]


def test_care_elsewhere_on_the_same_days_is_noticed(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    a_request(world, Place.SUBMITTED, certificate_id=certificate_id)
    other = another_provider(world)
    theirs = a_certificate(other, child_id=child_of(world, certificate_id))
    request_id = a_request(other, Place.SUBMITTED, certificate_id=theirs)
    assert codes(other, request_id, "history") == ["care_overlaps"]


def running(world: World, request_id: str) -> list[str]:
    with reading(world.engine) as session:
        found = session.scalars(
            sa.select(CheckResult.id)
            .where(CheckResult.request_id == request_id)
            .where(CheckResult.check_code.in_(IN_BACKGROUND))
        )
        return list(found)


def run(world: World, check_id: str) -> None:
    with transaction(world.engine) as session:
        checking.run_check(session, world.doing(SYSTEM), check_id, world.keyring)


def expired(world: World, request_id: str) -> None:
    for check_id in running(world, request_id):
        with transaction(world.engine) as session:
            checking.expire_check(session, world.doing(SYSTEM), check_id)


def verdicts(world: World, request_id: str) -> set[Verdict]:
    ids = running(world, request_id)
    return {result.verdict for result in rows(world, CheckResult, CheckResult.id.in_(ids))}


def test_a_running_check_keeps_the_request_from_its_reviewer(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    sent(world, request_id)
    with pytest.raises(NotAllowed, match="checks are not done"):
        taken(world, request_id)


def test_a_check_that_does_not_report_is_marked_as_not_run(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    sent(world, request_id)
    expired(world, request_id)
    assert verdicts(world, request_id) == {Verdict.NOT_RUN}


def not_run_in_review(world: World) -> str:
    request_id = a_draft(world)
    sent(world, request_id)
    expired(world, request_id)
    taken(world, request_id)
    recommended(world, request_id)
    return request_id


def test_a_check_that_was_not_run_blocks_the_approval(engine: Engine) -> None:
    world = a_world(engine)
    request_id = not_run_in_review(world)
    with pytest.raises(NotAllowed, match="checks are not done"), transaction(engine) as session:
        deciding.approve(session, world.doing(world.agency.approver), request_id, WHY)


def test_a_check_that_runs_later_unblocks_the_approval(engine: Engine) -> None:
    world = a_world(engine)
    request_id = not_run_in_review(world)
    checked(world, request_id)
    with transaction(engine) as session:
        deciding.approve(session, world.doing(world.agency.approver), request_id, WHY)
    assert look(world, request_id).place is Place.APPROVED


def test_a_check_that_reported_does_not_expire(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    expired(world, request_id)
    assert verdicts(world, request_id) == {Verdict.PASSED}


def test_a_check_reports_once(engine: Engine) -> None:
    """A job that is delivered twice writes one audit row."""
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    before = len(rows(world, AuditEvent))
    run(world, running(world, request_id)[0])
    assert len(rows(world, AuditEvent)) == before


def test_a_report_belongs_to_the_agencys_audit_log(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.SUBMITTED)
    reports = rows(world, AuditEvent, AuditEvent.action == "request.check")
    assert {report.agency_id for report in reports} == {world.agency.id}


def test_nobody_but_the_system_reports(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    sent(world, request_id)
    check_id = running(world, request_id)[0]
    with pytest.raises(NotAllowed), transaction(engine) as session:
        checking.run_check(session, world.doing(world.agency.reviewer), check_id, world.keyring)


def test_a_check_that_is_not_there_is_not_found(sqlite: Engine) -> None:
    world = a_world(sqlite)
    with pytest.raises(NotFound):
        run(world, new_id())


def test_a_wrong_account_number_is_never_entered(sqlite: Engine) -> None:
    world = a_world(sqlite)
    entering, wrong = world.doing(world.provider.admin), details(routing_number="122000167")
    with pytest.raises(bank_accounts.DetailsFault), transaction(sqlite) as session:
        bank_accounts.enter(session, entering, world.agency.id, wrong, world.keyring)
