"""The ledger of promised dates: each move of a request writes what it promises, ends or fulfils."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.notices import tell_sender
from provportal.actions.previewing import CALENDAR
from provportal.domain.calendar import pacific_date
from provportal.domain.notice import NoticeEvent
from provportal.domain.promised_date import (
    Outcome,
    PromiseKind,
    SlipReason,
    new_dates,
    outcome_of,
)
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.store.agency import ClosedDay
from provportal.store.payout import Batch, BatchLine
from provportal.store.promised_date import PromisedDate
from provportal.store.request import Request

Days = Mapping[PromiseKind, date]

FULFILS: dict[Action, PromiseKind] = {
    Action.APPROVE: PromiseKind.DECIDE_BY,
    Action.DENY: PromiseKind.DECIDE_BY,
    Action.PAY: PromiseKind.PAY_BY,
}
"""What a move does that was promised. Any move out of what was set aside is its answer."""

ENDS = frozenset(
    {Action.RECALL, Action.WITHDRAW, Action.ASK, Action.LAPSE, Action.DENY, Action.RETURN}
)
"""After these it is the provider's turn, or nothing more is to come."""

BECAUSE: dict[Action, SlipReason] = {
    Action.APPROVE: SlipReason.REVIEW,
    Action.END_HOLD: SlipReason.HELD,
    Action.REDECIDE: SlipReason.HELD,
}
"""Why a move promises a later day than before; else the payment run is another one."""


def follow(session: Session, context: Context, request: Request, action: Action) -> None:
    """Close what a move fulfils or ends, and store what it promises; a later day is told."""
    held = open_dates(session, request.id)
    today = pacific_date(context.now)
    if not held and action not in PROMISES:
        return
    days = PROMISES.get(action, _nothing)(session, context, request)
    for kind in (PromiseKind.ANSWER_BY, FULFILS.get(action)):
        if kind in held:
            done_on = _settled_on(session, request) if action is Action.PAY else today
            row = held.pop(kind)
            close(context, row, Outcome.KEPT if done_on <= row.day else Outcome.BROKEN, action)
    if action in ENDS:
        for kind in list(held):
            close(context, held.pop(kind), Outcome.ENDED, action)
    session.flush()
    replace(session, context, request, (held, days), (action, BECAUSE.get(action, SlipReason.RUN)))


def replace(
    session: Session,
    context: Context,
    request: Request,
    dates: tuple[Mapping[PromiseKind, PromisedDate], Days],
    why: tuple[str, SlipReason],
) -> None:
    """Promise other days in the place of open ones; the same day again changes nothing.

    The provider is told of a later day, once: of the money's where that moves as well.
    """
    held, days = dates
    action, reason = why
    slipped: PromisedDate | None = None
    for kind, day in days.items():
        row = held.get(kind)
        if row is not None and row.day == day:
            continue
        if row is not None:
            outcome = outcome_of(row.day, day, pacific_date(context.now))
            close(context, row, outcome, action)
            slipped = slipped if outcome is Outcome.NEARER else row
            session.flush()
        session.add(_promised(context, request, (kind, day), action))
    if slipped is not None:
        _tell(session, context, request, (slipped, days[slipped.kind]), reason)
    session.flush()


def _promised(
    context: Context, request: Request, what: tuple[PromiseKind, date], action: str
) -> PromisedDate:
    kind, day = what
    return PromisedDate(
        agency_id=request.agency_id,
        organisation_id=request.organisation_id,
        request_id=request.id,
        kind=kind,
        day=day,
        made_at=context.now,
        made_by=action,
    )


def _tell(
    session: Session,
    context: Context,
    request: Request,
    moved: tuple[PromisedDate, date],
    reason: SlipReason,
) -> None:
    row, day = moved
    tell_sender(
        session,
        context,
        request,
        NoticeEvent.DATE_SLIPPED,
        kind=row.kind,
        old=row.day.isoformat(),
        new=day.isoformat(),
        reason=reason,
    )


def promise_answer(session: Session, context: Context, request: Request, due_on: date) -> None:
    """Staff set it aside and say until when they go on with it."""
    session.add(_promised(context, request, (PromiseKind.ANSWER_BY, due_on), Action.SET_ASIDE))


def close(context: Context, row: PromisedDate, outcome: Outcome, action: str) -> None:
    """What became of a promise, once."""
    row.closed_at, row.closed_by, row.outcome = context.now, action, outcome


def open_dates(session: Session, request_id: str) -> dict[PromiseKind, PromisedDate]:
    """What is promised for a request now."""
    rows = session.scalars(
        sa.select(PromisedDate).where(
            PromisedDate.request_id == request_id, PromisedDate.closed_at.is_(None)
        )
    )
    return {row.kind: row for row in rows}


def closed_days(session: Session, agency_id: str) -> frozenset[date]:
    """The agency's own days off."""
    statement = sa.select(ClosedDay.day).where(ClosedDay.agency_id == agency_id)
    return frozenset(session.scalars(statement))


def _until_decided(session: Session, context: Context, request: Request) -> Days:
    complete_on = request.complete_on or pacific_date(context.now)
    closed = closed_days(session, request.agency_id)
    return {
        PromiseKind.DECIDE_BY: CALENDAR.decide_by(complete_on, closed),
        PromiseKind.PAY_BY: CALENDAR.promised_settlement(complete_on, closed),
    }


def _anew(session: Session, context: Context, request: Request) -> Days:
    """A new review of an old bill: its first days have passed or nearly so."""
    today, closed = pacific_date(context.now), closed_days(session, request.agency_id)
    days = new_dates(today, context.now, CALENDAR, closed)
    return {PromiseKind.DECIDE_BY: days.decide_by, PromiseKind.PAY_BY: days.pay_by}


def _next_run(session: Session, context: Context, request: Request) -> Days:
    return {PromiseKind.PAY_BY: CALENDAR.next_run(context.now).effective_on}


def _scheduled(session: Session, context: Context, request: Request) -> Days:
    return {PromiseKind.PAY_BY: _settled_on(session, request)}


def _nothing(session: Session, context: Context, request: Request) -> Days:
    return {}


def _settled_on(session: Session, request: Request) -> date:
    """The day on which the run that the request is in reaches the bank accounts."""
    return session.scalars(
        sa.select(Batch.effective_on)
        .join(BatchLine, BatchLine.batch_id == Batch.id)
        .where(BatchLine.request_id == request.id, BatchLine.active)
        .order_by(Batch.built_at.desc())
        .limit(1)
    ).one()


PROMISES: dict[Action, Callable[[Session, Context, Request], Days]] = {
    Action.SUBMIT: _until_decided,
    Action.PARENT_ATTESTS: _until_decided,
    Action.ANSWER: _until_decided,
    Action.UPHOLD_APPEAL: _anew,
    Action.REDECIDE: _anew,
    Action.APPROVE: _next_run,
    Action.END_HOLD: _next_run,
    Action.PAY_AGAIN: _next_run,
    Action.SCHEDULE: _scheduled,
}
"""The days that a provider is shown from this move on.

Not leaving a run: it may be built again on its day. The hourly look tells of what it left out.
"""
