"""What the agencies of the sample do: review, send back, set aside, decide, pay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import cycle

import sqlalchemy as sa

from provportal.actions import bank_accounts, batching, deciding, releasing, reviewing
from provportal.actions.reviewing import Reasoned
from provportal.cli.walk import Walker, walked
from provportal.cli.walk_provider import SHEET_FIELD
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import State
from provportal.domain.roles import Context, Role
from provportal.sample.plan import PlannedRequest
from provportal.store.payout import Batch
from provportal.store.request import Request
from provportal.store.session import reading, transaction

COMPLETE = Reasoned("complete", "Days, amount and signatures fit the certificate.")
CUT_OFF = Reasoned("INCOMP", "The photo of the signed sheet is cut off. Take it again.")
WHOLE_SHEET = {SHEET_FIELD: "A photo that shows the whole sheet"}
ASK_PROGRAM = Reasoned(
    "policy", "We ask the program how these days count. You do not need to do anything."
)
NOT_AUTHORISED = Reasoned(
    "not_authorised", "This care was not authorized: the family's case was closed before the month."
)
AS_RECOMMENDED = Reasoned("as_recommended", "Approved as the rules pay it.")
WRONG_DAY = "Built on the wrong day"
REVIEWERS = 2


def review(walker: Walker, at_most: int | None = None) -> None:
    """The reviewers of each agency take its requests in turns and recommend them."""
    for agency_id in walker.cast.agencies:
        reviewers = cycle(_reviewer(walker, agency_id, nth) for nth in range(REVIEWERS))
        waiting = in_state(walker, agency_id, State.SUBMITTED)[:at_most]
        for request_id, reviewer in zip(waiting, reviewers, strict=False):
            with transaction(walker.engine) as session:
                reviewing.take(session, reviewer, request_id)
                reviewing.recommend(session, reviewer, request_id, COMPLETE)


def take(walker: Walker) -> None:
    """A reviewer of each agency takes what is left, and has not looked at it yet."""
    for agency_id in walker.cast.agencies:
        reviewer = _reviewer(walker, agency_id)
        for request_id in in_state(walker, agency_id, State.SUBMITTED):
            with transaction(walker.engine) as session:
                reviewing.take(session, reviewer, request_id)


def send_back(walker: Walker, planned: PlannedRequest) -> None:
    """A reviewer asks for another photo of the signed sheet."""
    sent = walked(walker, planned)
    reviewer = _reviewer(walker, sent.agency_id)
    with transaction(walker.engine) as session:
        reviewing.send_back(session, reviewer, sent.id, WHOLE_SHEET, CUT_OFF)


def set_aside(walker: Walker, planned: PlannedRequest) -> None:
    """A reviewer takes a request and cannot judge it before a question is answered."""
    sent = walked(walker, planned)
    reviewer = _reviewer(walker, sent.agency_id)
    with transaction(walker.engine) as session:
        reviewing.take(session, reviewer, sent.id)
        reviewing.set_aside(session, reviewer, sent.id, ASK_PROGRAM)


def resume(walker: Walker, planned: PlannedRequest) -> None:
    """The question is answered; the same reviewer goes on and recommends it."""
    aside = walked(walker, planned)
    reviewer = _reviewer(walker, aside.agency_id)
    with transaction(walker.engine) as session:
        reviewing.resume(session, reviewer, aside.id, "The program answered: these days count.")
        reviewing.recommend(session, reviewer, aside.id, COMPLETE)


def deny(walker: Walker, planned: PlannedRequest) -> None:
    """An approver, who has not reviewed it, denies a request in review."""
    reviewed = walked(walker, planned)
    approver = walker.context(walker.cast.staff(reviewed.agency_id, Role.APPROVER))
    with transaction(walker.engine) as session:
        deciding.deny(session, approver, reviewed.id, NOT_AUTHORISED)


def approve(walker: Walker, at_most: int | None = None) -> None:
    """An approver who is neither submitter nor reviewer approves, of each agency so many."""
    for agency_id in walker.cast.agencies:
        approver = walker.context(walker.cast.staff(agency_id, Role.APPROVER))
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
    officer = walker.context(walker.cast.staff(agency_id, Role.PAYMENT_OFFICER))
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
            releasing.release(session, _officer(walker, agency_id, 1), batch_id)
        released.append(batch_id)
    walker.settle_work()
    return released


def build(walker: Walker, agency_id: str) -> str:
    """The first officer builds the run; its id. Raises NotAllowed when nothing can be paid."""
    with transaction(walker.engine) as session:
        return batching.build(session, _officer(walker, agency_id)).id


def cancel(walker: Walker, agency_id: str, batch_id: str) -> None:
    """The officer who built a run cancels it before its release."""
    with transaction(walker.engine) as session:
        batching.cancel(session, _officer(walker, agency_id), batch_id, WRONG_DAY)


def effective_on(walker: Walker, batch_id: str) -> date:
    """The day on which the money of a run arrives."""
    with reading(walker.engine) as session:
        return session.get_one(Batch, batch_id).effective_on


def _reviewer(walker: Walker, agency_id: str, nth: int = 0) -> Context:
    return walker.context(walker.cast.staff(agency_id, Role.REVIEWER, nth))


def _officer(walker: Walker, agency_id: str, nth: int = 0) -> Context:
    return walker.context(walker.cast.staff(agency_id, Role.PAYMENT_OFFICER, nth))
