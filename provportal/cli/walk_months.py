"""Walking months of care: each request goes its way by the actions of the pages, on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from provportal.cli import walk_agency, walk_exceptions, walk_provider
from provportal.cli.walk import Walker, walked
from provportal.cli.walk_accounts import (
    change_accounts,
    mend_accounts,
    pay_next_run,
    wait_for_money,
)
from provportal.domain.calendar import add_business_days, pacific_date
from provportal.domain.limits import DEFAULT
from provportal.sample.odd_cases import Odd
from provportal.sample.plan import PlannedMonth, PlannedRequest

OPENS, CLOSES = 8, 18
"""Requests come in all day long."""
SENT_AT_ONCE = 10
STEPS_A_MONTH = 4
TWICE = "I sent this month twice."
WRONG_MONTH = "I chose the wrong month."

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a month of care is sent, reviewed and decided."""

    sent_on: date
    reviewed_on: date
    decided_on: date

    @classmethod
    def of(cls, month: date) -> Timetable:
        """Sent on the first business day after the month that is not its first, decided in two."""
        next_month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        sent = add_business_days(next_month, 1, frozenset())
        reviewed = add_business_days(sent, 1, frozenset())
        return cls(sent, reviewed, add_business_days(reviewed, 1, frozenset()))


def walk_month(walker: Walker, month: PlannedMonth, tell: Tell) -> None:
    """One month of care from its drafts to the money and the proof; tells STEPS_A_MONTH steps."""
    name, when = f"{month.first:%B %Y}", Timetable.of(month.first)
    change_accounts(walker, month.changes, month.first)
    tell(f"{name}: providers send")
    send_all(walker, when.sent_on, month.requests)
    tell(f"{name}: reviewers and approvers decide")
    walker.at(when.reviewed_on, 9)
    review_all(walker, month.requests)
    walker.at(when.decided_on, 9)
    decide_all(walker, month.requests)
    tell(f"{name}: the money and its proof")
    end_holds(walker, month.requests)
    batch_ids = pay_next_run(walker, month.cancelled_at)
    wait_for_money(walker, batch_ids)
    tell(f"{name}: what comes back")
    judge_appeals(walker, month.requests)
    mend_accounts(walker, month.changes, batch_ids)
    lapse_unanswered(walker, when.reviewed_on, month.requests)


def send_all(walker: Walker, day: date, requests: Sequence[PlannedRequest]) -> None:
    """The requests come in over a day; in the evening some have second thoughts."""
    minutes = (CLOSES - OPENS) * 60
    for place, planned in enumerate(requests):
        if place % SENT_AT_ONCE == 0:
            walker.at(day, *divmod(OPENS * 60 + minutes * place // len(requests), 60))
        begin_or_send(walker, planned)
    walker.at(day, CLOSES)
    for planned in _those(requests, Odd.WITHDRAWN):
        walk_provider.withdraw(walker, walked(walker, planned), TWICE)
    for planned in _those(requests, Odd.RECALLED):
        walk_provider.recall_and_send_again(walker, planned)
    walker.settle_work()


def begin_or_send(walker: Walker, planned: PlannedRequest) -> None:
    """Most are sent at once; some stay a draft, and some of these are given up."""
    if planned.odd not in (Odd.HALFWAY, Odd.WITHDRAWN_DRAFT):
        walk_provider.send(walker, planned)
        return
    begun = walk_provider.type_halfway(walker, planned)
    if planned.odd is Odd.WITHDRAWN_DRAFT:
        walk_provider.withdraw(walker, begun, WRONG_MONTH)


def review_all(walker: Walker, requests: Sequence[PlannedRequest]) -> None:
    """Some go back or are set aside; all others are recommended."""
    for planned in _those(requests, Odd.SENT_BACK, Odd.ASKED, Odd.LAPSED):
        walk_exceptions.send_back(walker, planned)
    for planned in _those(requests, Odd.RESUMED, Odd.SET_ASIDE):
        walk_exceptions.set_aside(walker, planned)
    walk_agency.review(walker)


def decide_all(walker: Walker, requests: Sequence[PlannedRequest]) -> None:
    """What was fixed or answered is reviewed in the morning; then one is denied, the rest paid."""
    for planned in _those(requests, Odd.SENT_BACK):
        walk_provider.answer_with_sheet(walker, planned)
    for planned in _those(requests, Odd.RESUMED):
        walk_exceptions.resume(walker, planned)
    walker.settle_work()
    walk_agency.review(walker)
    for planned in _those(requests, Odd.DENIED, Odd.UPHELD):
        walk_exceptions.deny(walker, planned)
    walk_agency.approve(walker)
    for planned in _those(requests, Odd.HELD, Odd.HOLD_ENDED):
        walk_exceptions.hold(walker, planned)


def end_holds(walker: Walker, requests: Sequence[PlannedRequest]) -> None:
    """What was held in the morning for a question is let go in time for the run."""
    for planned in _those(requests, Odd.HOLD_ENDED):
        walker.at(pacific_date(walker.clock.now()), 15)
        walk_exceptions.end_hold(walker, planned)


def judge_appeals(walker: Walker, requests: Sequence[PlannedRequest]) -> None:
    """Approved on appeal, a request is paid with the next run that there is."""
    for planned in _those(requests, Odd.UPHELD):
        walk_exceptions.uphold_appeal(walker, planned)


def lapse_unanswered(walker: Walker, asked_on: date, requests: Sequence[PlannedRequest]) -> None:
    """The day after the last one for an answer."""
    for planned in _those(requests, Odd.LAPSED):
        walker.at(add_business_days(asked_on, DEFAULT.answer_business_days + 1, frozenset()), 9)
        walk_exceptions.lapse(walker, planned)


def _those(requests: Iterable[PlannedRequest], *what: Odd) -> Iterator[PlannedRequest]:
    return (planned for planned in requests if planned.odd in what)
