"""Settling: the bank's acknowledgement, the settlement date, and the remittance that makes Paid."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from provportal.actions import settling, snapshots
from provportal.actions.promises import Job
from provportal.actions.settling import Acknowledgement, TotalsDiffer
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import Money
from provportal.domain.payout import BatchState, EntryState
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.store.outbox import Outbox
from provportal.store.payout import BankFile, Batch, Entry
from provportal.store.remittance import Remittance
from provportal.store.session import transaction
from tests.actions.seen import audited, balances, rows
from tests.given import RUN_DAY, SETTLEMENT, World, a_world
from tests.given_requests import (
    a_batch,
    a_request,
    acknowledged,
    batch_of,
    look,
    released,
    settled,
    was_sent,
)


def a_sent_batch(world: World) -> str:
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    released(world, batch_id)
    was_sent(world, batch_id)
    return batch_id


def the_bank_says(
    world: World, *, entries: int = 1, credit: str = "950.00", accepted: bool = True
) -> None:
    [file] = rows(world, BankFile)
    said = Acknowledgement(str(file.sha256), entries, Money.read(credit), accepted)
    with transaction(world.engine) as session:
        settling.acknowledge(session, world.doing(SYSTEM, RUN_DAY), said)


def state_of(world: World, batch_id: str) -> BatchState:
    [batch] = rows(world, Batch, Batch.id == batch_id)
    return batch.state


def test_an_acknowledged_batch_waits_for_its_date(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = a_sent_batch(world)
    the_bank_says(world)
    assert state_of(world, batch_id) is BatchState.ACKNOWLEDGED


def test_a_second_acknowledgement_promises_no_second_settlement(engine: Engine) -> None:
    world = a_world(engine)
    a_sent_batch(world)
    for _ in range(2):
        the_bank_says(world)
    assert len(rows(world, Outbox, Outbox.job == Job.SETTLE_BATCH)) == 1


@pytest.mark.parametrize(("entries", "credit"), [(2, "950.00"), (1, "950.01")])
def test_other_totals_are_an_alarm(engine: Engine, entries: int, credit: str) -> None:
    world = a_world(engine)
    batch_id = a_sent_batch(world)
    with pytest.raises(TotalsDiffer):
        the_bank_says(world, entries=entries, credit=credit)
    assert state_of(world, batch_id) is BatchState.SENT


def test_a_file_that_we_never_sent_is_not_acknowledged(engine: Engine) -> None:
    world = a_world(engine)
    a_sent_batch(world)
    said = Acknowledgement("f" * 64, 1, Money(95_000), accepted=True)
    with pytest.raises(LookupError, match="never sent"), transaction(engine) as session:
        settling.acknowledge(session, world.doing(SYSTEM, RUN_DAY), said)


def test_a_rejected_file_lets_its_requests_go(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAYOUT_SCHEDULED)
    batch_id = batch_of(world, request_id)
    for step in (released, was_sent):
        step(world, batch_id)
    the_bank_says(world, accepted=False)
    assert look(world, request_id).place is Place.APPROVED


def test_a_rejected_file_rejects_batch_and_entries(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = a_sent_batch(world)
    the_bank_says(world, accepted=False)
    assert state_of(world, batch_id) is BatchState.REJECTED
    assert [entry.state for entry in rows(world, Entry)] == [EntryState.REJECTED]


def test_the_money_of_a_rejected_file_awaits_the_next_batch(engine: Engine) -> None:
    world = a_world(engine)
    a_sent_batch(world)
    the_bank_says(world, accepted=False)
    assert balances(world) == {"approved": "-950.00", "awaiting_batch": "950.00"}


def test_nothing_settles_before_its_date(engine: Engine) -> None:
    world = a_world(engine)
    batch_id = a_sent_batch(world)
    acknowledged(world, batch_id)
    early = world.doing(SYSTEM, SETTLEMENT - timedelta(days=1))
    with pytest.raises(NotAllowed, match="not settled yet"), transaction(engine) as session:
        settling.settle(session, early, batch_id)


def test_settled_twice_is_one_remittance(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID)
    settled(world, rows(world, Batch)[0].id)
    assert len(rows(world, Remittance)) == 1


def test_a_remittance_has_the_number_that_its_entry_carries(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID)
    [entry], [remittance] = rows(world, Entry), rows(world, Remittance)
    assert remittance.number == entry.remittance_number


def test_a_remittance_is_audited(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID)
    [remittance] = rows(world, Remittance)
    said = {"number": remittance.number, "paid": "950.00"}
    assert audited(world, remittance.id) == [("remittance.post", said)]


def test_a_snapshot_reads_back_as_it_was_stored(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID, amount={"total": "1000.00"})
    [remittance] = rows(world, Remittance)
    again = snapshots.from_json(remittance.snapshot)
    assert snapshots.as_json(again) == remittance.snapshot


def test_the_documents_are_promised_in_stretches(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID)
    [batch] = rows(world, Batch)
    promised = rows(world, Outbox, Outbox.job == Job.RENDER_REMITTANCES)
    assert [row.subject_id for row in promised] == [f"{batch.id}:0"]


STEPS = {
    "built": {"approved": "-950.00", "scheduled": "950.00"},
    "released": {"approved": "-950.00", "scheduled": "950.00"},
    "sent": {"approved": "-950.00", "sent": "950.00"},
    "acknowledged": {"approved": "-950.00", "sent": "950.00"},
    "settled": {"approved": "-950.00", "settled": "950.00"},
}


def test_the_money_equation_holds_after_each_step(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    batch_id = a_batch(world)
    seen = {"built": balances(world)}
    for name, step in zip(
        list(STEPS)[1:], (released, was_sent, acknowledged, settled), strict=True
    ):
        step(world, batch_id)
        seen[name] = balances(world)
    assert seen == STEPS
