"""A payment request: its seven states, the kinds of exception, and every move between them."""

from __future__ import annotations

from enum import StrEnum

from provportal.domain.lifecycle import Lifecycle, moves
from provportal.domain.roles import Role


class State(StrEnum):
    """The seven states. There is no eighth: odd cases are flags and linked records."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PAYOUT_SCHEDULED = "payout_scheduled"
    PAID = "paid"
    EXCEPTION = "exception"


class ExceptionKind(StrEnum):
    """Why a request stands in Exception, and so whose turn it is."""

    PROVIDER = "provider"
    STAFF = "staff"
    HELD = "held"
    RETURNED = "returned"
    DENIED = "denied"


class Place(StrEnum):
    """A state, and for Exception its kind: what the lifecycle table and its trigger speak of."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PAYOUT_SCHEDULED = "payout_scheduled"
    PAID = "paid"
    ASKED = "exception.provider"
    SET_ASIDE = "exception.staff"
    HELD = "exception.held"
    RETURNED = "exception.returned"
    DENIED = "exception.denied"

    @property
    def state(self) -> State:
        return State(self.value.partition(".")[0])

    @property
    def kind(self) -> ExceptionKind | None:
        kind = self.value.partition(".")[2]
        return ExceptionKind(kind) if kind else None


class Action(StrEnum):
    """What can be done to a request."""

    SUBMIT = "submit"
    PARENT_ATTESTS = "parent_attests"
    RECALL = "recall"
    WITHDRAW = "withdraw"
    TAKE = "take"
    ASK = "ask"
    SET_ASIDE = "set_aside"
    ANSWER = "answer"
    LAPSE = "lapse"
    RESUBMIT = "resubmit"
    RESUME = "resume"
    APPROVE = "approve"
    DENY = "deny"
    UPHOLD_APPEAL = "uphold_appeal"
    SCHEDULE = "schedule"
    HOLD = "hold"
    END_HOLD = "end_hold"
    REDECIDE = "redecide"
    UNSCHEDULE = "unschedule"
    PAY = "pay"
    RETURN = "return"
    PAY_AGAIN = "pay_again"
    CORRECT = "correct"


_PROVIDER = (Role.BILLER, Role.PROVIDER_ADMIN)

LIFECYCLE: Lifecycle[Action, Place] = Lifecycle(
    "request",
    Place.DRAFT,
    moves(Action.SUBMIT, [Place.DRAFT], Place.SUBMITTED, *_PROVIDER, Role.REVIEWER),
    moves(Action.PARENT_ATTESTS, [Place.DRAFT], Place.SUBMITTED, Role.SYSTEM),
    moves(Action.RECALL, [Place.SUBMITTED], Place.DRAFT, *_PROVIDER),
    moves(Action.WITHDRAW, [Place.DRAFT], Place.DRAFT, *_PROVIDER),
    moves(Action.WITHDRAW, [Place.SUBMITTED], Place.SUBMITTED, *_PROVIDER),
    # Who is asked for something may as well give the request up.
    moves(Action.WITHDRAW, [Place.ASKED], Place.ASKED, *_PROVIDER),
    moves(Action.TAKE, [Place.SUBMITTED], Place.IN_REVIEW, Role.REVIEWER),
    # Set aside it can still turn out to need the provider: a late check blocks, or staff see it.
    moves(
        Action.ASK,
        [Place.SUBMITTED, Place.IN_REVIEW, Place.SET_ASIDE],
        Place.ASKED,
        Role.REVIEWER,
        Role.SYSTEM,
    ),
    moves(
        Action.SET_ASIDE,
        [Place.SUBMITTED, Place.IN_REVIEW],
        Place.SET_ASIDE,
        Role.REVIEWER,
        Role.SYSTEM,
    ),
    moves(Action.ANSWER, [Place.ASKED], Place.SUBMITTED, *_PROVIDER),
    moves(Action.LAPSE, [Place.ASKED], Place.DENIED, Role.APPROVER, Role.SYSTEM),
    moves(Action.RESUBMIT, [Place.SET_ASIDE], Place.SUBMITTED, Role.REVIEWER, Role.APPROVER),
    moves(Action.RESUME, [Place.SET_ASIDE], Place.IN_REVIEW, Role.REVIEWER, Role.APPROVER),
    moves(Action.APPROVE, [Place.IN_REVIEW], Place.APPROVED, Role.APPROVER),
    moves(Action.DENY, [Place.IN_REVIEW], Place.DENIED, Role.APPROVER),
    moves(Action.UPHOLD_APPEAL, [Place.DENIED], Place.IN_REVIEW, Role.APPROVER),
    moves(Action.SCHEDULE, [Place.APPROVED], Place.PAYOUT_SCHEDULED, Role.PAYMENT_OFFICER),
    moves(
        Action.HOLD,
        [Place.APPROVED, Place.PAYOUT_SCHEDULED],
        Place.HELD,
        Role.PAYMENT_OFFICER,
        Role.SYSTEM,
    ),
    moves(Action.END_HOLD, [Place.HELD], Place.APPROVED, Role.PAYMENT_OFFICER),
    moves(Action.REDECIDE, [Place.HELD], Place.IN_REVIEW, Role.PAYMENT_OFFICER),
    moves(
        Action.UNSCHEDULE,
        [Place.PAYOUT_SCHEDULED],
        Place.APPROVED,
        Role.PAYMENT_OFFICER,
        Role.SYSTEM,
    ),
    moves(Action.PAY, [Place.PAYOUT_SCHEDULED], Place.PAID, Role.SYSTEM),
    moves(Action.RETURN, [Place.PAYOUT_SCHEDULED, Place.PAID], Place.RETURNED, Role.SYSTEM),
    moves(Action.PAY_AGAIN, [Place.RETURNED], Place.APPROVED, Role.SYSTEM),
    moves(Action.CORRECT, [Place.PAID], Place.PAID, *_PROVIDER, Role.REVIEWER),
)
"""Every transition there is; no other is lawful."""


class Channel(StrEnum):
    """How a request came in."""

    PORTAL = "portal"
    STAFF = "staff"
    API = "api"
    FILE = "file"
