"""Races on PostgreSQL: exactly one wins, and the others are told so in words of ours."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.actions import (
    bank_accounts,
    batching,
    checking,
    deciding,
    drafts,
    releasing,
    returning,
    reviewing,
    settling,
)
from provportal.actions.submitting import Receipt, submit
from provportal.domain.bank_account import AccountState
from provportal.domain.payout import BatchState, EntryState
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Actor, Role
from provportal.integrity import check
from provportal.store.bank_account import BankAccount
from provportal.store.decision import CheckResult
from provportal.store.payout import BankAnswer, BankFile, Batch, BatchLine, Entry, ReceivedFile
from provportal.store.request import BillKey
from provportal.store.row import new_id
from provportal.store.session import transaction
from tests import given
from tests.actions.seen import rows, versions
from tests.given import NOW, RUN_DAY, SETTLEMENT, WHY, World, a_certificate, a_world, details
from tests.given_requests import (
    RETURN_DAY,
    a_draft,
    a_request,
    acknowledged,
    batch_of,
    look,
    recommended,
    released,
    sent,
    was_sent,
)
from tests.races.racing import THREADS, Runner, race, told


def intact(world: World) -> bool:
    return check(world.engine).ok


def approvers(world: World) -> list[Actor]:
    return [
        given.a_person(world.engine, Role.APPROVER, agency_id=world.agency.id)
        for _ in range(THREADS)
    ]


def officers(world: World, count: int = THREADS) -> list[Actor]:
    return [
        given.a_person(world.engine, Role.PAYMENT_OFFICER, agency_id=world.agency.id)
        for _ in range(count)
    ]


def test_a_form_sent_by_eight_clicks_is_one_version(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_draft(world)
    biller = world.doing(world.provider.biller)
    answers = race(postgresql, [lambda s: submit(s, biller, request_id, "one-key")] * THREADS)
    assert told(answers) == Counter(done=THREADS)
    assert len(versions(world, request_id)) == 1


def test_a_draft_sent_from_eight_tabs_is_sent_once(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_draft(world)
    biller = world.doing(world.provider.biller)

    def from_tab(tab: int, session: Session) -> Receipt:
        return submit(session, biller, request_id, f"tab-{tab}")

    answers = race(postgresql, [partial(from_tab, tab) for tab in range(THREADS)])
    assert told(answers) == Counter(done=1, NotAllowed=THREADS - 1)


def test_of_eight_drafts_of_one_bill_one_is_sent(postgresql: Engine) -> None:
    """The losers are told the winner's number."""
    world = a_world(postgresql)
    certificate_id = a_certificate(world)
    ids = [a_draft(world, certificate_id) for _ in range(THREADS)]
    biller = world.doing(world.provider.biller)

    def send(request_id: str, session: Session) -> Receipt:
        return submit(session, biller, request_id, f"key-{request_id}")

    receipts = race(postgresql, [partial(send, request_id) for request_id in ids])
    assert told(receipts) == Counter(done=THREADS)
    seen = [receipt for receipt in receipts if isinstance(receipt, Receipt)]
    [winner] = [receipt for receipt in seen if receipt.accepted]
    named = {
        finding.params["number"]
        for receipt in seen
        if not receipt.accepted
        for finding in receipt.findings["duplicate_exact"]
    }
    assert (named, len(rows(world, BillKey))) == ({winner.request.number}, 1)


def test_eight_reviewers_take_a_request_once(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_request(world, Place.SUBMITTED)
    people = [
        given.a_person(postgresql, Role.REVIEWER, agency_id=world.agency.id) for _ in range(THREADS)
    ]

    def take(actor: Actor, session: Session) -> object:
        return reviewing.take(session, world.doing(actor), request_id)

    answers = race(postgresql, [partial(take, actor) for actor in people])
    assert told(answers) == Counter(done=1, NotAllowed=THREADS - 1)


def test_of_eight_approvers_one_approves(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)

    def approve(actor: Actor, session: Session) -> object:
        return deciding.approve(session, world.doing(actor), request_id, WHY)

    answers = race(postgresql, [partial(approve, actor) for actor in approvers(world)])
    assert told(answers) == Counter(done=1, NotAllowed=THREADS - 1)
    assert intact(world)


def test_recalling_and_taking_at_once_have_one_winner(postgresql: Engine) -> None:
    world = a_world(postgresql)
    request_id = a_request(world, Place.SUBMITTED)
    runners: list[Runner] = [
        lambda s: drafts.recall(s, world.doing(world.provider.biller), request_id),
        lambda s: reviewing.take(s, world.doing(world.agency.reviewer), request_id),
    ] * (THREADS // 2)
    assert told(race(postgresql, runners)) == Counter(done=1, NotAllowed=THREADS - 1)


def test_eight_officers_build_one_batch(postgresql: Engine) -> None:
    world = a_world(postgresql)
    for _ in range(3):
        a_request(world, Place.APPROVED)

    def build(actor: Actor, session: Session) -> object:
        return batching.build(session, world.doing(actor, RUN_DAY))

    answers = race(postgresql, [partial(build, actor) for actor in officers(world)])
    assert told(answers) == Counter(done=1, NotAllowed=THREADS - 1)
    assert len(rows(world, BatchLine)) == 3
    assert intact(world)


def test_releasing_and_cancelling_at_once_have_one_winner(postgresql: Engine) -> None:
    world = a_world(postgresql)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))

    def release(actor: Actor, session: Session) -> object:
        return releasing.release(session, world.doing(actor, RUN_DAY), batch_id)

    def cancel(actor: Actor, session: Session) -> object:
        return batching.cancel(session, world.doing(actor, RUN_DAY), batch_id, "Too early.")

    half = THREADS // 2
    runners = [partial(release, actor) for actor in officers(world, half)]
    runners += [partial(cancel, actor) for actor in officers(world, half)]
    assert told(race(postgresql, runners)) == Counter(done=1, NotAllowed=THREADS - 1)
    assert intact(world)


def test_eight_batches_released_in_one_minute_are_eight_files(postgresql: Engine) -> None:
    world = a_world(postgresql)
    batches = [batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED)) for _ in range(THREADS)]
    officer = world.doing(world.agency.other_officer, RUN_DAY)

    def release(batch_id: str, session: Session) -> object:
        return releasing.release(session, officer, batch_id)

    answers = race(postgresql, [partial(release, batch_id) for batch_id in batches])
    assert told(answers) == Counter(done=THREADS)
    modifiers = {file.file_id_modifier for file in rows(world, BankFile)}
    assert len(modifiers) == THREADS


def test_a_file_recorded_by_eight_workers_is_sent_once(postgresql: Engine) -> None:
    world = a_world(postgresql)
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    released(world, batch_id)
    file = releasing.SentFile("a" * 64, 940, "kept")
    system = world.doing(SYSTEM, RUN_DAY)
    answers = race(
        postgresql, [lambda s: releasing.record_sent(s, system, batch_id, file)] * THREADS
    )
    assert told(answers) == Counter(done=THREADS)
    assert intact(world)


def test_a_batch_settled_by_eight_workers_is_paid_once(postgresql: Engine) -> None:
    world = a_world(postgresql)
    batch_id = on_its_way(world)
    system = world.doing(SYSTEM, SETTLEMENT)
    answers = race(postgresql, [lambda s: settling.settle(s, system, batch_id)] * THREADS)
    assert told(answers) == Counter(done=THREADS)
    assert intact(world)


def on_its_way(world: World) -> str:
    """A batch that the bank has acknowledged; returns its id."""
    batch_id = batch_of(world, a_request(world, Place.PAYOUT_SCHEDULED))
    for step in (released, was_sent, acknowledged):
        step(world, batch_id)
    return batch_id


def returns(world: World, count: int) -> list[str]:
    """Answers of the bank that return the one entry, not handled yet; returns their ids."""
    [entry] = rows(world, Entry)
    file_id, ids = new_id(), [new_id() for _ in range(count)]
    with transaction(world.engine) as session:
        session.add(
            ReceivedFile(
                id=file_id,
                agency_id=world.agency.id,
                name="returns.ach",
                kind="answers",
                sha256="c" * 64,
                storage_key="kept",
                received_at=RETURN_DAY,
            )
        )
        session.flush()
        session.add_all(
            BankAnswer(
                id=answer_id,
                file_id=file_id,
                agency_id=world.agency.id,
                line=line,
                kind="return",
                code="R02",
                original_trace=entry.trace,
                details={},
            )
            for line, answer_id in enumerate(ids, 1)
        )
    return ids


def handle(world: World, answer_id: str, session: Session) -> object:
    answer = session.get_one(BankAnswer, answer_id)
    return returning.receive_return(session, world.doing(SYSTEM, RETURN_DAY), answer, 95_000)


def test_a_return_told_eight_times_is_owed_again_once(postgresql: Engine) -> None:
    world = a_world(postgresql)
    a_request(world, Place.PAID)
    runners = [partial(handle, world, answer_id) for answer_id in returns(world, THREADS)]
    assert told(race(postgresql, runners)) == Counter(done=THREADS)
    assert intact(world)


def test_a_return_while_its_batch_settles_leaves_one_truth(postgresql: Engine) -> None:
    world = a_world(postgresql)
    batch_id = on_its_way(world)
    system = world.doing(SYSTEM, SETTLEMENT)
    half = THREADS // 2
    runners: list[Runner] = [
        partial(handle, world, answer_id) for answer_id in returns(world, half)
    ]
    runners += [lambda s: settling.settle(s, system, batch_id)] * half
    assert told(race(postgresql, runners)) == Counter(done=THREADS)
    [entry], [batch] = rows(world, Entry), rows(world, Batch)
    assert (entry.state, batch.state) == (EntryState.RETURNED, BatchState.SETTLED)
    assert intact(world)


def test_a_return_while_a_new_account_is_verified_is_paid_again(postgresql: Engine) -> None:
    """Whichever comes first, the request ends as Approved, with the new account."""
    world = a_world(postgresql)
    request_id = a_request(world, Place.PAID)
    with transaction(postgresql) as session:
        account = bank_accounts.enter(
            session,
            world.doing(world.provider.admin),
            world.agency.id,
            details("000987654321"),
            world.keyring,
        )
        bank_accounts.approve(session, world.doing(world.agency.officer), account.id)
    later = world.doing(SYSTEM, NOW + timedelta(days=10))
    half = THREADS // 2
    runners: list[Runner] = [
        partial(handle, world, answer_id) for answer_id in returns(world, half)
    ]
    runners += [lambda s: bank_accounts.verify(s, later, account.id)] * half
    assert told(race(postgresql, runners)) == Counter(done=THREADS)
    assert look(world, request_id).place is Place.APPROVED
    assert intact(world)


def test_eight_accounts_entered_at_once_are_eight_versions(postgresql: Engine) -> None:
    world = a_world(postgresql)
    admin = world.doing(world.provider.admin)

    def enter(nth: int, session: Session) -> object:
        typed = details(f"00098765432{nth}")
        return bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)

    assert told(race(postgresql, [partial(enter, nth) for nth in range(THREADS)])) == Counter(
        done=THREADS
    )


def test_of_eight_officers_one_approves_an_account(postgresql: Engine) -> None:
    world = a_world(postgresql)
    with transaction(postgresql) as session:
        account = bank_accounts.enter(
            session,
            world.doing(world.provider.admin),
            world.agency.id,
            details("000987654321"),
            world.keyring,
        )

    def approve(actor: Actor, session: Session) -> object:
        return bank_accounts.approve(session, world.doing(actor), account.id)

    answers = race(postgresql, [partial(approve, actor) for actor in officers(world)])
    assert told(answers) == Counter(done=1, NotAllowed=THREADS - 1)
    newest = rows(world, BankAccount)[-1]
    assert newest.state is AccountState.WAITING


def test_a_check_run_by_eight_workers_reports_once(postgresql: Engine) -> None:
    world = a_world(postgresql)
    sent(world, a_draft(world))
    result = rows(world, CheckResult, CheckResult.reported_at.is_(None))[0]
    system = world.doing(SYSTEM)
    answers = race(
        postgresql,
        [lambda s: checking.run_check(s, system, result.id, world.keyring)] * THREADS,
    )
    assert told(answers) == Counter(done=THREADS)
    assert intact(world)


def test_one_key_for_two_requests_at_once_is_refused_in_words(postgresql: Engine) -> None:
    world = a_world(postgresql)
    ids = [a_draft(world) for _ in range(THREADS)]
    biller = world.doing(replace(world.provider.biller))

    def send(request_id: str, session: Session) -> object:
        return submit(session, biller, request_id, "one-key")

    answers = race(postgresql, [partial(send, request_id) for request_id in ids])
    assert told(answers) == Counter(done=1, NotAllowed=THREADS - 1)
