"""Releasing a batch: the second person, the claimed bank file, and the file once it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.batch_lines import active_lines, batch_for_update, once_each
from provportal.actions.moving import move_batch, refuse_same_person
from provportal.actions.notices import tell_sender
from provportal.actions.postings import Transfer, post
from provportal.actions.promises import Job, promise
from provportal.domain.bank_account import AccountState
from provportal.domain.calendar import EASTERN, pacific_date
from provportal.domain.ledger import Account
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.notice import NoticeEvent
from provportal.domain.payout import BATCH, BatchAction, BatchState
from provportal.domain.roles import Context
from provportal.store.agency import Agency, BankProfile
from provportal.store.bank_account import BankAccount
from provportal.store.locking import locked
from provportal.store.payout import BankFile, Batch, Entry

MODIFIERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
"""File ID Modifier: with origin, date and time it makes a file unique (Nacha, file header)."""


def release(session: Session, context: Context, batch_id: str) -> Batch:
    """Release a built batch to the bank. Promises the file.

    Raises SamePerson when the releaser built it or approved a request in it; NotAllowed when its
    run day has passed (the effective date would no longer hold), or when an account in it was
    frozen, returned or replaced since it was built.
    """
    batch = batch_for_update(session, context, batch_id)
    BATCH.move(BatchAction.RELEASE, batch.state, context.actor.role)
    approvers = [request.approved_by_id for _, request, _ in active_lines(session, batch)]
    refuse_same_person(context, "build, approve and release", batch.built_by_id, *approvers)
    if pacific_date(context.now) > batch.run_on:
        raise NotAllowed("batch", BatchAction.RELEASE, batch.state, "its run day has passed")
    if not _all_accounts_active(session, batch):
        raise NotAllowed("batch", BatchAction.RELEASE, batch.state, "an account is paid no more")
    batch.released_at = context.now
    batch.released_by_id = context.actor.person_id
    session.add(_claim_file(session, batch, context.now))
    move_batch(session, context, batch, BatchAction.RELEASE)
    promise(session, context, Job.SEND_BATCH, batch.id)
    _tell(session, context, batch)
    return batch


def _tell(session: Session, context: Context, batch: Batch) -> None:
    """Only now is it sure: a run that is built can still be cancelled."""
    run_on, arrives_on = batch.run_on.isoformat(), batch.effective_on.isoformat()
    scheduled = NoticeEvent.REQUEST_SCHEDULED
    for request in once_each(request for _, request, _ in active_lines(session, batch)):
        tell_sender(session, context, request, scheduled, run_on=run_on, arrives_on=arrives_on)


def _all_accounts_active(session: Session, batch: Batch) -> bool:
    """Whether each account in it is still paid to; locked, so that nobody freezes one meanwhile."""
    accounts = session.scalars(
        locked(
            sa.select(BankAccount)
            .where(
                BankAccount.id.in_(
                    sa.select(Entry.bank_account_id).where(Entry.batch_id == batch.id)
                )
            )
            .order_by(BankAccount.id)
        )
    )
    return all(account.state is AccountState.ACTIVE for account in accounts)


def _claim_file(session: Session, batch: Batch, released_at: datetime) -> BankFile:
    """The identity of the file: fixed here, so that a second run of the job writes the same one."""
    # Two releases in one minute take turns, so that each counts the other's file.
    session.get_one(BankProfile, batch.agency_id, with_for_update=True)
    minute = released_at.replace(second=0, microsecond=0)
    taken = session.scalar(
        sa.select(sa.func.count())
        .select_from(BankFile)
        .where(BankFile.agency_id == batch.agency_id, BankFile.created_at == minute)
    )
    if (taken or 0) >= len(MODIFIERS):
        raise NotAllowed("batch", BatchAction.RELEASE, batch.state, "too many files this minute")
    modifier = MODIFIERS[taken or 0]
    code = session.get_one(Agency, batch.agency_id).code.lower()
    local = minute.astimezone(EASTERN)
    return BankFile(
        batch_id=batch.id,
        agency_id=batch.agency_id,
        created_at=minute,
        file_id_modifier=modifier,
        name=f"{code}-{batch.number}-{local:%Y%m%d-%H%M}{modifier}.ach",
    )


@dataclass(frozen=True, slots=True)
class SentFile:
    """What was handed to the rail: hash and size of the bytes, and where our sealed copy lies."""

    sha256: str
    size: int
    storage_key: str


def record_sent(session: Session, context: Context, batch_id: str, sent: SentFile) -> Batch:
    """The file is with the bank. Harmless when recorded already with the same bytes.

    Raises NotAllowed before its release, and when other bytes were recorded: that must never
    happen.
    """
    batch = batch_for_update(session, context, batch_id)
    file = session.get(BankFile, batch.id)
    if file is None:
        raise NotAllowed("batch", BatchAction.SEND, batch.state, "state")
    if file.sha256 is not None:
        if file.sha256 != sent.sha256:
            raise NotAllowed("batch", BatchAction.SEND, batch.state, "other bytes were sent")
        return batch
    file.sha256, file.size, file.storage_key = sent.sha256, sent.size, sent.storage_key
    batch.sent_at = context.now
    move_batch(session, context, batch, BatchAction.SEND)
    sending = Transfer(Account.SCHEDULED, Account.SENT, BatchAction.SEND)
    for batch_line, request, line in active_lines(session, batch):
        post(session, context, request, line, (sending, batch_line.amount))
    session.flush()
    return batch


def waits_for_sending(session: Session, batch_id: str) -> bool:
    """Whether the file of a released batch has not been recorded as sent."""
    batch = session.get_one(Batch, batch_id)
    return batch.state is BatchState.RELEASED
