"""What the agencies of the sample do with most requests: review, approve, pay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import cycle

import sqlalchemy as sa

from provportal.actions import bank_accounts, batching, deciding, releasing, reviewing
from provportal.actions.reviewing import Reasoned
from provportal.cli.walk import Walker
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import State
from provportal.domain.roles import Context, Role
from provportal.store.payout import Batch
from provportal.store.request import Request
from provportal.store.session import reading, transaction

COMPLETE = Reasoned("complete", "Days, amount and signatures fit the certificate.")
AS_RECOMMENDED = Reasoned("as_recommended", "Approved as the rules pay it.")
WRONG_DAY = "Built on the wrong day"
REVIEWERS = 2


def review(walker: Walker, at_most: int | None = None) -> None:
    """The reviewers of each agency take its requests in turns and recommend them."""
    for agency_id in walker.cast.agencies:
        reviewers = cycle(reviewer_of(walker, agency_id, nth) for nth in range(REVIEWERS))
        waiting = in_state(walker, agency_id, State.SUBMITTED)[:at_most]
        for request_id, reviewer in zip(waiting, reviewers, strict=False):
            with transaction(walker.engine) as session:
                reviewing.take(session, reviewer, request_id)
                reviewing.recommend(session, reviewer, request_id, COMPLETE)


def take(walker: Walker) -> None:
    """A reviewer of each agency takes what is left, and has not looked at it yet."""
    for agency_id in walker.cast.agencies:
        reviewer = reviewer_of(walker, agency_id)
        for request_id in in_state(walker, agency_id, State.SUBMITTED):
            with transaction(walker.engine) as session:
                reviewing.take(session, reviewer, request_id)


def approve(walker: Walker, at_most: int | None = None) -> None:
    """An approver who is neither submitter nor reviewer approves, of each agency so many."""
    for agency_id in walker.cast.agencies:
        approver = approver_of(walker, agency_id)
        for request_id in in_state(walker, agency_id, State.IN_REVIEW)[:at_most]:
            with transaction(walker.engine) as session:
                deciding.approve(session, approver, request_id, AS_RECOMMENDED)


def in_state(walker: Walker, agency_id: str, state: State) -> Sequence[str]:
    """The ids of an agency's requests in a state that nobody withdrew, oldest first."""
    with reading(walker.engine) as session:
        return session.scalars(
            sa.select(Request.id)
            .where(
                Request.agency_id == agency_id,
                Request.state == state,
                Request.withdrawn_at.is_(None),
            )
            .order_by(Request.submitted_at, Request.id)
        ).all()


def approve_account(walker: Walker, agency_id: str, account_id: str) -> None:
    """A payment officer approves what a provider entered."""
    officer = officer_of(walker, agency_id)
    with transaction(walker.engine) as session:
        bank_accounts.approve(session, officer, account_id)


def pay(walker: Walker, cancelled_at: Sequence[str] = ()) -> list[str]:
    """One officer of each agency builds its run, another releases it; the runs' ids.

    An agency of `cancelled_at` cancels the first and builds it again. One with nothing to pay has
    no run.
    """
    released = []
    for agency_id in walker.cast.agencies:
        if walker.cast.codes[agency_id] in cancelled_at:
            cancel(walker, agency_id, build(walker, agency_id))
        try:
            batch_id = build(walker, agency_id)
        except NotAllowed:
            continue
        with transaction(walker.engine) as session:
            releasing.release(session, officer_of(walker, agency_id, 1), batch_id)
        released.append(batch_id)
    walker.settle_work()
    return released


def build(walker: Walker, agency_id: str) -> str:
    """The first officer builds the run; its id. Raises NotAllowed when nothing can be paid."""
    with transaction(walker.engine) as session:
        return batching.build(session, officer_of(walker, agency_id)).id


def cancel(walker: Walker, agency_id: str, batch_id: str) -> None:
    """The officer who built a run cancels it before its release."""
    with transaction(walker.engine) as session:
        batching.cancel(session, officer_of(walker, agency_id), batch_id, WRONG_DAY)


def effective_on(walker: Walker, batch_id: str) -> date:
    """The day on which the money of a run arrives."""
    with reading(walker.engine) as session:
        return session.get_one(Batch, batch_id).effective_on


def reviewer_of(walker: Walker, agency_id: str, nth: int = 0) -> Context:
    """The nth reviewer of an agency."""
    return walker.context(walker.cast.staff(agency_id, Role.REVIEWER, nth))


def approver_of(walker: Walker, agency_id: str, nth: int = 0) -> Context:
    """The nth approver of an agency."""
    return walker.context(walker.cast.staff(agency_id, Role.APPROVER, nth))


def officer_of(walker: Walker, agency_id: str, nth: int = 0) -> Context:
    """The nth payment officer of an agency: the first builds, the second releases."""
    return walker.context(walker.cast.staff(agency_id, Role.PAYMENT_OFFICER, nth))
