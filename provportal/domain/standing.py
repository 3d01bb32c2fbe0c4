"""How a request stands: the facts from which every sentence about its money is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from provportal.domain.calendar import PaymentCalendar, Run, pacific_date
from provportal.domain.money import Money
from provportal.domain.request import Place


class Case(StrEnum):
    """What a provider has to be told: a place, and what is odd about it."""

    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    CHECKING = "checking"
    UNDECIDED = "undecided"
    UNDECIDED_NO_ACCOUNT = "undecided_no_account"
    LATE = "late"
    APPROVED = "approved"
    APPROVED_AFTER_CUTOFF = "approved_after_cutoff"
    APPROVED_NO_ACCOUNT = "approved_no_account"
    APPROVED_NOTHING = "approved_nothing"
    SCHEDULED = "scheduled"
    SCHEDULED_NOTHING = "scheduled_nothing"
    PAID = "paid"
    PAID_NOTHING = "paid_nothing"
    ASKED = "asked"
    SET_ASIDE = "set_aside"
    HELD = "held"
    RETURNED = "returned"
    RETURNED_CHECKING = "returned_checking"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Checks:
    """How many of the checks of the version that counts have reported, and when the last did."""

    done: int
    all: int
    at: datetime | None

    @property
    def are_running(self) -> bool:
        return self.done < self.all


@dataclass(frozen=True, slots=True)
class Promise:
    """The one promised date, and what it stands on.

    `missed_run_on`: the run whose cut-off had passed when the request was approved.
    """

    arrives_on: date
    decide_by: date | None = None
    run_on: date | None = None
    missed_run_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """This request's share of the payment that it is in, was paid by, or was returned with.

    `last4` and `trace` are '' when the provider's net is $0: nothing is sent to the bank.
    """

    amount: Money
    last4: str
    trace: str
    run_on: date
    effective_on: date
    return_code: str = ""
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One request as it stands now. Moments are UTC; days are calendar dates of their office."""

    number: str
    place: Place
    person: str
    service_from: date
    service_to: date
    saved_at: datetime | None = None
    withdrawn_on: date | None = None
    sent_at: datetime | None = None
    sent_by: str = ""
    taken_at: datetime | None = None
    approved_at: datetime | None = None
    moved_at: datetime | None = None
    """When it came to the place where it is."""
    checks: Checks = Checks(0, 0, None)
    asked: Money | None = None
    approved: Money | None = None
    due_on: date | None = None
    asked_items: int = 0
    account_last4: str = ""
    """Where a payment would go now; '' without an active account."""
    new_account_last4: str = ""
    """An account that is still being checked."""
    new_account_from: date | None = None
    """From when that one is paid to; None until a second person has looked at it."""
    promise: Promise | None = None
    is_late: bool = False
    payment: Payment | None = None
    """None outside IN_A_PAYMENT: an earlier payment that was returned promises nothing."""

    @property
    def amount(self) -> Money | None:
        """The amount that counts now: paid or scheduled, else approved, else asked."""
        if self.payment is not None:
            return self.payment.amount
        if self.approved is not None and self.place in _APPROVAL_COUNTS:
            return self.approved
        return self.asked


IN_A_PAYMENT = frozenset({Place.PAYOUT_SCHEDULED, Place.PAID, Place.RETURNED})
"""Where a request has a payment that its sentence speaks of."""
_APPROVAL_COUNTS = IN_A_PAYMENT | {Place.APPROVED, Place.HELD}


def until_decided(calendar: PaymentCalendar, complete_on: date, closed: frozenset[date]) -> Promise:
    """The promise until approval: the first run on or after the day it is decided by."""
    return Promise(
        calendar.promised_settlement(complete_on, closed),
        decide_by=calendar.decide_by(complete_on, closed),
    )


def when_approved(calendar: PaymentCalendar, ready_at: datetime, now: datetime) -> Promise:
    """The promise of an approved request: the next run that it is in time for.

    A run that has passed without it (it was taken out, or nobody built the run) promises no more.
    """
    first = next(calendar.runs(pacific_date(ready_at)))
    run = calendar.next_run(ready_at)
    if run.run_on < pacific_date(now):
        return _of_run(calendar.next_run(now))
    return _of_run(run, missed=first.run_on if first < run else None)


def _of_run(run: Run, missed: date | None = None) -> Promise:
    return Promise(run.effective_on, run_on=run.run_on, missed_run_on=missed)


def case_of(standing: Standing) -> Case:
    """What the provider has to be told."""
    if standing.withdrawn_on is not None:
        return Case.WITHDRAWN
    return _CASE_AT[standing.place](standing)


def _undecided(standing: Standing) -> Case:
    if standing.checks.are_running:
        return Case.CHECKING
    if standing.is_late:
        return Case.LATE
    return Case.UNDECIDED if standing.account_last4 else Case.UNDECIDED_NO_ACCOUNT


def _approved(standing: Standing) -> Case:
    if not standing.approved:
        return Case.APPROVED_NOTHING
    if not standing.account_last4:
        return Case.APPROVED_NO_ACCOUNT
    missed = standing.promise is not None and standing.promise.missed_run_on is not None
    return Case.APPROVED_AFTER_CUTOFF if missed else Case.APPROVED


def _scheduled(standing: Standing) -> Case:
    return Case.SCHEDULED if standing.amount else Case.SCHEDULED_NOTHING


def _paid(standing: Standing) -> Case:
    return Case.PAID if standing.amount else Case.PAID_NOTHING


def _returned(standing: Standing) -> Case:
    return Case.RETURNED_CHECKING if standing.new_account_last4 else Case.RETURNED


_CASE_AT: dict[Place, Callable[[Standing], Case]] = {
    Place.DRAFT: lambda standing: Case.DRAFT,
    Place.SUBMITTED: _undecided,
    Place.IN_REVIEW: _undecided,
    Place.APPROVED: _approved,
    Place.PAYOUT_SCHEDULED: _scheduled,
    Place.PAID: _paid,
    Place.ASKED: lambda standing: Case.ASKED,
    Place.SET_ASIDE: lambda standing: Case.SET_ASIDE,
    Place.HELD: lambda standing: Case.HELD,
    Place.RETURNED: _returned,
    Place.DENIED: lambda standing: Case.DENIED,
}
