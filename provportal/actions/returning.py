"""Returns: an entry came back; what it paid is owed again, and the account is suspended."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.moving import move_account, move_entry, move_request
from provportal.actions.postings import Transfer, post
from provportal.domain import bank_account
from provportal.domain.bank_account import AccountAction
from provportal.domain.calendar import eastern_date
from provportal.domain.ledger import Account
from provportal.domain.payout import EntryAction, EntryState
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.store.bank_account import BankAccount
from provportal.store.locking import locked
from provportal.store.payout import BankAnswer, BatchLine, Entry
from provportal.store.remittance import Remittance
from provportal.store.request import Request, RequestLine


def receive_return(
    session: Session, context: Context, answer: BankAnswer, amount_cents: int
) -> Entry | None:
    """Post one return. One that fits no entry of the agency stays unhandled, for staff.

    The match is the original trace, the agency and the amount; the same answer again is harmless.
    """
    entry = session.scalar(
        locked(
            sa.select(Entry).where(
                Entry.trace == answer.original_trace, Entry.agency_id == answer.agency_id
            )
        )
    )
    if entry is None or entry.amount.cents != amount_cents:
        return None
    answer.entry_id = entry.id
    answer.handled_at = context.now
    if entry.state is EntryState.RETURNED:
        return entry
    settled = entry.state is EntryState.SETTLED
    entry.return_code = answer.code
    entry.returned_on = eastern_date(context.now)
    move_entry(session, context, entry, EntryAction.RETURN, answer.code)
    _mark_remittance(session, context, entry, entry.returned_on)
    _suspend_account(session, context, entry)
    source = Account.OWED_AGAIN if settled else Account.SENT
    owed = Transfer(source, Account.HELD, EntryAction.RETURN)
    for batch_line, request, line in _members(session, entry):
        batch_line.active = False
        batch_line.left_because = answer.code
        post(session, context, request, line, (owed, batch_line.amount))
        move_request(session, context, request, Action.RETURN, code=answer.code)
        request.exception_reason = answer.code
    session.flush()
    return entry


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


def _suspend_account(session: Session, context: Context, entry: Entry) -> None:
    account = session.get_one(BankAccount, entry.bank_account_id)
    role = context.actor.role
    if bank_account.LIFECYCLE.may(AccountAction.SUSPEND, account.state, role):
        account.fault_code = entry.return_code
        move_account(session, context, account, AccountAction.SUSPEND)
