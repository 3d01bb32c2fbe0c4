"""Holds: money leaves its batch, stands apart, and comes back by one of two ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from provportal.actions import deciding, holding
from provportal.actions.holding import StillHeld
from provportal.actions.moving import move_account
from provportal.domain.bank_account import AccountAction
from provportal.domain.checks import Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.payout import BatchState, EntryState
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.integrity import check
from provportal.rails.ach_file import batch_file
from provportal.store.decision import CheckResult, Decision, DecisionKind
from provportal.store.payout import Batch, Entry
from provportal.store.provider import Certificate, Organisation
from provportal.store.reads import active_account
from provportal.store.session import reading, transaction
from tests import given
from tests.actions.seen import audited, balances, rows
from tests.given import RUN_DAY, WHY, World, a_world
from tests.given_requests import (
    DOUBT,
    a_batch,
    a_request,
    batch_of,
    held,
    hold_ended,
    look,
    recommended,
    released,
    sent_to_a_new_decision,
)


def broken(world: World) -> list[str]:
    return [found.invariant.name for found in check(world.engine).broken]


def two_of_one_provider(world: World) -> tuple[str, str]:
    """Two approved months in one batch, and so in one entry."""
    first = a_request(world, Place.APPROVED, amount={"total": "900.00"})
    second = a_request(world, Place.APPROVED, amount={"total": "850.00"})
    a_batch(world)
    return first, second


def test_held_before_a_batch_the_money_stands_apart(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.HELD)
    assert balances(world) == {"approved": "-950.00", "held": "950.00"}


def test_a_hold_has_a_reason_and_an_owner(engine: Engine) -> None:
    world = a_world(engine)
    request = look(world, a_request(world, Place.HELD))
    assert (request.place, request.exception_reason, request.owner_id) == (
        Place.HELD,
        DOUBT.reason_code,
        world.agency.officer.person_id,
    )


def test_what_is_held_is_not_in_the_next_batch(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.HELD)
    with pytest.raises(NotAllowed, match="nothing to pay"):
        a_batch(world)


def test_held_out_of_a_batch_its_entry_pays_the_rest(engine: Engine) -> None:
    world = a_world(engine)
    first, _ = two_of_one_provider(world)
    held(world, first)
    [entry], [batch] = rows(world, Entry), rows(world, Batch)
    assert (str(entry.amount), str(batch.total), batch.entry_count) == ("850.00", "850.00", 1)


def test_held_out_of_a_batch_every_invariant_holds(engine: Engine) -> None:
    world = a_world(engine)
    first, _ = two_of_one_provider(world)
    held(world, first)
    assert broken(world) == []


def test_the_audit_log_says_what_the_batch_was_before(engine: Engine) -> None:
    world = a_world(engine)
    first, _ = two_of_one_provider(world)
    batch_id = batch_of(world, first)
    held(world, first)
    assert ("batch.take_out", look(world, first).number) in [
        (action, after.get("out")) for action, after in audited(world, batch_id)
    ]


def test_a_batch_emptied_by_a_hold_is_cancelled(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    held(world, request_id)
    [batch], [entry] = rows(world, Batch), rows(world, Entry)
    assert (batch.state, batch.note, entry.state) == (
        BatchState.CANCELLED,
        DOUBT.note,
        EntryState.REJECTED,
    )


def test_an_emptied_batch_breaks_no_invariant(engine: Engine) -> None:
    world = a_world(engine)
    held(world, a_request(world, Place.PAYOUT_SCHEDULED))
    assert broken(world) == []


def beside_another_provider(world: World) -> tuple[str, str]:
    """A batch of two entries; returns the requests."""
    other = given.another_provider(world)
    given.an_active_account(other, "000222333444")
    ids = (a_request(world, Place.APPROVED), a_request(other, Place.APPROVED))
    a_batch(world)
    return ids


def test_an_emptied_entry_is_not_in_the_bank_file(engine: Engine) -> None:
    world = a_world(engine)
    mine, other = beside_another_provider(world)
    held(world, mine)
    batch_id = batch_of(world, other)
    released(world, batch_id)
    with reading(engine) as session:
        lines = batch_file(session, world.keyring, batch_id).data.decode().splitlines()
    assert sum(line.startswith("6") for line in lines) == 1


def test_the_batch_goes_on_without_an_emptied_entry(engine: Engine) -> None:
    world = a_world(engine)
    mine, _ = beside_another_provider(world)
    held(world, mine)
    [batch] = rows(world, Batch)
    assert (batch.state, batch.entry_count, broken(world)) == (BatchState.BUILT, 1, [])


def test_after_the_release_nothing_is_held(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    released(world, batch_of(world, request_id))
    with pytest.raises(NotAllowed, match="released already"):
        held(world, request_id)


def test_the_system_holds_nothing(engine: Engine) -> None:
    """A hold ends by its owner, so somebody must own it."""
    world = a_world(engine)
    request_id = a_request(world, Place.APPROVED)
    with pytest.raises(NotAllowed, match="owner"), transaction(engine) as session:
        holding.hold(session, world.doing(SYSTEM), request_id, DOUBT)


def test_a_hold_that_ends_waits_for_the_next_batch(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    hold_ended(world, request_id)
    assert (look(world, request_id).place, balances(world)["awaiting_batch"]) == (
        Place.APPROVED,
        "950.00",
    )


def test_held_and_freed_it_is_paid_by_a_new_entry(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    held(world, request_id)
    hold_ended(world, request_id)
    a_batch(world)
    assert len({entry.trace for entry in rows(world, Entry)}) == 2
    assert broken(world) == []


@pytest.mark.parametrize("way_out", [hold_ended, sent_to_a_new_decision])
def test_only_the_owner_ends_a_hold(engine: Engine, way_out: Callable[[World, str], None]) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    other = replace(
        world.agency, staff=world.agency.staff | {"officer": world.agency.other_officer}
    )
    with pytest.raises(NotAllowed, match="not its owner"):
        way_out(replace(world, agency=other), request_id)


def still_held(world: World, request_id: str) -> tuple[str, ...]:
    with pytest.raises(StillHeld) as caught:
        hold_ended(world, request_id)
    return caught.value.why


def suspend_account(world: World) -> None:
    """As a return of another payment does it."""
    with transaction(world.engine) as session:
        account = active_account(session, world.agency.id, world.provider.id)
        assert account is not None
        move_account(session, world.doing(SYSTEM), account, AccountAction.SUSPEND)


def test_a_hold_does_not_end_without_an_account(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    suspend_account(world)
    assert still_held(world, request_id) == ("no_bank_account",)


def test_a_hold_does_not_end_while_the_ids_differ(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    with transaction(engine) as session:
        session.get_one(Organisation, world.provider.id).tin_token = "another"
    assert still_held(world, request_id) == ("ids_differ",)


def end_certificate(world: World, request_id: str) -> None:
    """The certificate ended before the month, as staff learn only now."""
    with transaction(world.engine) as session:
        certificate = session.get_one(Certificate, look(world, request_id).certificate_id)
        certificate.ends_on = date(2026, 9, 30)


def test_a_hold_does_not_end_while_a_check_blocks(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    end_certificate(world, request_id)
    assert "certificate" in still_held(world, request_id)


def test_a_hold_that_cannot_end_changes_no_check(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    end_certificate(world, request_id)
    still_held(world, request_id)
    assert Verdict.BLOCKED not in {result.verdict for result in rows(world, CheckResult)}


def test_what_the_checks_find_at_the_end_is_kept(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    hold_ended(world, request_id)
    assert {result.reported_at for result in rows(world, CheckResult)} == {RUN_DAY}


def test_a_new_decision_owes_nothing_until_it_is_made(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    sent_to_a_new_decision(world, request_id)
    assert (look(world, request_id).place, balances(world), broken(world)) == (
        Place.IN_REVIEW,
        {},
        [],
    )


def test_a_new_decision_needs_a_new_recommendation(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    sent_to_a_new_decision(world, request_id)
    with pytest.raises(NotAllowed, match="no recommendation"), transaction(engine) as session:
        deciding.approve(session, world.doing(world.agency.approver), request_id, WHY)


def decided_anew(world: World) -> str:
    request_id = a_request(world, Place.HELD)
    sent_to_a_new_decision(world, request_id)
    recommended(world, request_id)
    with transaction(world.engine) as session:
        deciding.approve(session, world.doing(world.agency.approver, RUN_DAY), request_id, WHY)
    return request_id


def test_a_new_decision_replaces_the_old_one(engine: Engine) -> None:
    world = a_world(engine)
    decided_anew(world)
    approvals = rows(world, Decision, Decision.kind == DecisionKind.APPROVE)
    assert (len(approvals), balances(world), broken(world)) == (
        2,
        {"approved": "-950.00", "awaiting_batch": "950.00"},
        [],
    )


def test_every_step_of_a_hold_is_a_decision_with_its_words(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.HELD)
    hold_ended(world, request_id)
    held(world, request_id)
    sent_to_a_new_decision(world, request_id)
    kinds = (DecisionKind.HOLD, DecisionKind.END_HOLD, DecisionKind.REDECIDE)
    found = rows(world, Decision, Decision.kind.in_(kinds))
    assert {(made.kind, made.note) for made in found} == {(kind, DOUBT.note) for kind in kinds}
