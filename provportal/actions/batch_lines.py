"""The lines of a batch: found with their requests, and how they leave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.moving import move_batch, move_entry, move_request
from provportal.actions.postings import Transfer, post
from provportal.domain.money import total
from provportal.domain.payout import HELD_OUT, BatchAction, EntryAction, EntryState
from provportal.domain.request import Action
from provportal.domain.roles import Context, Role
from provportal.store.locking import locked
from provportal.store.payout import Batch, BatchLine, Entry
from provportal.store.reads import NotFound
from provportal.store.request import Request, RequestLine

Member = tuple[BatchLine, Request, RequestLine]


def batch_for_update(session: Session, context: Context, batch_id: str) -> Batch:
    """The batch, locked, in the actor's agency. Raises NotFound."""
    statement = sa.select(Batch).where(Batch.id == batch_id)
    if context.actor.role is not Role.SYSTEM:
        statement = statement.where(Batch.agency_id == context.actor.agency_id)
    found = session.scalar(locked(statement))
    if found is None:
        raise NotFound("payment run")
    return found


def active_lines(session: Session, batch: Batch) -> list[Member]:
    """The lines still in a batch, with their requests."""
    rows = session.execute(
        locked(
            sa.select(BatchLine, Request, RequestLine)
            .join(Request, Request.id == BatchLine.request_id)
            .join(RequestLine, RequestLine.id == BatchLine.line_id)
            .where(BatchLine.batch_id == batch.id, BatchLine.active)
            .order_by(Request.submitted_at, Request.id, RequestLine.number),
            BatchLine,
            Request,
        )
    )
    return [(batch_line, request, line) for batch_line, request, line in rows]


def once_each(requests: Iterable[Request]) -> list[Request]:
    """The requests of several lines: a request moves once, however many lines it has."""
    return list({request.id: request for request in requests}.values())


def leave_batch(
    session: Session,
    context: Context,
    members: Sequence[Member],
    why: tuple[Transfer, str],
) -> None:
    """Lines leave a batch that will not pay them; their requests wait for the next."""
    back, reason = why
    for batch_line, request, line in members:
        batch_line.active = False
        batch_line.left_because = reason[:40]
        post(session, context, request, line, (back, batch_line.amount))
    for request in once_each(request for _, request, _ in members):
        move_request(session, context, request, Action.UNSCHEDULE, reason=reason)


def take_out(
    session: Session,
    context: Context,
    what: tuple[Batch, Request],
    why: tuple[Transfer, str, str],
) -> None:
    """One request leaves a built batch, which goes on smaller; an emptied one is cancelled.

    `why` is the posting, a reason code, and the words that an emptied batch keeps. The caller
    moves the request.
    """
    batch, request = what
    movement, code, words = why
    members = active_lines(session, batch)
    leaving = [member for member in members if member[1].id == request.id]
    for batch_line, _, line in leaving:
        batch_line.active = False
        batch_line.left_because = f"{HELD_OUT}{code}"[:40]
        post(session, context, request, line, (movement, batch_line.amount))
    session.flush()
    staying = [member for member in members if member not in leaving]
    for entry_id in {batch_line.entry_id for batch_line, _, _ in leaving} - {None}:
        _shrink(session, context, session.get_one(Entry, entry_id), staying)
    _count_again(session, context, batch, request)
    if not staying:
        batch.note = words
        move_batch(session, context, batch, BatchAction.CANCEL)


def _shrink(session: Session, context: Context, entry: Entry, staying: Sequence[Member]) -> None:
    """An entry pays what stays in it; what is left with nothing to pay is no entry any more."""
    rest = [batch_line for batch_line, _, _ in staying if batch_line.entry_id == entry.id]
    net = total(batch_line.amount for batch_line in rest)
    if net:
        entry.amount = net
        return
    for batch_line in rest:
        batch_line.entry_id = None
    move_entry(session, context, entry, EntryAction.REJECT)


def _count_again(session: Session, context: Context, batch: Batch, request: Request) -> None:
    """The batch's total and count are those of the entries that live in it."""
    amounts = session.scalars(
        sa.select(Entry.amount).where(Entry.batch_id == batch.id, Entry.state == EntryState.LIVE)
    ).all()
    before = {"total": str(batch.total), "entries": batch.entry_count}
    batch.total, batch.entry_count = total(amounts), len(amounts)
    after = {"total": str(batch.total), "entries": batch.entry_count, "out": request.number}
    subject = Subject("batch", batch.id, batch.agency_id)
    audit.record(session, context, "batch.take_out", subject, Change(before, after))
