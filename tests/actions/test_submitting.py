"""Submitting: the receipt, the version it makes, and the keys that make a retry harmless."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from provportal.actions.asking import answer
from provportal.actions.promises import Job
from provportal.actions.submitting import CHECK_PATIENCE, Receipt, submit
from provportal.domain.checks import Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.domain.submission import AT_SUBMIT, IN_BACKGROUND
from provportal.store.decision import CheckResult
from provportal.store.outbox import Outbox
from provportal.store.request import Draft
from provportal.store.session import transaction
from tests.actions.seen import audited, rows, versions
from tests.given import NOW, World, a_world
from tests.given_requests import a_draft, answered, asked, look, sent, taken
from tests.given_requests import a_request as a_request_at


def send(world: World, request_id: str, key: str) -> Receipt:
    with transaction(world.engine) as session:
        return submit(session, world.doing(world.provider.biller), request_id, key)


def test_the_receipt_holds_every_check_of_the_submit(engine: Engine) -> None:
    world = a_world(engine)
    assert tuple(sent(world, a_draft(world)).findings) == AT_SUBMIT


def test_the_background_checks_run_from_then_on(engine: Engine) -> None:
    world = a_world(engine)
    sent(world, a_draft(world))
    running = rows(world, CheckResult, CheckResult.verdict == Verdict.RUNNING)
    assert {check.check_code for check in running} == set(IN_BACKGROUND)


def test_each_background_check_is_promised_and_has_five_minutes(engine: Engine) -> None:
    world = a_world(engine)
    sent(world, a_draft(world))
    promised = [
        (row.job, row.due_at)
        for row in rows(world, Outbox, Outbox.job.in_([Job.RUN_CHECK, Job.EXPIRE_CHECK]))
    ]
    assert sorted(promised) == sorted(
        [(Job.RUN_CHECK.value, NOW)] * 4 + [(Job.EXPIRE_CHECK.value, NOW + CHECK_PATIENCE)] * 3
    )


def test_the_same_key_twice_makes_one_version(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    receipts = [send(world, request_id, "one-key") for _ in range(2)]
    assert [receipt.accepted for receipt in receipts] == [True, True]
    assert len(versions(world, request_id)) == 1


def test_another_key_sends_a_sent_request_no_second_time(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    send(world, request_id, "one-key")
    with pytest.raises(NotAllowed):
        send(world, request_id, "another-key")


def test_the_key_of_another_requests_form_is_refused(engine: Engine) -> None:
    world = a_world(engine)
    send(world, a_draft(world), "one-key")
    with pytest.raises(NotAllowed, match="another request's form"):
        send(world, a_draft(world), "one-key")


def test_the_same_answer_twice_makes_one_version(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request_at(world, Place.ASKED)
    assert [answered(world, request_id).accepted for _ in range(2)] == [True, True]
    assert [version.number for version in versions(world, request_id)] == [1, 2]


def test_a_refused_submit_leaves_a_draft_as_it_was(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world, sign={"signed_on": "2026-10-31", "agreed": False})
    [before] = rows(world, Draft)
    assert not sent(world, request_id).accepted
    [after] = rows(world, Draft)
    assert (look(world, request_id).place, after.answers) == (Place.DRAFT, before.answers)


def test_a_refused_submit_writes_no_version(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world, amount={"total": "0.00"})
    sent(world, request_id)
    assert versions(world, request_id) == []


def test_a_refused_submit_is_audited_with_what_blocked(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world, amount={"total": "twelve"})
    sent(world, request_id)
    assert audited(world, request_id)[-1] == (
        "request.submit_refused",
        {"blocked_by": ["money_format"]},
    )


def test_a_refused_submit_may_be_sent_again_with_its_key(engine: Engine) -> None:
    """The form is shown again with the key it had."""
    world = a_world(engine)
    request_id = a_draft(world, amount={"total": "twelve"})
    send(world, request_id, "one-key")
    assert not send(world, request_id, "one-key").accepted


def test_the_place_in_line_is_that_of_the_first_submit(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request_at(world, Place.SUBMITTED)
    taken(world, request_id)
    asked(world, request_id)
    later = world.provider.biller, NOW + timedelta(days=1)
    with transaction(engine) as session:
        changes = {"amount.total": "940.00"}
        answer(session, world.doing(*later), request_id, changes, "a-day-later")
    request = look(world, request_id)
    assert (request.place, request.submitted_at) == (Place.SUBMITTED, NOW)
