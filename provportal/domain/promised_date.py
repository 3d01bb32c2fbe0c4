"""Promised dates: which kinds there are, when one will slip, why, and how many were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from provportal.domain.calendar import (
    ONE_DAY,
    PACIFIC,
    PaymentCalendar,
    add_business_days,
    banking_day_on_or_after,
    is_banking_day,
    is_business_day,
    pacific_date,
)
from provportal.domain.request import Place

AGAIN_WITHIN = 5
"""County business days until the new date of a decision (our default, as after an answer)."""


class PromiseKind(StrEnum):
    """What is promised for a day."""

    DECIDE_BY = "decide_by"
    PAY_BY = "pay_by"
    """The money is in the provider's account."""
    ANSWER_BY = "answer_by"
    """Staff go on with what they set aside."""


class Outcome(StrEnum):
    """What became of a promised date."""

    KEPT = "kept"
    BROKEN = "broken"
    """The day passed first."""
    MOVED = "moved"
    """To a later day; the provider was told before this one passed."""
    NEARER = "nearer"
    """An earlier day is promised now."""
    ENDED = "ended"
    """Nothing is promised any more: taken back, sent back, denied, returned by the bank."""


class SlipReason(StrEnum):
    """Why a promised day cannot be kept; the sentence is made when it is told."""

    QUEUE = "queue"
    REVIEW = "review"
    SET_ASIDE = "set_aside"
    HELD = "held"
    RUN = "run"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Promised:
    """One open promise, and where its request stands.

    `waits_for_bank`: the request is in a payment run that was released.
    """

    kind: PromiseKind
    day: date
    place: Place
    waits_for_bank: bool = False


UNDECIDED = frozenset({Place.SUBMITTED, Place.IN_REVIEW, Place.SET_ASIDE})
UNPAID = frozenset({Place.APPROVED, Place.HELD, Place.PAYOUT_SCHEDULED})

_REASONS = {
    Place.SUBMITTED: SlipReason.QUEUE,
    Place.IN_REVIEW: SlipReason.REVIEW,
    Place.SET_ASIDE: SlipReason.SET_ASIDE,
    Place.HELD: SlipReason.HELD,
}


def slips(
    promised: Promised, now: datetime, calendar: PaymentCalendar, closed: frozenset[date]
) -> SlipReason | None:
    """Why a promise cannot be kept any more; None while it still can.

    What nobody has begun on the last business day before its date will not be decided in time; what
    is being worked on has until the office closes on that day.
    """
    if promised.kind is PromiseKind.PAY_BY:
        return _slips_pay(promised, now, calendar)
    if promised.place not in UNDECIDED:
        return None
    if not is_business_day(promised.day, closed):
        return SlipReason.CLOSED
    is_begun = promised.place is Place.IN_REVIEW or promised.kind is PromiseKind.ANSWER_BY
    last = promised.day if is_begun else business_day_before(promised.day, closed)
    is_over = now >= _closing(last, calendar) if is_begun else pacific_date(now) >= last
    return _REASONS[promised.place] if is_over else None


def _slips_pay(promised: Promised, now: datetime, calendar: PaymentCalendar) -> SlipReason | None:
    """Money slips with the run that would have brought it; before a decision, with the decision."""
    if promised.place not in UNPAID or promised.waits_for_bank:
        return None
    if not is_banking_day(promised.day):
        return SlipReason.CLOSED
    run_on = calendar.last_run_settling_by(promised.day).run_on
    if now < _closing(run_on, calendar):
        return None
    return _REASONS.get(promised.place, SlipReason.RUN)


def _closing(day: date, calendar: PaymentCalendar) -> datetime:
    return datetime.combine(day, calendar.cutoff, PACIFIC)


def business_day_before(day: date, closed: frozenset[date]) -> date:
    """The last day before, on which the county's office is open."""
    day -= ONE_DAY
    return day if is_business_day(day, closed) else business_day_before(day, closed)


@dataclass(frozen=True, slots=True)
class NewDates:
    """The days that take the place of those that slip."""

    decide_by: date
    pay_by: date


def new_dates(
    after: date, now: datetime, calendar: PaymentCalendar, closed: frozenset[date]
) -> NewDates:
    """For what is not decided: five more business days, and the first run after them.

    `after` is the day that slips: an office that is closed on a far day opens on the next one.
    """
    decide_by = later_answer(after, now, closed)
    run = calendar.next_run(_closing(decide_by, calendar))
    return NewDates(decide_by, run.effective_on)


def later_answer(after: date, now: datetime, closed: frozenset[date]) -> date:
    """Five business days from now, and never before the one that follows the day that slips."""
    again = add_business_days(pacific_date(now), AGAIN_WITHIN, closed)
    return max(again, add_business_days(after, 1, closed))


def new_pay_by(promised: Promised, now: datetime, calendar: PaymentCalendar) -> date:
    """For what is approved: the next run that it can be in, after the promised day."""
    later = banking_day_on_or_after(promised.day + ONE_DAY)
    return max(later, calendar.next_run(now).effective_on)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many promised dates were kept, moved to a later day, or broken."""

    kept: int
    moved: int
    broken: int

    @property
    def all(self) -> int:
        return self.kept + self.moved + self.broken

    @property
    def percent(self) -> str:
        """'98.4', cut and not rounded up: a hundred means that none was missed; '' for none."""
        if not self.all:
            return ""
        tenths = self.kept * 1000 // self.all
        return f"{tenths // 10}.{tenths % 10}"


def kept(outcomes: Iterable[tuple[Outcome, int]]) -> Kept:
    """Count outcomes. A nearer day and one that ended by the provider's move count for nothing."""
    counted = dict(outcomes)
    wanted = (Outcome.KEPT, Outcome.MOVED, Outcome.BROKEN)
    return Kept(*(counted.get(outcome, 0) for outcome in wanted))


def outcome_of(day: date, new_day: date, today: date) -> Outcome:
    """What becomes of a promise when another day takes its place."""
    if new_day < day:
        return Outcome.NEARER
    return Outcome.MOVED if today <= day else Outcome.BROKEN
