"""Batches: build what the preview shows, cancel it before release."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.batch_lines import (
    active_lines,
    batch_for_update,
    leave_batch,
    once_each,
)
from provportal.actions.moving import move_batch, move_entry, move_request
from provportal.actions.postings import Transfer, post
from provportal.actions.previewing import Preview, preview_for_update
from provportal.domain.ach.writer import trace_number
from provportal.domain.ledger import Account
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.payout import BATCH, BatchAction, EntryAction, NetEntry
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.store.agency import Agency, BankProfile
from provportal.store.payout import Batch, BatchLine, Entry
from provportal.store.row import new_id
from provportal.store.sequence import next_number


def build(session: Session, context: Context) -> Batch:
    """Build the batch that the preview shows; its requests are Payout scheduled from now.

    Raises NotAllowed when nothing can be paid.
    """
    seen = preview_for_update(session, context)
    if not seen.entries:
        raise NotAllowed("batch", "build", "-", "nothing to pay")
    batch = _new_batch(session, context, seen)
    for number, net in enumerate(seen.entries, 1):
        entry = _new_entry(session, batch, seen, (number, net)) if net.net else None
        _schedule(session, context, (batch, entry, net), seen)
    session.flush()
    return batch


def _new_batch(session: Session, context: Context, seen: Preview) -> Batch:
    agency_id = str(context.actor.agency_id)
    week = f"{seen.run.run_on:%G-%V}"
    nth = next_number(session, f"batch:{agency_id}:{week}")
    batch = Batch(
        id=new_id(),
        agency_id=agency_id,
        number=week if nth == 1 else f"{week}-{nth}",
        run_on=seen.run.run_on,
        cutoff_at=seen.run.cutoff_at,
        effective_on=seen.run.effective_on,
        entry_count=sum(1 for entry in seen.entries if entry.net),
        total=seen.total,
        built_at=context.now,
        built_by_id=str(context.actor.person_id),
    )
    session.add(batch)
    session.flush()
    told = {"number": batch.number, "entries": batch.entry_count, "total": str(batch.total)}
    subject = Subject("batch", batch.id, agency_id)
    audit.record(session, context, "batch.build", subject, Change(after=told))
    return batch


def _new_entry(
    session: Session, batch: Batch, seen: Preview, numbered: tuple[int, NetEntry]
) -> Entry:
    number, net = numbered
    profile = session.get_one(BankProfile, batch.agency_id)
    entry = Entry(
        id=new_id(),
        batch_id=batch.id,
        number=number,
        agency_id=batch.agency_id,
        organisation_id=net.organisation_id,
        bank_account_id=seen.accounts[net.organisation_id].id,
        provider_number=seen.lines[net.lines[0].line_id].contract.number,
        remittance_number=remittance_number(session, batch),
        amount=net.net,
        trace=trace_number(profile.odfi, next_number(session, f"trace:{profile.odfi}")),
    )
    session.add(entry)
    session.flush()
    return entry


def remittance_number(session: Session, batch: Batch) -> str:
    """Agency, run and the next serial: 'RA-ALDER-2026-45-0188'; the run is the agency's."""
    serial = next_number(session, f"remittance:{batch.agency_id}:{batch.number}")
    code = session.get_one(Agency, batch.agency_id).code
    return f"RA-{code}-{batch.number}-{serial:04}"


def _schedule(
    session: Session,
    context: Context,
    what: tuple[Batch, Entry | None, NetEntry],
    seen: Preview,
) -> None:
    batch, entry, net = what
    scheduling = Transfer(Account.AWAITING_BATCH, Account.SCHEDULED, Action.SCHEDULE)
    members = [seen.lines[member.line_id] for member in net.lines]
    for payable in members:
        session.add(
            BatchLine(
                batch_id=batch.id,
                entry_id=entry.id if entry else None,
                request_id=payable.request.id,
                line_id=payable.line.id,
                decision_line_id=payable.amount.id,
                amount=payable.payable,
            )
        )
        post(session, context, payable.request, payable.line, (scheduling, payable.payable))
    session.flush()
    for request in once_each(payable.request for payable in members):
        move_request(session, context, request, Action.SCHEDULE, batch=batch.number)


def cancel(session: Session, context: Context, batch_id: str, reason: str) -> Batch:
    """Cancel before release: its requests are Approved again. Raises NotAllowed."""
    batch = batch_for_update(session, context, batch_id)
    BATCH.move(BatchAction.CANCEL, batch.state, context.actor.role)
    batch.note = reason
    back = Transfer(Account.SCHEDULED, Account.AWAITING_BATCH, Action.UNSCHEDULE)
    leave_batch(session, context, active_lines(session, batch), (back, reason))
    for entry in session.scalars(sa.select(Entry).where(Entry.batch_id == batch.id)):
        move_entry(session, context, entry, EntryAction.REJECT)
    move_batch(session, context, batch, BatchAction.CANCEL)
    return batch
