"""Walking the sample: every request goes its way by the same actions as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from rq import Queue

from provportal.actions import bank_accounts, batching, deciding, drafts, releasing, reviewing
from provportal.actions.asking import answer
from provportal.actions.bank_accounts import Details
from provportal.actions.reviewing import Reasoned
from provportal.actions.submitting import submit
from provportal.cli.bank import play_bank
from provportal.cli.cast import Cast
from provportal.cli.desk import work_through
from provportal.clock import FileClock
from provportal.documents.storage import Shelf
from provportal.documents.uploads import Upload, keep_upload
from provportal.domain.calendar import PACIFIC, PaymentCalendar, add_business_days, eastern_date
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import State
from provportal.domain.roles import Actor, Context, Role
from provportal.rails.simulator import Behaviour
from provportal.sample.accounts import SampleAccount
from provportal.sample.plan import PlannedRequest
from provportal.store.payout import Batch
from provportal.store.provider import Certificate, Contract, Organisation
from provportal.store.request import Request
from provportal.store.session import reading, transaction
from provportal.wiring import Wiring
from workers.relay import collect

SHEET = b"%PDF-1.4\n% The signed sheet of an invented family.\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Walker:
    """One demonstration: its equipment, its queue, its clock, its people, its bank."""

    wiring: Wiring
    queue: Queue
    clock: FileClock
    cast: Cast
    bank: Behaviour

    def context(self, actor: Actor) -> Context:
        return Context(actor, self.clock.now(), "demo")

    def at(self, day: date, hour: int, minute: int = 0) -> None:
        """Move on to a Pacific time and keep what falls due until then."""
        moment = datetime.combine(day, time(hour, minute), PACIFIC)
        if moment > self.clock.now():
            self.clock.set_to(moment)
        self.settle_work()

    def settle_work(self) -> None:
        """The bank answers and the jobs run, until nothing is due."""
        work_through(self.wiring, self.queue)
        today = eastern_date(self.clock.now())
        if play_bank(self.wiring.settings, self.bank, today):
            collect(self.wiring)
            work_through(self.wiring, self.queue)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a month of care is sent, reviewed, approved and paid."""

    sent_on: date
    reviewed_on: date
    approved_on: date

    @classmethod
    def of(cls, month: date) -> Timetable:
        """Sent on the second business day of the next month, decided within two more."""
        next_month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        sent = add_business_days(next_month, 1, frozenset())
        reviewed = add_business_days(sent, 1, frozenset())
        return cls(sent, reviewed, add_business_days(reviewed, 1, frozenset()))


def open_accounts(walker: Walker, accounts: Sequence[SampleAccount], day: date) -> None:
    """Each provider's admin enters an account at each agency; an officer approves it."""
    walker.at(day, 9)
    for account in accounts:
        details = Details(
            account.routing, account.account, account.kind, account.holder, account.holder_name
        )
        for agency_id, organisation_id in _contracts_of(walker, account.organisation):
            admin = walker.cast.provider(organisation_id, Role.PROVIDER_ADMIN)
            officer = walker.cast.staff(agency_id, Role.PAYMENT_OFFICER)
            with transaction(walker.wiring.engine) as session:
                entered = bank_accounts.enter(
                    session, walker.context(admin), agency_id, details, walker.wiring.keyring
                )
                bank_accounts.approve(session, walker.context(officer), entered.id)


def _contracts_of(walker: Walker, reference: str) -> list[tuple[str, str]]:
    with reading(walker.wiring.engine) as session:
        rows = session.execute(
            sa.select(Contract.agency_id, Contract.organisation_id)
            .join(Organisation, Organisation.id == Contract.organisation_id)
            .where(Organisation.reference == reference)
            .distinct()
        )
        return [(agency_id, organisation_id) for agency_id, organisation_id in rows]


def walk_month(walker: Walker, month: date, plan: Sequence[PlannedRequest]) -> None:
    """One month of care from its drafts to the money and the proof."""
    when = Timetable.of(month)
    walker.at(when.sent_on, 9)
    for planned in plan:
        send(walker, planned)
    walker.at(when.reviewed_on, 9)
    send_one_back(walker)
    review_all(walker)
    walker.at(when.approved_on, 10)
    approve_all(walker)
    for batch_id in pay_all(walker, when.approved_on):
        wait_for_money(walker, batch_id)


def walk_halfway(walker: Walker, month: date, plan: Sequence[PlannedRequest]) -> None:
    """One month of care that is still on its way: some sent, some in review, some approved."""
    when = Timetable.of(month)
    third = len(plan) // 3
    walker.at(when.sent_on, 9)
    for planned in plan[: 2 * third]:
        send(walker, planned)
    walker.at(when.reviewed_on, 9)
    review_all(walker)
    walker.at(when.approved_on, 10)
    approve_all(walker, third)
    for planned in plan[2 * third :]:
        send(walker, planned)
    walker.settle_work()


def send(walker: Walker, planned: PlannedRequest) -> None:
    """A biller fills in the steps; someone who may sign sends."""
    engine = walker.wiring.engine
    with reading(engine) as session:
        found = session.execute(
            sa.select(Certificate.id, Contract.organisation_id)
            .join(Contract, Contract.id == Certificate.contract_id)
            .where(Certificate.number == planned.certificate)
        ).one()
    certificate_id, organisation_id = found
    biller = walker.context(walker.cast.provider(organisation_id, Role.BILLER))
    with transaction(engine) as session:
        request = drafts.start(session, biller, certificate_id, planned.month)
    sheet = add_sheet(walker, biller, request.id)
    with transaction(engine) as session:
        for slug, given in planned.answers(sheet).items():
            drafts.save_step(session, biller, request.id, slug, given)
    signer = walker.context(walker.cast.signer(organisation_id))
    with transaction(engine) as session:
        submit(session, signer, request.id, f"sample-{request.number}")


def add_sheet(walker: Walker, context: Context, request_id: str) -> str:
    """Upload the signed sheet; returns its document id."""
    shelf = Shelf(walker.wiring.engine, walker.wiring.storage)
    return keep_upload(shelf, context, Upload(request_id, "parent.sheet", SHEET))


def send_one_back(walker: Walker) -> None:
    """At each agency the first request goes back for a new photo, and the provider adds it."""
    engine = walker.wiring.engine
    for agency_id in walker.cast.agencies:
        requests = in_state(walker, agency_id, State.SUBMITTED)
        if not requests:
            continue
        request_id, organisation_id = requests[0]
        reviewer = walker.context(walker.cast.staff(agency_id, Role.REVIEWER))
        why = Reasoned("INCOMP", "The photo of the signed sheet is cut off. Take it again.")
        items = {"parent.sheet": "A photo that shows the whole sheet"}
        with transaction(engine) as session:
            reviewing.send_back(session, reviewer, request_id, items, why)
        signer = walker.context(walker.cast.signer(organisation_id))
        changes = {"parent.sheet": add_sheet(walker, signer, request_id)}
        with transaction(engine) as session:
            answer(session, signer, request_id, changes, f"sample-answer-{request_id}")
    walker.settle_work()


def in_state(walker: Walker, agency_id: str, state: State) -> list[tuple[str, str]]:
    """(request id, organisation id) of an agency's requests in a state, oldest first."""
    with reading(walker.wiring.engine) as session:
        rows = session.execute(
            sa.select(Request.id, Request.organisation_id)
            .where(Request.agency_id == agency_id, Request.state == state)
            .order_by(Request.submitted_at, Request.id)
        )
        return [(request_id, organisation_id) for request_id, organisation_id in rows]


def review_all(walker: Walker) -> None:
    """A reviewer takes each request and recommends it."""
    why = Reasoned("complete", "Days, amount and signatures fit the certificate.")
    for agency_id in walker.cast.agencies:
        reviewer = walker.context(walker.cast.staff(agency_id, Role.REVIEWER))
        for request_id, _ in in_state(walker, agency_id, State.SUBMITTED):
            with transaction(walker.wiring.engine) as session:
                reviewing.take(session, reviewer, request_id)
                reviewing.recommend(session, reviewer, request_id, why)


def approve_all(walker: Walker, at_most: int | None = None) -> None:
    """An approver who is neither submitter nor reviewer approves, of each agency so many."""
    why = Reasoned("as_recommended", "Approved as the rules pay it.")
    for agency_id in walker.cast.agencies:
        approver = walker.context(walker.cast.staff(agency_id, Role.APPROVER))
        for request_id, _ in in_state(walker, agency_id, State.IN_REVIEW)[:at_most]:
            with transaction(walker.wiring.engine) as session:
                deciding.approve(session, approver, request_id, why)


def pay_all(walker: Walker, approved_on: date) -> list[str]:
    """One officer of each agency builds the run on its day, another releases it."""
    engine = walker.wiring.engine
    run = next(PaymentCalendar().runs(approved_on))
    walker.at(run.run_on, 9)
    released = []
    for agency_id in walker.cast.agencies:
        builder = walker.context(walker.cast.staff(agency_id, Role.PAYMENT_OFFICER))
        releaser = walker.context(walker.cast.staff(agency_id, Role.PAYMENT_OFFICER, 1))
        try:
            with transaction(engine) as session:
                batch_id = batching.build(session, builder).id
        except NotAllowed:
            continue
        with transaction(engine) as session:
            releasing.release(session, releaser, batch_id)
        released.append(batch_id)
    walker.settle_work()
    return released


def wait_for_money(walker: Walker, batch_id: str) -> None:
    """Until the settlement date: the remittances are posted and their documents made."""
    with reading(walker.wiring.engine) as session:
        effective_on = session.get_one(Batch, batch_id).effective_on
    walker.at(effective_on, 9)
