"""The county of the served demo: in every state, of every kind, with each odd case, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.cli.walk_start import SEED
from provportal.documents.remittances import CSV, PDF, document_of
from provportal.domain.bank_account import AccountState
from provportal.domain.calendar import pacific_date
from provportal.domain.payout import BatchState, EntryState
from provportal.domain.request import Place
from provportal.integrity import check
from provportal.sample.odd_cases import CancelledRun, MistypedAccount, Odd, OddAccount, OddRequest
from provportal.sample.plan import PlannedRequest, sample_month
from provportal.sample.providers import KINDS, make_providers
from provportal.sample.size import FULL
from provportal.settings import from_environment
from provportal.store.agency import Agency
from provportal.store.audit import AuditEvent
from provportal.store.bank_account import BankAccount
from provportal.store.decision import DecisionLine
from provportal.store.payout import Batch, BatchLine, Entry
from provportal.store.provider import Certificate, Contract, Organisation
from provportal.store.remittance import Remittance
from provportal.store.request import Request, RequestLine
from provportal.store.session import reading
from provportal.wiring import Wiring, wire

pytestmark = pytest.mark.slow

WAYS = {
    Odd.HALFWAY: "start",
    Odd.WITHDRAWN_DRAFT: "start withdraw",
    Odd.WITHDRAWN: "start submit withdraw",
    Odd.RECALLED: "start submit recall submit take recommend approve schedule",
    Odd.SENT_BACK: "start submit ask answer take recommend approve schedule",
    Odd.ASKED: "start submit ask",
    Odd.LAPSED: "start submit ask lapse",
    Odd.RESUMED: "start submit take set_aside resume recommend approve schedule",
    Odd.SET_ASIDE: "start submit take set_aside",
    Odd.DENIED: "start submit take recommend deny",
    Odd.UPHELD: "start submit take recommend deny uphold_appeal recommend approve schedule pay",
    Odd.HELD: "start submit take recommend approve hold",
    Odd.HOLD_ENDED: "start submit take recommend approve hold end_hold schedule",
}
"""The steps of each case in the audit log; what goes on after a schedule is the plain way."""

QUIET = ("request.save", "request.check", "request.upload")


@pytest.fixture(scope="module")
def wiring(county: Path) -> Iterator[Wiring]:
    settings = from_environment({"DATA": str(county), "CLOCK_FILE": str(county / "clock")})
    wired = wire(settings)
    yield wired
    wired.engine.dispose()


@pytest.fixture
def session(wiring: Wiring) -> Iterator[Session]:
    with reading(wiring.engine) as reads:
        yield reads


def planned(odd: OddRequest) -> PlannedRequest:
    month = sample_month(SEED, FULL, odd.month)
    number = f"-{odd.child + 1:04}"
    return next(one for one in month.requests if one.certificate.endswith(number))


def request_of(session: Session, odd: OddRequest) -> Request:
    return session.scalars(
        sa.select(Request)
        .join(Certificate, Certificate.id == Request.certificate_id)
        .where(Certificate.number == planned(odd).certificate, Request.service_from == odd.month)
    ).one()


def steps_of(session: Session, request: Request) -> str:
    """What was done to it, in order."""
    actions = session.scalars(
        sa.select(AuditEvent.action)
        .where(AuditEvent.subject_id == request.id, AuditEvent.action.not_in(QUIET))
        .order_by(AuditEvent.sequence)
    )
    return " ".join(action.removeprefix("request.") for action in actions)


def entries_of(session: Session, odd: MistypedAccount) -> list[Entry]:
    """What was paid for the month of a mistyped account, in order."""
    provider = make_providers(SEED, FULL.providers)[odd.provider]
    return list(
        session.scalars(
            sa.select(Entry)
            .join(Agency, Agency.id == Entry.agency_id)
            .join(Organisation, Organisation.id == Entry.organisation_id)
            .join(BatchLine, BatchLine.entry_id == Entry.id)
            .join(Request, Request.id == BatchLine.request_id)
            .where(
                Agency.code == odd.agency,
                Organisation.reference == provider.reference,
                Request.service_from == odd.month,
            )
            .order_by(Entry.trace)
            .distinct()
        )
    )


def batches_of(session: Session, odd: CancelledRun) -> list[BatchState]:
    """The states of an agency's runs for a month, in the order in which they were built."""
    found = session.execute(
        sa.select(Batch.state, Batch.built_at)
        .join(Agency, Agency.id == Batch.agency_id)
        .join(BatchLine, BatchLine.batch_id == Batch.id)
        .join(Request, Request.id == BatchLine.request_id)
        .where(Agency.code == odd.agency, Request.service_from == odd.month)
        .order_by(Batch.built_at)
        .distinct()
    )
    return [state for state, _ in found]


def test_it_is_whole(wiring: Wiring) -> None:
    report = check(wiring.engine, wiring.settings.outgoing_path)
    assert [one.invariant.name for one in report.broken] == []


def test_there_is_a_request_in_every_place(session: Session) -> None:
    assert {request.place for request in session.scalars(sa.select(Request))} == set(Place)


def test_runs_are_built_sent_settled_and_cancelled(session: Session) -> None:
    states = set(session.scalars(sa.select(Batch.state)))
    needed = {BatchState.BUILT, BatchState.ACKNOWLEDGED, BatchState.SETTLED, BatchState.CANCELLED}
    assert states == needed


def test_providers_of_every_kind_are_paid_at_two_agencies(session: Session) -> None:
    paid = session.execute(
        sa.select(Contract.terms["kind"].as_string(), Contract.agency_id)
        .join(Request, Request.contract_id == Contract.id)
        .where(Request.state == Place.PAID)
        .distinct()
    ).all()
    assert ({kind for kind, _ in paid}, len({agency for _, agency in paid})) == (set(KINDS), 2)


def test_some_are_paid_less_than_they_asked(session: Session) -> None:
    asked_and_paid = session.execute(
        sa.select(RequestLine.asked, DecisionLine.payable)
        .join(DecisionLine, DecisionLine.line_id == RequestLine.id)
        .where(DecisionLine.payable < RequestLine.asked)
    ).all()
    assert len(asked_and_paid) > 10


def test_every_remittance_has_its_two_files(session: Session) -> None:
    ids = session.scalars(sa.select(Remittance.id)).all()
    missing = [one for one in ids for kind in (PDF, CSV) if document_of(session, one, kind) is None]
    assert (len(ids) > 100, missing) == (True, [])


@pytest.mark.parametrize("odd", FULL.odd.requests, ids=lambda odd: f"{odd.what.name}-{odd.child}")
def test_an_odd_request_went_its_way(session: Session, odd: OddRequest) -> None:
    steps = steps_of(session, request_of(session, odd))
    way = WAYS[odd.what]
    assert steps.startswith(way) if way.endswith("schedule") else steps == way


def test_who_was_asked_has_days_left(session: Session, wiring: Wiring) -> None:
    waiting = [odd for odd in FULL.odd.requests if odd.what is Odd.ASKED]
    due = [request_of(session, odd).due_on for odd in waiting]
    today = pacific_date(wiring.clock.now())
    assert all(day is not None and day > today for day in due)


@pytest.mark.parametrize("odd", FULL.odd.runs, ids=lambda odd: odd.agency)
def test_a_cancelled_run_was_built_again(session: Session, odd: CancelledRun) -> None:
    assert batches_of(session, odd)[:2] == [BatchState.CANCELLED, BatchState.SETTLED]


@pytest.mark.parametrize("odd", FULL.odd.accounts, ids=lambda odd: odd.what.name)
def test_a_payment_to_a_mistyped_account_came_back(session: Session, odd: MistypedAccount) -> None:
    first, *later = entries_of(session, odd)
    again = [EntryState.SETTLED] if odd.what is OddAccount.PAID_AGAIN else []
    assert (first.return_code, [one.state for one in later]) == ("R03", again)


def test_an_officer_at_each_agency_finds_a_change_to_look_at(session: Session) -> None:
    entered = sa.select(BankAccount.agency_id).where(BankAccount.state == AccountState.ENTERED)
    assert len(session.scalars(entered).all()) == len(FULL.odd.unseen) == 2
