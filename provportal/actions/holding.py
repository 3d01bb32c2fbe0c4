"""Holding money before release, and the two ways out: back to Approved, or to a new decision."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.batch_lines import batch_for_update, take_out
from provportal.actions.moving import move_request, where_to
from provportal.actions.postings import Transfer, post
from provportal.actions.rechecking import blocking, look_again, report_again
from provportal.actions.reviewing import Reasoned, decide, refuse_unless_owner
from provportal.domain.ledger import Account
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.payout import BatchState
from provportal.domain.request import Action, Place
from provportal.domain.roles import Context
from provportal.store.decision import DecisionKind
from provportal.store.keyring import Keyring
from provportal.store.payable import decided_lines
from provportal.store.payout import Batch, BatchLine
from provportal.store.provider import Organisation
from provportal.store.reads import active_account, request_for_update
from provportal.store.request import Request


class StillHeld(NotAllowed):
    """A hold cannot end yet: `why` has 'no_bank_account', 'ids_differ' or codes of checks."""

    def __init__(self, place: str, why: Sequence[str]) -> None:
        super().__init__("request", Action.END_HOLD, place, ", ".join(why))
        self.why = tuple(why)


def hold(session: Session, context: Context, request_id: str, reasoned: Reasoned) -> Request:
    """Hold approved money before its release; the actor owns the hold. It leaves its batch.

    Raises NotFound, and NotAllowed once it is released or when it changed at this moment.
    """
    batch = _its_batch(session, context, request_id)
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, Action.HOLD)
    if context.actor.person_id is None:
        raise NotAllowed("request", Action.HOLD, request.place, "a hold has an owner who ends it")
    if request.place is Place.PAYOUT_SCHEDULED:
        _leave_batch(session, context, (batch, request), reasoned)
    else:
        held = Transfer(Account.AWAITING_BATCH, Account.HELD, Action.HOLD)
        _post_decided(session, context, request, held)
    decide(session, context, request, (DecisionKind.HOLD, reasoned, {}))
    move_request(session, context, request, Action.HOLD, reason=reasoned.reason_code)
    request.exception_reason = reasoned.reason_code
    request.owner_id = context.actor.person_id
    session.flush()
    return request


def _its_batch(session: Session, context: Context, request_id: str) -> Batch | None:
    """The batch that a request is in, locked before the request itself, as a release does it."""
    batch_id = session.scalar(
        sa.select(BatchLine.batch_id)
        .join(Batch, Batch.id == BatchLine.batch_id)
        .where(
            BatchLine.request_id == request_id,
            BatchLine.active,
            Batch.agency_id == context.actor.agency_id,
        )
        .limit(1)
    )
    return batch_for_update(session, context, batch_id) if batch_id is not None else None


def _leave_batch(
    session: Session, context: Context, what: tuple[Batch | None, Request], reasoned: Reasoned
) -> None:
    """Take the request out of its built batch, whose payments and total then are smaller."""
    batch, request = what
    if batch is None:
        raise NotAllowed("request", Action.HOLD, request.place, "put in a batch meanwhile")
    if batch.state is not BatchState.BUILT:
        raise NotAllowed("request", Action.HOLD, request.place, "released already")
    held = Transfer(Account.SCHEDULED, Account.HELD, Action.HOLD)
    take_out(session, context, (batch, request), (held, reasoned.reason_code, reasoned.note))


def end_hold(
    session: Session, context: Context, request_id: str, reasoned: Reasoned, keyring: Keyring
) -> Request:
    """Back to Approved, when account, ids and every check allow it now. Only its owner may.

    Raises NotFound, NotAllowed, and StillHeld with what stands in the way.
    """
    request = _owned(session, context, request_id, Action.END_HOLD)
    findings = look_again(session, context, request, keyring)
    in_the_way = [*_payee_faults(session, request), *blocking(findings)]
    if in_the_way:
        raise StillHeld(request.place, in_the_way)
    report_again(session, context, request, findings)
    decide(session, context, request, (DecisionKind.END_HOLD, reasoned, {}))
    waits = Transfer(Account.HELD, Account.AWAITING_BATCH, Action.END_HOLD)
    _post_decided(session, context, request, waits)
    move_request(session, context, request, Action.END_HOLD, reason=reasoned.reason_code)
    return request


def _payee_faults(session: Session, request: Request) -> list[str]:
    """Why the payee cannot be paid now: no account, or another tax number than was approved."""
    account = active_account(session, request.agency_id, request.organisation_id)
    payee = session.get_one(Organisation, request.organisation_id)
    tokens = {line.tin_token for line, _ in decided_lines(session, request)}
    faults = {"no_bank_account": account is None, "ids_differ": tokens != {payee.tin_token}}
    return [fault for fault, is_so in faults.items() if is_so]


def redecide(session: Session, context: Context, request_id: str, reasoned: Reasoned) -> Request:
    """Back in review for a new decision: the old one owes nothing any more. Only its owner may.

    It must be recommended and approved anew. Raises NotFound, NotAllowed.
    """
    request = _owned(session, context, request_id, Action.REDECIDE)
    decide(session, context, request, (DecisionKind.REDECIDE, reasoned, {}))
    not_owed = Transfer(Account.HELD, Account.APPROVED, Action.REDECIDE)
    _post_decided(session, context, request, not_owed)
    request.reviewed_by_id = request.approved_by_id = None
    move_request(session, context, request, Action.REDECIDE, reason=reasoned.reason_code)
    return request


def _owned(session: Session, context: Context, request_id: str, action: Action) -> Request:
    """A held request whose hold is the actor's. Raises NotFound, NotAllowed."""
    request = request_for_update(session, context.actor, request_id)
    where_to(context, request, action)
    refuse_unless_owner(context, request, action)
    return request


def _post_decided(session: Session, context: Context, request: Request, movement: Transfer) -> None:
    """Move the approved cents of every line."""
    for line, amount in decided_lines(session, request):
        post(session, context, request, line, (movement, amount))
