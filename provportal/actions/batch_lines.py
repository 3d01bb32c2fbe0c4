"""The lines of a batch: found with their requests, and how they leave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.moving import move_request
from provportal.actions.postings import Transfer, post
from provportal.domain.request import Action
from provportal.domain.roles import Context, Role
from provportal.store.locking import locked
from provportal.store.payout import Batch, BatchLine
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
