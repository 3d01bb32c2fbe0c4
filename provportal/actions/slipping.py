"""Finding promised dates that will slip, and telling the provider before, with reason and new date.

It is asked every hour of the portal's clock (workers/relay.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.previewing import CALENDAR
from provportal.actions.promised_dates import closed_days, open_dates, replace
from provportal.domain.calendar import pacific_date
from provportal.domain.payout import BatchState
from provportal.domain.promised_date import (
    Promised,
    PromiseKind,
    SlipReason,
    later_answer,
    new_dates,
    new_pay_by,
    slips,
)
from provportal.domain.roles import SYSTEM, Context
from provportal.store.payout import Batch, BatchLine
from provportal.store.promised_date import PromisedDate
from provportal.store.reads import request_for_update
from provportal.store.request import Request

LOOK_AHEAD = timedelta(days=10)
"""No rule looks further: a run brings money two banking days later, a weekend lies between."""
FOUND = "find_slipping"

Days = dict[PromiseKind, date]


def may_slip(session: Session, now: datetime) -> Sequence[str]:
    """The requests with a promised day that is near or past."""
    near = pacific_date(now) + LOOK_AHEAD
    return session.scalars(
        sa.select(PromisedDate.request_id)
        .where(PromisedDate.closed_at.is_(None), PromisedDate.day <= near)
        .distinct()
        .order_by(PromisedDate.request_id)
    ).all()


def look(session: Session, context: Context, request_id: str) -> SlipReason | None:
    """Give a request new dates for those that cannot be kept, and tell its provider; why.

    Harmless again: the new dates can be kept.
    """
    request = request_for_update(session, SYSTEM, request_id)
    held = open_dates(session, request.id)
    closed = closed_days(session, request.agency_id)
    found = _first_slip(session, context, request, (held, closed))
    if found is None:
        return None
    promised, reason = found
    days = _NEW_DAYS[promised.kind](promised, held, context.now, closed)
    _record(session, context, request, (held, days, reason))
    replace(session, context, request, (held, days), (FOUND, reason))
    if PromiseKind.ANSWER_BY in days:
        request.due_on = days[PromiseKind.ANSWER_BY]
    session.flush()
    return reason


def _first_slip(
    session: Session,
    context: Context,
    request: Request,
    known: tuple[Mapping[PromiseKind, PromisedDate], frozenset[date]],
) -> tuple[Promised, SlipReason] | None:
    held, closed = known
    waits = _waits_for_bank(session, request.id) if PromiseKind.PAY_BY in held else False
    for kind in PromiseKind:
        if kind in held:
            promised = Promised(kind, held[kind].day, request.place, waits)
            if reason := slips(promised, context.now, CALENDAR, closed):
                return promised, reason
    return None


def _waits_for_bank(session: Session, request_id: str) -> bool:
    """Whether it is in a run that was released: from there on its date is the bank's."""
    released = (
        sa.select(Batch.id)
        .join(BatchLine, BatchLine.batch_id == Batch.id)
        .where(
            BatchLine.request_id == request_id, BatchLine.active, Batch.state != BatchState.BUILT
        )
    )
    return session.scalar(released.limit(1)) is not None


def _decision_later(
    promised: Promised,
    held: Mapping[PromiseKind, PromisedDate],
    now: datetime,
    closed: frozenset[date],
) -> Days:
    """A new day for the decision, and for the money where that comes later than was said."""
    new = new_dates(promised.day, now, CALENDAR, closed)
    pay_by = held.get(PromiseKind.PAY_BY)
    is_later = pay_by is not None and new.pay_by > pay_by.day
    later = {PromiseKind.PAY_BY: new.pay_by} if is_later else {}
    return {PromiseKind.DECIDE_BY: new.decide_by, **later}


def _money_later(
    promised: Promised,
    held: Mapping[PromiseKind, PromisedDate],
    now: datetime,
    closed: frozenset[date],
) -> Days:
    return {PromiseKind.PAY_BY: new_pay_by(promised, now, CALENDAR)}


def _answer_later(
    promised: Promised,
    held: Mapping[PromiseKind, PromisedDate],
    now: datetime,
    closed: frozenset[date],
) -> Days:
    return {PromiseKind.ANSWER_BY: later_answer(promised.day, now, closed)}


_NEW_DAYS = {
    PromiseKind.DECIDE_BY: _decision_later,
    PromiseKind.PAY_BY: _money_later,
    PromiseKind.ANSWER_BY: _answer_later,
}


def _record(
    session: Session,
    context: Context,
    request: Request,
    what: tuple[Mapping[PromiseKind, PromisedDate], Days, SlipReason],
) -> None:
    held, days, reason = what
    before = {kind.value: held[kind].day.isoformat() for kind in days}
    after = {kind.value: day.isoformat() for kind, day in days.items()}
    subject = Subject("request", request.id, request.agency_id)
    change = Change(before, {**after, "because": reason})
    audit.record(session, context, "request.date_slipped", subject, change)
