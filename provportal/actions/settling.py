"""Settling: the bank's acknowledgement, the settlement date, and the remittance that makes Paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit, snapshots
from provportal.actions.audit import Change, Subject
from provportal.actions.batch_lines import (
    Member,
    active_lines,
    batch_for_update,
    leave_batch,
    once_each,
)
from provportal.actions.batching import remittance_number
from provportal.actions.moving import move_batch, move_entry, move_request
from provportal.actions.notices import News, tell_admins
from provportal.actions.postings import Transfer, post
from provportal.actions.promises import Job, promise
from provportal.domain.calendar import EASTERN, eastern_date
from provportal.domain.ledger import Account
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import Money
from provportal.domain.notice import NoticeEvent
from provportal.domain.payout import BatchAction, BatchState, EntryAction, EntryState
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.store.payout import BankFile, Batch, Entry
from provportal.store.remittance import Remittance, RemittanceLine
from provportal.store.row import new_id

SETTLEMENT_TIME = time(8, 30)
"""Eastern: overnight files settle at 8:30 am (rails facts, 2.2)."""
REMITTANCES_A_JOB = 25
"""A fork per job costs more than a small PDF; so many share one (measured, design)."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the bank says it got: the hash of the file, how many entries, how much."""

    sha256: str
    entries: int
    credit: Money
    accepted: bool


class TotalsDiffer(Exception):
    """The bank's totals are not what was sent: an alarm, never a settlement."""


def acknowledge(session: Session, context: Context, acknowledgement: Acknowledgement) -> Batch:
    """Post the bank's acknowledgement and promise the settlement. Harmless a second time.

    Raises LookupError for a file we never sent, TotalsDiffer when the totals are not ours.
    """
    batch_id = session.scalar(
        sa.select(BankFile.batch_id).where(BankFile.sha256 == acknowledgement.sha256)
    )
    if batch_id is None:
        raise LookupError("an acknowledgement of a file that we never sent")
    batch = batch_for_update(session, context, batch_id)
    if batch.state is not BatchState.SENT:
        return batch
    if (acknowledgement.entries, acknowledgement.credit) != (batch.entry_count, batch.total):
        raise TotalsDiffer(f"payment run {batch.number}")
    if not acknowledgement.accepted:
        _reject(session, context, batch)
        return batch
    batch.acknowledged_at = context.now
    move_batch(session, context, batch, BatchAction.ACKNOWLEDGE)
    settles_at = datetime.combine(batch.effective_on, SETTLEMENT_TIME, EASTERN)
    promise(session, context, Job.SETTLE_BATCH, batch.id, settles_at)
    return batch


def _reject(session: Session, context: Context, batch: Batch) -> None:
    """The bank refused the whole file: its requests wait for the next run, with new traces."""
    back = Transfer(Account.SENT, Account.AWAITING_BATCH, BatchAction.REJECT)
    leave_batch(session, context, active_lines(session, batch), (back, BatchAction.REJECT))
    for entry in live_entries(session, batch):
        move_entry(session, context, entry, EntryAction.REJECT)
    move_batch(session, context, batch, BatchAction.REJECT)


def settle(session: Session, context: Context, batch_id: str) -> Batch:
    """Post a remittance for each provider of an acknowledged batch; its requests are Paid.

    Harmless when settled already. Raises NotAllowed before the settlement date.
    """
    batch = batch_for_update(session, context, batch_id)
    if batch.state is BatchState.SETTLED:
        return batch
    if eastern_date(context.now) < batch.effective_on:
        raise NotAllowed("batch", BatchAction.SETTLE, batch.state, "not settled yet")
    batch.settled_on = batch.effective_on
    for entry, members in _payments(session, batch):
        if entry is not None:
            move_entry(session, context, entry, EntryAction.SETTLE)
            _tell(session, context, entry)
        _post_remittance(session, context, (batch, entry), members)
    move_batch(session, context, batch, BatchAction.SETTLE)
    _promise_documents(session, context, batch)
    return batch


def _tell(session: Session, context: Context, entry: Entry) -> None:
    subject = Subject("entry", entry.id, entry.agency_id)
    tell_admins(
        session, context, News(NoticeEvent.PAYMENT_SENT, subject, entry.organisation_id, {})
    )


def live_entries(session: Session, batch: Batch) -> Sequence[Entry]:
    """The entries of a batch that neither settled nor came back, in their order."""
    return session.scalars(
        sa.select(Entry)
        .where(Entry.batch_id == batch.id, Entry.state == EntryState.LIVE)
        .order_by(Entry.number)
    ).all()


def _payments(session: Session, batch: Batch) -> Iterable[tuple[Entry | None, list[Member]]]:
    """The live entries with their lines, then the providers whose net is zero."""
    members = active_lines(session, batch)
    for entry in live_entries(session, batch):
        yield entry, [member for member in members if member[0].entry_id == entry.id]
    unpaid = [member for member in members if member[0].entry_id is None]
    for organisation_id in dict.fromkeys(request.organisation_id for _, request, _ in unpaid):
        yield None, [m for m in unpaid if m[1].organisation_id == organisation_id]


def _post_remittance(
    session: Session,
    context: Context,
    payment: tuple[Batch, Entry | None],
    members: Sequence[Member],
) -> None:
    batch, entry = payment
    number = entry.remittance_number if entry else remittance_number(session, batch)
    snapshot, lines = snapshots.take(session, (batch, entry, number), members)
    remittance = Remittance(
        id=new_id(),
        number=number,
        agency_id=batch.agency_id,
        organisation_id=members[0][1].organisation_id,
        batch_id=batch.id,
        entry_id=entry.id if entry else None,
        paid=snapshot.paid,
        settled_on=batch.effective_on,
        posted_at=context.now,
        snapshot=snapshots.as_json(snapshot),
    )
    session.add(remittance)
    session.flush()
    session.add_all(RemittanceLine(remittance_id=remittance.id, **line) for line in lines)
    session.flush()
    change = Change(after={"number": number, "paid": str(snapshot.paid)})
    subject = Subject("remittance", remittance.id, batch.agency_id)
    audit.record(session, context, "remittance.post", subject, change)
    _mark_paid(session, context, number, members)


def _mark_paid(session: Session, context: Context, number: str, members: Sequence[Member]) -> None:
    """The ledger says settled, and every request of the remittance is Paid."""
    settling = Transfer(Account.SENT, Account.SETTLED, BatchAction.SETTLE)
    for batch_line, request, line in members:
        post(session, context, request, line, (settling, batch_line.amount))
    for request in once_each(request for _, request, _ in members):
        move_request(session, context, request, Action.PAY, remittance=number)


def _promise_documents(session: Session, context: Context, batch: Batch) -> None:
    count = session.scalar(
        sa.select(sa.func.count()).select_from(Remittance).where(Remittance.batch_id == batch.id)
    )
    for first in range(0, count or 0, REMITTANCES_A_JOB):
        promise(session, context, Job.RENDER_REMITTANCES, f"{batch.id}:{first}")
