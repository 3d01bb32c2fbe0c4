"""The ledger: balanced transfers that say, line by line, where each owed cent stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provportal.domain.money import Money


class Account(StrEnum):
    """The terms of the money equation, per agency, fund and provider.

    Owed: approved + owed_again. Where it is: awaiting_batch + held + scheduled + sent (together the
    live entries) + settled + offset + levied + carried_forward + written_off.
    """

    APPROVED = "approved"
    OWED_AGAIN = "owed_again"
    AWAITING_BATCH = "awaiting_batch"
    HELD = "held"
    SCHEDULED = "scheduled"
    SENT = "sent"
    SETTLED = "settled"
    OFFSET = "offset"
    LEVIED = "levied"
    CARRIED_FORWARD = "carried_forward"
    WRITTEN_OFF = "written_off"


OWED = frozenset({Account.APPROVED, Account.OWED_AGAIN})
"""Accounts that say what is owed; their postings are negative, so that all postings sum to zero."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One half of a transfer: a signed amount on one account."""

    account: Account
    amount: Money


def transfer(source: Account, target: Account, amount: Money) -> tuple[Posting, Posting]:
    """Move an amount between two accounts; the two postings sum to zero.

    Raises ValueError for a negative amount or a transfer to the same account.
    """
    if amount.cents < 0:
        raise ValueError("a transfer has a direction; turn it round instead of a negative amount")
    if source == target:
        raise ValueError("a transfer needs two accounts")
    return Posting(source, -amount), Posting(target, amount)
