"""Walking the last month of the full sample: on its way, in every state, as a Monday finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provportal.cli.walk import Walker
from provportal.cli.walk_accounts import pay_next_run
from provportal.cli.walk_agency import approve, build, review, take
from provportal.cli.walk_months import (
    Tell,
    Timetable,
    begin_or_send,
    decide_all,
    review_all,
    send_all,
)
from provportal.cli.walk_provider import enter_account
from provportal.domain.calendar import add_business_days, pacific_date
from provportal.sample.plan import PlannedMonth, PlannedRequest

STEPS = 4
EARLY, LATE, TODAY = range(6), range(6, 8), range(8, 9)
"""Of ten requests six are sent on the first day, two late and one today; one is not begun."""

REVIEWED_LATE, APPROVED_LATE, APPROVED_TODAY = 14, 8, 2
"""At each agency, of those sent late."""


@dataclass(frozen=True, slots=True)
class Shares:
    """A month's requests by the day on which they are sent."""

    early: Sequence[PlannedRequest]
    late: Sequence[PlannedRequest]
    today: Sequence[PlannedRequest]

    @classmethod
    def of(cls, requests: Sequence[PlannedRequest]) -> Shares:
        """The odd cases come early, so that there is time for what becomes of them."""
        plain = [(place % 10, one) for place, one in enumerate(requests) if one.odd is None]
        odd = [one for one in requests if one.odd is not None]
        return cls(
            early=odd + [one for digit, one in plain if digit in EARLY],
            late=[one for digit, one in plain if digit in LATE],
            today=[one for digit, one in plain if digit in TODAY],
        )


def walk_present(walker: Walker, month: PlannedMonth, tell: Tell) -> None:
    """Until the Monday after the first payment run; tells STEPS steps.

    What was sent early is with the bank, its money not there yet; of what was sent late a part is
    in review, a part approved, and at the first agency a part in a run that nobody released yet.
    """
    name, when = f"{month.first:%B %Y}", Timetable.of(month.first)
    shares = Shares.of(month.requests)
    tell(f"{name}: providers send")
    send_all(walker, when.sent_on, shares.early)
    tell(f"{name}: reviewers and approvers decide")
    walker.at(when.reviewed_on, 9)
    review_all(walker, shares.early)
    walker.at(when.decided_on, 9)
    decide_all(walker, shares.early)
    tell(f"{name}: some come late, others are paid")
    pay_next_run(walker)
    send_all(walker, pacific_date(walker.clock.now()), shares.late)
    tell(f"{name}: today")
    walker.at(add_business_days(pacific_date(walker.clock.now()), 1, frozenset()), 9)
    decide_late(walker)
    for planned in shares.today:
        begin_or_send(walker, planned)
    for new in month.unseen:
        enter_account(walker, new.account, walker.cast.agency(new.agency))
    walker.settle_work()


def decide_late(walker: Walker) -> None:
    """For the next run, which the first agency has built already when two more are approved."""
    review(walker, REVIEWED_LATE)
    take(walker)
    approve(walker, APPROVED_LATE)
    build(walker, walker.cast.agencies[0])
    approve(walker, APPROVED_TODAY)
