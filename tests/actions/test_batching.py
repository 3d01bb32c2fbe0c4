"""Batches: what is in, what is left out and why, how they are cancelled, and their numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from provportal.actions import batching, deciding, previewing, releasing
from provportal.actions.moving import SamePerson
from provportal.actions.previewing import Preview
from provportal.actions.records_provider import OrganisationRecord, keep_organisation
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.payout import EntryState
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Role
from provportal.store.payout import BankFile, Batch, Entry
from provportal.store.provider import Organisation
from provportal.store.session import reading, transaction
from tests.actions.deeds import also
from tests.actions.seen import balances, rows
from tests.given import (
    RUN_DAY,
    WHY,
    World,
    a_world,
    an_active_account,
    another_provider,
)
from tests.given_requests import (
    a_batch,
    a_request,
    batch_of,
    came_back,
    look,
    recommended,
    released,
    was_sent,
)

CUT_OFF = datetime(2026, 11, 6, 1, 0, tzinfo=UTC)
"""Thursday 5 November, 5 pm Pacific."""


def previewed(world: World, now: datetime = RUN_DAY) -> Preview:
    with reading(world.engine) as session:
        return previewing.preview(session, world.doing(world.agency.officer, now))


def left_out(world: World, now: datetime = RUN_DAY) -> list[str]:
    return [reason for _, reason in previewed(world, now).left_out]


def built(world: World, now: datetime = RUN_DAY) -> Batch:
    with transaction(world.engine) as session:
        return batching.build(session, world.doing(world.agency.officer, now))


def test_a_preview_pays_what_is_approved(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    seen = previewed(world)
    assert (str(seen.total), len(seen.entries), seen.left_out) == ("950.00", 1, ())


def test_a_preview_is_for_the_first_run_from_today_on(engine: Engine) -> None:
    world = a_world(engine)
    run = previewed(world, RUN_DAY - timedelta(days=3)).run
    assert (run.run_on, run.effective_on) == (date(2026, 11, 6), date(2026, 11, 10))


def test_without_an_account_a_request_waits(engine: Engine) -> None:
    newcomer = another_provider(a_world(engine))
    a_request(newcomer, Place.APPROVED)
    assert left_out(newcomer) == ["no_bank_account"]


def test_what_was_approved_after_the_cut_off_waits(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)
    late = world.doing(world.agency.approver, CUT_OFF + timedelta(seconds=1))
    with transaction(engine) as session:
        deciding.approve(session, late, request_id, WHY)
    assert left_out(world) == ["after_cutoff"]


def test_what_was_approved_at_the_cut_off_is_in(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)
    with transaction(engine) as session:
        in_time = world.doing(world.agency.approver, CUT_OFF)
        deciding.approve(session, in_time, request_id, WHY)
    assert left_out(world) == []


def test_a_payee_whose_tax_number_changed_waits(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    [payee] = rows(world, Organisation)
    changed = OrganisationRecord(payee.reference, payee.name, "12-3456789")
    with transaction(engine) as session:
        keep_organisation(session, world.doing(SYSTEM), changed, world.keyring)
    assert left_out(world) == ["ids_differ"]


def test_a_suspended_account_is_not_paid_to(engine: Engine) -> None:
    world = a_world(engine)
    first = a_request(world, Place.APPROVED)
    a_batch(world)
    batch_id = batch_of(world, first)
    released(world, batch_id)
    was_sent(world, batch_id)
    [entry] = rows(world, Entry)
    came_back(world, entry.trace, entry.amount.cents)
    a_request(world, Place.APPROVED)
    assert left_out(world) == ["no_bank_account"]


@pytest.mark.parametrize("duty", ["approver", "reviewer", "program_admin"])
def test_only_a_payment_officer_and_an_auditor_preview(sqlite: Engine, duty: str) -> None:
    world = a_world(sqlite)
    with pytest.raises(NotAllowed), reading(sqlite) as session:
        previewing.preview(session, world.doing(world.agency.staff[duty]))


def test_a_provider_sees_no_preview(sqlite: Engine) -> None:
    world = a_world(sqlite)
    with pytest.raises(NotAllowed), reading(sqlite) as session:
        previewing.preview(session, world.doing(world.provider.admin))


def test_an_officer_sees_their_own_agency_alone(engine: Engine) -> None:
    a_request(a_world(engine), Place.APPROVED)
    assert previewed(a_world(engine)).entries == ()


def test_nothing_to_pay_is_no_batch(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed, match="nothing to pay"):
        built(world)


def test_a_provider_is_paid_by_one_entry(engine: Engine) -> None:
    world = a_world(engine)
    for _ in range(2):
        a_request(world, Place.APPROVED)
    batch = built(world)
    assert (batch.entry_count, str(batch.total)) == (1, "1900.00")
    assert [str(entry.amount) for entry in rows(world, Entry)] == ["1900.00"]


def test_each_provider_has_its_own_entry(engine: Engine) -> None:
    world = a_world(engine)
    other = another_provider(world)
    an_active_account(other, "000222333444")
    a_request(world, Place.APPROVED)
    a_request(other, Place.APPROVED)
    built(world)
    assert [(entry.number, entry.provider_number) for entry in rows(world, Entry)] == [
        (1, world.provider.contract_number),
        (2, other.provider.contract_number),
    ]


def test_a_batch_takes_its_number_from_the_week(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    assert built(world).number == "2026-45"


def test_a_second_batch_of_the_week_is_counted(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    built(world)
    a_request(world, Place.APPROVED)
    assert built(world).number == "2026-45-2"


def test_remittance_numbers_name_agency_batch_and_serial(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    built(world)
    [entry] = rows(world, Entry)
    assert entry.remittance_number.endswith("-2026-45-0001")


def test_traces_ascend_over_batches(engine: Engine) -> None:
    world = a_world(engine)
    traces = []
    for _ in range(3):
        a_request(world, Place.APPROVED)
        batch = built(world)
        traces += [e.trace for e in rows(world, Entry, Entry.batch_id == batch.id)]
    assert (traces, len(set(traces))) == (sorted(traces), 3)


def cancelled(world: World, batch_id: str) -> None:
    with transaction(world.engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        batching.cancel(session, officer, batch_id, "Built before the last approvals were in.")


def test_a_cancelled_batch_lets_its_requests_go(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    cancelled(world, batch_of(world, request_id))
    assert look(world, request_id).place is Place.APPROVED


def test_a_cancelled_batch_has_no_live_entry(engine: Engine) -> None:
    world = a_world(engine)
    cancelled(world, batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED)))
    assert [entry.state for entry in rows(world, Entry)] == [EntryState.REJECTED]


def test_cancelled_money_awaits_the_next_batch(engine: Engine) -> None:
    world = a_world(engine)
    cancelled(world, batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED)))
    assert balances(world) == {"approved": "-950.00", "awaiting_batch": "950.00"}


def test_a_cancelled_request_is_built_again_with_a_new_trace(engine: Engine) -> None:
    world = a_world(engine)
    cancelled(world, batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED)))
    built(world)
    assert len({entry.trace for entry in rows(world, Entry)}) == 2


def test_a_batch_is_not_released_on_a_later_day(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    late = world.doing(world.agency.other_officer, RUN_DAY + timedelta(days=1))
    with pytest.raises(NotAllowed, match="its run day has passed"), transaction(engine) as session:
        releasing.release(session, late, batch_id)


def test_who_approved_a_request_does_not_release_its_batch(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    officer = also(world.agency.approver, Role.PAYMENT_OFFICER, world)
    with pytest.raises(SamePerson), transaction(engine) as session:
        releasing.release(session, world.doing(officer, RUN_DAY), batch_id)


def test_two_files_of_one_minute_have_two_modifiers(engine: Engine) -> None:
    world = a_world(engine)
    for _ in range(2):
        released(world, batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED)))
    assert sorted(file.file_id_modifier for file in rows(world, BankFile)) == ["A", "B"]


def test_a_released_file_waits_for_sending_until_it_is_sent(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    released(world, batch_id)
    waits = []
    for step in (None, was_sent):
        if step:
            step(world, batch_id)
        with reading(engine) as session:
            waits.append(releasing.waits_for_sending(session, batch_id))
    assert waits == [True, False]


def test_the_same_bytes_are_recorded_once(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    released(world, batch_id)
    for _ in range(2):
        was_sent(world, batch_id)
    assert balances(world) == {"approved": "-950.00", "sent": "950.00"}


def test_other_bytes_are_refused(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    released(world, batch_id)
    was_sent(world, batch_id)
    other = releasing.SentFile("b" * 64, 940, "kept")
    with pytest.raises(NotAllowed, match="other bytes"), transaction(engine) as session:
        releasing.record_sent(session, world.doing(SYSTEM, RUN_DAY), batch_id, other)
