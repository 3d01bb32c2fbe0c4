"""The odd cases: which requests, payment runs and accounts of the sample go another way, and when.

Everything that stands in no table here goes the plain way from its draft to the money.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from provportal.sample.providers import ALDER, BRIDGEWELL

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
"""Months of care. October is on its way when the full sample ends."""


class Odd(StrEnum):
    """What becomes of a request that does not go the plain way."""

    HALFWAY = "a draft, typed as far as the days"
    WITHDRAWN_DRAFT = "withdrawn before it was sent"
    RECALLED = "taken back by the provider to change it, and sent again"
    WITHDRAWN = "withdrawn after it was sent"
    SENT_BACK = "sent back, fixed and decided"
    ASKED = "sent back, and still waiting for the provider"
    RESUMED = "set aside by the reviewer, and taken up again"
    SET_ASIDE = "still set aside"
    LAPSED = "sent back, and closed because the provider did not answer"
    DENIED = "denied"
    UPHELD = "denied, appealed, approved after all and paid with the next run"
    HELD = "approved, and its money held"
    HOLD_ENDED = "approved, held and let go before the run"


class OddAccount(StrEnum):
    """What becomes of a payment to a new account that the bank does not know (R03)."""

    PAID_AGAIN = "returned, then paid again to the right account"
    RETURNED = "returned, and still waiting for the right account"


@dataclass(frozen=True, slots=True)
class OddRequest:
    """The request for the care of one child in one month.

    The first child is 0; its certificate ends in 0001, and that of child 40 in 0041.
    """

    what: Odd
    child: int
    month: date


@dataclass(frozen=True, slots=True)
class CancelledRun:
    """The month's payment run of an agency is cancelled before its release, and built again."""

    agency: str
    month: date


@dataclass(frozen=True, slots=True)
class MistypedAccount:
    """A provider (the first is 0) changes its account in a month and mistypes the number."""

    what: OddAccount
    provider: int
    agency: str
    month: date


@dataclass(frozen=True, slots=True)
class UnseenAccount:
    """A provider (the first is 0) enters a new account on the last day; no officer has seen it."""

    provider: int
    agency: str


@dataclass(frozen=True, slots=True)
class OddCases:
    """All of a sample's."""

    requests: tuple[OddRequest, ...]
    runs: tuple[CancelledRun, ...]
    accounts: tuple[MistypedAccount, ...]
    unseen: tuple[UnseenAccount, ...] = ()

    def of_requests(self, month: date) -> dict[int, Odd]:
        """What becomes of the requests for a month, by child."""
        return {odd.child: odd.what for odd in self.requests if odd.month == month}

    def cancelled_at(self, month: date) -> tuple[str, ...]:
        """The agencies that cancel a run of this month."""
        return tuple(run.agency for run in self.runs if run.month == month)

    def mistyped_in(self, month: date) -> Iterator[MistypedAccount]:
        """The accounts that are changed in a month."""
        return (odd for odd in self.accounts if odd.month == month)


SMALL_CASES = OddCases(
    requests=(
        OddRequest(Odd.SENT_BACK, 7, SEPTEMBER),
        OddRequest(Odd.SENT_BACK, 7, OCTOBER),
        OddRequest(Odd.SENT_BACK, 12, OCTOBER),
    ),
    runs=(),
    accounts=(MistypedAccount(OddAccount.PAID_AGAIN, 6, ALDER, OCTOBER),),
)
"""Whatever happens in the small sample, at the end all of its requests are paid."""

FULL_CASES = OddCases(
    requests=(
        OddRequest(Odd.SENT_BACK, 8, JULY),
        OddRequest(Odd.SENT_BACK, 43, JULY),
        OddRequest(Odd.RECALLED, 13, JULY),
        OddRequest(Odd.DENIED, 23, JULY),
        OddRequest(Odd.WITHDRAWN, 31, JULY),
        OddRequest(Odd.UPHELD, 38, JULY),
        OddRequest(Odd.LAPSED, 47, JULY),
        OddRequest(Odd.SENT_BACK, 20, AUGUST),
        OddRequest(Odd.SENT_BACK, 49, AUGUST),
        OddRequest(Odd.RESUMED, 28, AUGUST),
        OddRequest(Odd.WITHDRAWN_DRAFT, 45, AUGUST),
        OddRequest(Odd.HOLD_ENDED, 50, AUGUST),
        OddRequest(Odd.SENT_BACK, 35, SEPTEMBER),
        OddRequest(Odd.RECALLED, 58, SEPTEMBER),
        OddRequest(Odd.DENIED, 61, SEPTEMBER),
        OddRequest(Odd.WITHDRAWN, 75, SEPTEMBER),
        # The first provider's billers find most of what can happen in their own list.
        OddRequest(Odd.HALFWAY, 40, OCTOBER),
        OddRequest(Odd.ASKED, 80, OCTOBER),
        OddRequest(Odd.ASKED, 52, OCTOBER),
        OddRequest(Odd.SENT_BACK, 15, OCTOBER),
        OddRequest(Odd.SET_ASIDE, 10, OCTOBER),
        OddRequest(Odd.SET_ASIDE, 70, OCTOBER),
        OddRequest(Odd.RESUMED, 24, OCTOBER),
        OddRequest(Odd.RECALLED, 21, OCTOBER),
        OddRequest(Odd.WITHDRAWN, 25, OCTOBER),
        OddRequest(Odd.WITHDRAWN_DRAFT, 30, OCTOBER),
        OddRequest(Odd.DENIED, 34, OCTOBER),
        OddRequest(Odd.HELD, 19, OCTOBER),
        OddRequest(Odd.HELD, 64, OCTOBER),
        OddRequest(Odd.HALFWAY, 41, OCTOBER),
        OddRequest(Odd.HALFWAY, 67, OCTOBER),
    ),
    runs=(CancelledRun(ALDER, AUGUST),),
    accounts=(
        MistypedAccount(OddAccount.PAID_AGAIN, 6, ALDER, JULY),
        MistypedAccount(OddAccount.RETURNED, 0, BRIDGEWELL, SEPTEMBER),
    ),
    unseen=(UnseenAccount(12, ALDER), UnseenAccount(3, BRIDGEWELL)),
)
