"""Returns: an entry came back; what it paid is owed again, and the account is suspended."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.batch_lines import once_each
from provportal.actions.moving import move_account, move_entry, move_request
from provportal.actions.notices import News, tell_admins
from provportal.actions.paying_again import pay_again
from provportal.actions.postings import Transfer, post
from provportal.domain import bank_account
from provportal.domain.bank_account import AccountAction
from provportal.domain.calendar import eastern_date
from provportal.domain.ledger import Account
from provportal.domain.notice import NoticeEvent
from provportal.domain.payout import BatchState, EntryAction, EntryState
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.store.bank_account import BankAccount
from provportal.store.locking import locked
from provportal.store.payout import BankAnswer, Batch, BatchLine, Entry
from provportal.store.remittance import Remittance
from provportal.store.request import Request, RequestLine

WITH_THE_BANK = frozenset({BatchState.SENT, BatchState.ACKNOWLEDGED, BatchState.SETTLED})


def receive_return(
    session: Session, context: Context, answer: BankAnswer, amount_cents: int
) -> Entry | None:
    """Post one return. One that fits no entry of the agency stays unhandled, for staff.

    The match is the original trace, the agency and the amount, of an entry that went to the bank
    and was taken; the same answer again is harmless.
    """
    entry = _sent_entry(session, answer)
    if entry is None or entry.amount.cents != amount_cents:
        return None
    answer.entry_id = entry.id
    answer.handled_at = context.now
    if entry.state is EntryState.RETURNED:
        return entry
    _take_back(session, context, entry, answer.code)
    return entry


def _take_back(session: Session, context: Context, entry: Entry, code: str) -> None:
    """The entry is returned: its lines are owed again and its requests wait for an account."""
    settled = entry.state is EntryState.SETTLED
    entry.return_code = code
    entry.returned_on = eastern_date(context.now)
    move_entry(session, context, entry, EntryAction.RETURN, code)
    _mark_remittance(session, context, entry, entry.returned_on)
    _suspend_account(session, context, entry)
    source = Account.OWED_AGAIN if settled else Account.SENT
    owed = Transfer(source, Account.HELD, EntryAction.RETURN)
    members = _members(session, entry)
    for batch_line, request, line in members:
        batch_line.active = False
        batch_line.left_because = code
        post(session, context, request, line, (owed, batch_line.amount))
    for request in once_each(request for _, request, _ in members):
        move_request(session, context, request, Action.RETURN, code=code)
        request.exception_reason = code
    _tell(session, context, entry, entry.returned_on)
    session.flush()
    # The provider may have a new account by now; then nothing else would wake this money.
    pay_again(session, context, entry.agency_id, entry.organisation_id)


def _sent_entry(session: Session, answer: BankAnswer) -> Entry | None:
    """The entry of the answer, locked, its batch first: so settling and returning take turns."""
    batch = session.scalar(
        locked(
            sa.select(Batch)
            .join(Entry, Entry.batch_id == Batch.id)
            .where(Entry.trace == answer.original_trace, Entry.agency_id == answer.agency_id),
            Batch,
        )
    )
    if batch is None or batch.state not in WITH_THE_BANK:
        return None
    statement = sa.select(Entry).where(Entry.trace == answer.original_trace)
    return session.scalar(locked(statement))


def _members(session: Session, entry: Entry) -> list[tuple[BatchLine, Request, RequestLine]]:
    rows = session.execute(
        locked(
            sa.select(BatchLine, Request, RequestLine)
            .join(Request, Request.id == BatchLine.request_id)
            .join(RequestLine, RequestLine.id == BatchLine.line_id)
            .where(BatchLine.entry_id == entry.id, BatchLine.active)
            .order_by(BatchLine.id),
            BatchLine,
            Request,
        )
    )
    return [(batch_line, request, line) for batch_line, request, line in rows]


def _mark_remittance(session: Session, context: Context, entry: Entry, on: date) -> None:
    remittance = session.scalar(sa.select(Remittance).where(Remittance.entry_id == entry.id))
    if remittance is None:
        return
    remittance.returned_on = on
    subject = Subject("remittance", remittance.id, remittance.agency_id)
    after: dict[str, Any] = {"returned_on": on.isoformat(), "code": entry.return_code}
    audit.record(session, context, "remittance.returned", subject, Change(after=after))


def _tell(session: Session, context: Context, entry: Entry, on: date) -> None:
    subject = Subject("entry", entry.id, entry.agency_id)
    params = {"code": str(entry.return_code), "returned_on": on.isoformat()}
    news = News(NoticeEvent.PAYMENT_RETURNED, subject, entry.organisation_id, params)
    tell_admins(session, context, news)


def _suspend_account(session: Session, context: Context, entry: Entry) -> None:
    account = session.get_one(BankAccount, entry.bank_account_id, with_for_update=True)
    role = context.actor.role
    if bank_account.LIFECYCLE.may(AccountAction.SUSPEND, account.state, role):
        account.fault_code = entry.return_code
        move_account(session, context, account, AccountAction.SUSPEND)
