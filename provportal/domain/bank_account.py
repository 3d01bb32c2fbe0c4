"""A provider's bank account: its versions, their states and moves."""

from __future__ import annotations

from enum import StrEnum

from provportal.domain.lifecycle import Lifecycle, moves
from provportal.domain.roles import Role


class AccountState(StrEnum):
    ENTERED = "entered"
    WAITING = "waiting_for_verification"
    COOLING_OFF = "cooling_off"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    BLOCKED = "blocked"


class AccountAction(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    VERIFY = "verify"
    ACTIVATE = "activate"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REPLACE = "replace"
    BLOCK = "block"


class AccountKind(StrEnum):
    """What the transaction code says: checking or savings."""

    CHECKING = "checking"
    SAVINGS = "savings"


class Holder(StrEnum):
    """Whose account it is; decides PPD (personal) or CCD (business)."""

    PERSONAL = "personal"
    BUSINESS = "business"


class Stop(StrEnum):
    """Why a version of an account does not go on."""

    TAKEN_BACK = "taken_back"
    NOT_US = "not_us"
    """A provider admin did not ask for it, and froze it."""
    NEWER = "newer"
    """A newer version was entered before this one was checked."""
    NAME_DIFFERS = "name_differs"
    NOT_CONFIRMED = "not_confirmed"
    SHARED = "shared"
    OTHER = "other"


REFUSALS = (Stop.NOT_CONFIRMED, Stop.NAME_DIFFERS, Stop.SHARED, Stop.OTHER)
"""The reasons a payment officer may give."""

BEING_CHECKED = (AccountState.ENTERED, AccountState.WAITING, AccountState.COOLING_OFF)
"""A change on its way; at most one of these for a provider at an agency."""

LIFECYCLE: Lifecycle[AccountAction, AccountState] = Lifecycle(
    "bank account",
    AccountState.ENTERED,
    moves(
        AccountAction.APPROVE,
        [AccountState.ENTERED],
        AccountState.WAITING,
        Role.PAYMENT_OFFICER,
    ),
    moves(
        AccountAction.REFUSE,
        [AccountState.ENTERED, AccountState.WAITING, AccountState.COOLING_OFF],
        AccountState.BLOCKED,
        Role.PAYMENT_OFFICER,
        Role.PROVIDER_ADMIN,
        Role.SYSTEM,
    ),
    moves(AccountAction.VERIFY, [AccountState.WAITING], AccountState.COOLING_OFF, Role.SYSTEM),
    moves(AccountAction.ACTIVATE, [AccountState.COOLING_OFF], AccountState.ACTIVE, Role.SYSTEM),
    moves(
        AccountAction.SUSPEND,
        [AccountState.ACTIVE],
        AccountState.SUSPENDED,
        Role.SYSTEM,
        Role.PAYMENT_OFFICER,
        Role.PROVIDER_ADMIN,
    ),
    moves(
        AccountAction.REINSTATE,
        [AccountState.SUSPENDED],
        AccountState.ACTIVE,
        Role.PAYMENT_OFFICER,
    ),
    moves(
        AccountAction.REPLACE,
        [AccountState.ACTIVE, AccountState.SUSPENDED],
        AccountState.REPLACED,
        Role.SYSTEM,
    ),
    moves(
        AccountAction.BLOCK,
        [AccountState.ACTIVE, AccountState.SUSPENDED],
        AccountState.BLOCKED,
        Role.SYSTEM,
        Role.PAYMENT_OFFICER,
    ),
)
