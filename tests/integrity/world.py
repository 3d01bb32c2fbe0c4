"""A right world for the invariants: agencies whose requests walked, by real actions, everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.actions import (
    asking,
    bank_account_stops,
    bank_accounts,
    batching,
    deciding,
    drafts,
    releasing,
    returning,
    reviewing,
    settling,
    uploads,
)
from provportal.actions.releasing import SentFile
from provportal.actions.settling import Acknowledgement
from provportal.actions.uploads import StoredFile
from provportal.domain.bank_account import Stop
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.domain.upload import UploadAction
from provportal.rails.ach_file import batch_file
from provportal.rails.folder import FolderRail
from provportal.rails.rail import Rail
from provportal.store.payout import BankAnswer, Batch, Entry, ReceivedFile
from provportal.store.reads import active_account
from provportal.store.row import new_id
from provportal.store.session import transaction
from tests import given, given_rules
from tests import given_requests as requests
from tests.given import RUN_DAY, SETTLEMENT, WHY, World

LATER = RUN_DAY + timedelta(days=28)
"""Friday 4 December 2026: the run in which returned money is paid again."""


def a_right_world(engine: Engine, outgoing: Path) -> None:
    """Every place a request can stand in, every way a payment can go; nothing is wrong."""
    rail = FolderRail(outgoing, outgoing.with_name("incoming"))
    desk = given.a_world(engine)
    one_as_asked_and_one_reduced(desk, rail)
    on_the_desk(desk)
    returned_before_it_settled(given.a_world(engine), rail)
    paid_again(given.a_world(engine), rail)
    refused_by_the_bank(given.a_world(engine), rail)
    returned_after_it_settled(given.a_world(engine), rail)
    held_closed_and_reopened(given.a_world(engine))
    changes_that_were_stopped(given.a_world(engine))
    files_sent(desk)
    given_rules.published(desk, given_rules.a_book(begins="2027-01-01"))


def one_as_asked_and_one_reduced(world: World, rail: Rail) -> None:
    """Two children in one entry; the provider asked more than its rate for one of them."""
    requests.a_request(world, Place.APPROVED)
    requests.a_request(world, Place.APPROVED, amount={"total": "1000.00"})
    paid(world, rail, requests.a_batch(world), RUN_DAY)


def on_the_desk(world: World) -> None:
    """Requests in every place before a payout, and one in a batch that was not released."""
    requests.a_request(world, Place.PAYOUT_SCHEDULED)
    for place in (Place.DRAFT, Place.SUBMITTED, Place.IN_REVIEW, Place.APPROVED):
        requests.a_request(world, place)
    recalled(world)
    withdrawn(world)
    answered(world)
    set_aside(world)
    denied(world)


def sent(world: World, rail: Rail, batch_id: str, run: datetime) -> str:
    """Released, its bytes with the bank and recorded; returns their hash."""
    system = world.doing(SYSTEM, run)
    with transaction(world.engine) as session:
        releasing.release(session, world.doing(world.agency.other_officer, run), batch_id)
        file = batch_file(session, world.keyring, batch_id)
        rail.deliver(file.mailbox, file.name, file.data)
        recorded = SentFile(sha256(file.data).hexdigest(), len(file.data), "sealed-copy")
        releasing.record_sent(session, system, batch_id, recorded)
    return recorded.sha256


def acknowledged(
    world: World, rail: Rail, batch_id: str, run: datetime, *, accepted: bool = True
) -> None:
    """The bank answers the file an hour later."""
    file_hash = sent(world, rail, batch_id, run)
    with transaction(world.engine) as session:
        batch = session.get_one(Batch, batch_id)
        said = Acknowledgement(file_hash, batch.entry_count, batch.total, accepted)
        settling.acknowledge(session, world.doing(SYSTEM, run + timedelta(hours=1)), said)


def paid(world: World, rail: Rail, batch_id: str, run: datetime) -> None:
    """All of a batch's way; it settles two banking days after a Friday."""
    acknowledged(world, rail, batch_id, run)
    with transaction(world.engine) as session:
        settling.settle(session, world.doing(SYSTEM, run + timedelta(days=4)), batch_id)


def files_sent(world: World) -> None:
    """One file that is clean and has two pages, one with a virus, one that waits."""
    request_id, system = requests.a_draft(world), world.doing(SYSTEM)
    clean, bad, _ = (_taken_in(world, request_id, digit) for digit in "123")
    page, other = _stored("5", "image/jpeg"), _stored("6", "image/jpeg")
    with transaction(world.engine) as session:
        uploads.release(session, system, clean, _stored("4"), (page, other))
        uploads.refuse(session, system, bad, UploadAction.CONDEMN, "file_infected")


def _taken_in(world: World, request_id: str, digit: str) -> str:
    biller = world.doing(world.provider.biller)
    with transaction(world.engine) as session:
        return uploads.take_in(session, biller, request_id, "parent.sheet", _stored(digit))


def _stored(digit: str, media_type: str = "application/pdf") -> StoredFile:
    return StoredFile(digit * 32, digit * 64, 1_000, media_type)


def recalled(world: World) -> None:
    request_id = requests.a_request(world, Place.SUBMITTED)
    with transaction(world.engine) as session:
        drafts.recall(session, world.doing(world.provider.biller), request_id)


def withdrawn(world: World) -> None:
    request_id = requests.a_request(world, Place.SUBMITTED)
    with transaction(world.engine) as session:
        drafts.withdraw(session, world.doing(world.provider.biller), request_id, "Sent twice.")


def asked(world: World) -> str:
    request_id = requests.a_request(world, Place.IN_REVIEW)
    items = {"amount.total": "Please check the amount."}
    with transaction(world.engine) as session:
        reviewing.send_back(session, world.doing(world.agency.reviewer), request_id, items, WHY)
    return request_id


def answered(world: World) -> None:
    """One that waits for its provider, and one that was answered: its second version counts."""
    asked(world)
    request_id = asked(world)
    changes = {"amount.total": "940.00"}
    with transaction(world.engine) as session:
        asking.answer(
            session, world.doing(world.provider.biller), request_id, changes, f"again-{request_id}"
        )
    requests.checked(world, request_id)


def set_aside(world: World) -> None:
    request_id = requests.a_request(world, Place.IN_REVIEW)
    with transaction(world.engine) as session:
        reviewing.set_aside(session, world.doing(world.agency.reviewer), request_id, WHY)


def denied(world: World) -> None:
    request_id = requests.a_request(world, Place.IN_REVIEW)
    with transaction(world.engine) as session:
        deciding.deny(session, world.doing(world.agency.approver), request_id, WHY)


def held_closed_and_reopened(world: World) -> None:
    """Last of all: the faults of the tests name the first of their kind."""
    held(world)
    upheld(world)
    lapsed(world)


def upheld(world: World) -> None:
    """Lapsed, appealed, reviewed once more and approved."""
    request_id = requests.a_request(world, Place.ASKED)
    requests.lapsed(world, request_id)
    requests.upheld(world, request_id)
    requests.recommended(world, request_id)
    requests.approved(world, request_id)


def lapsed(world: World) -> None:
    requests.lapsed(world, requests.a_request(world, Place.ASKED))


def held(world: World) -> None:
    """Held alone, one that emptied its run, each way out, and held out of a run that goes on."""
    requests.a_request(world, Place.HELD)
    requests.held(world, requests.a_request(world, Place.PAYOUT_SCHEDULED))
    requests.hold_ended(world, requests.a_request(world, Place.HELD))
    decided_anew = requests.a_request(world, Place.HELD)
    requests.sent_to_a_new_decision(world, decided_anew)
    requests.recommended(world, decided_anew)
    requests.approved(world, decided_anew)
    requests.held(world, requests.a_request(world, Place.PAYOUT_SCHEDULED))


def returned_after_it_settled(world: World, rail: Rail) -> str:
    request_id = requests.a_request(world, Place.PAYOUT_SCHEDULED)
    paid(world, rail, requests.batch_of(world, request_id), RUN_DAY)
    came_back(world, request_id, SETTLEMENT + timedelta(days=2))
    return request_id


def returned_before_it_settled(world: World, rail: Rail) -> None:
    """The return overtakes the settlement, which then has nothing to pay."""
    request_id = requests.a_request(world, Place.PAYOUT_SCHEDULED)
    batch_id = requests.batch_of(world, request_id)
    acknowledged(world, rail, batch_id, RUN_DAY)
    came_back(world, request_id, RUN_DAY + timedelta(days=3))
    with transaction(world.engine) as session:
        settling.settle(session, world.doing(SYSTEM, SETTLEMENT), batch_id)


def came_back(world: World, request_id: str, now: datetime) -> None:
    """The bank returns the entry of a request: the account is closed (R02)."""
    with transaction(world.engine) as session:
        entry = session.scalars(
            sa.select(Entry).where(Entry.batch_id == requests.batch_of(world, request_id))
        ).one()
        file = ReceivedFile(
            id=new_id(),
            agency_id=world.agency.id,
            name="returns.ach",
            kind="answers",
            sha256="0" * 64,
            storage_key=new_id(),
            received_at=now,
        )
        session.add(file)
        session.flush()
        answer = BankAnswer(
            id=new_id(),
            file_id=file.id,
            agency_id=world.agency.id,
            line=3,
            kind="return",
            code="R02",
            original_trace=entry.trace,
            details={},
        )
        session.add(answer)
        session.flush()
        returning.receive_return(session, world.doing(SYSTEM, now), answer, entry.amount.cents)


def paid_again(world: World, rail: Rail) -> None:
    """Returned, then paid by a new entry to a new account."""
    request_id = returned_after_it_settled(world, rail)
    a_new_account(world, SETTLEMENT + timedelta(days=3))
    assert requests.look(world, request_id).place is Place.APPROVED
    with transaction(world.engine) as session:
        batch_id = batching.build(session, world.doing(world.agency.officer, LATER)).id
    paid(world, rail, batch_id, LATER)


def a_new_account(world: World, entered_on: datetime) -> None:
    admin, officer = world.provider.admin, world.agency.officer
    new = given.details("000987654321")
    with transaction(world.engine) as session:
        entering = world.doing(admin, entered_on)
        account = bank_accounts.enter(session, entering, world.agency.id, new, world.keyring)
        bank_accounts.approve(session, world.doing(officer, entered_on), account.id)
        verifying = world.doing(SYSTEM, entered_on + timedelta(days=10))
        bank_accounts.verify(session, verifying, account.id)


def changes_that_were_stopped(world: World) -> None:
    """Overtaken, refused, taken back; then the account that is paid is frozen and let go on."""
    admin, officer = world.doing(world.provider.admin), world.doing(world.agency.officer)

    def entered(session: Session, number: str) -> str:
        typed = given.details(number)
        return bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring).id

    with transaction(world.engine) as session:
        entered(session, "000987654321")
        second = entered(session, "000987654322")
        bank_account_stops.refuse(session, officer, second, Stop.SHARED, "Used by another.")
        bank_account_stops.take_back(session, admin, entered(session, "000987654323"))
        active = active_account(session, world.agency.id, world.provider.id)
        assert active is not None
        bank_account_stops.freeze(session, admin, active.id)
        bank_account_stops.reinstate(session, officer, active.id, "Called: it is theirs.")


def refused_by_the_bank(world: World, rail: Rail) -> None:
    """A batch cancelled before release, the next refused by the bank, the third on its way."""
    requests.a_request(world, Place.APPROVED)
    cancelled = requests.a_batch(world)
    with transaction(world.engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        batching.cancel(session, officer, cancelled, "Built before the last approvals were in.")
    acknowledged(world, rail, requests.a_batch(world), RUN_DAY, accepted=False)
    sent(world, rail, requests.a_batch(world), RUN_DAY)
