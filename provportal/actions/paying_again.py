"""Paying again: what the bank returned is Approved once more when an account is there for it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.moving import move_request
from provportal.actions.postings import Transfer, post
from provportal.domain.ledger import Account
from provportal.domain.request import Action, ExceptionKind
from provportal.domain.roles import SYSTEM, Context
from provportal.store.locking import locked
from provportal.store.payable import decided_lines
from provportal.store.reads import active_account
from provportal.store.request import Request


def pay_again(session: Session, context: Context, agency_id: str, organisation_id: str) -> None:
    """Returned requests of a provider go back to Approved: a new entry, no new request.

    Without an active account nothing moves; the account that failed is suspended by its return.
    """
    if active_account(session, agency_id, organisation_id) is None:
        return
    returned = session.scalars(
        locked(
            sa.select(Request)
            .where(
                Request.agency_id == agency_id,
                Request.organisation_id == organisation_id,
                Request.exception_kind == ExceptionKind.RETURNED,
            )
            .order_by(Request.id)
        )
    ).all()
    again = Transfer(Account.HELD, Account.AWAITING_BATCH, Action.PAY_AGAIN)
    system = Context(SYSTEM, context.now, context.request_id)
    for request in returned:
        move_request(session, system, request, Action.PAY_AGAIN)
        for line, amount in decided_lines(session, request):
            post(session, system, request, line, (again, amount))
