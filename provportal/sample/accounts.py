"""Bank accounts of the sample's providers: invented numbers at the Federal Reserve's own banks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from provportal.domain.bank_account import AccountKind, Holder
from provportal.sample.names import AT_THE_BANK
from provportal.sample.odd_cases import MistypedAccount, OddAccount
from provportal.sample.providers import SampleProvider, make_providers
from provportal.sample.size import SampleSize

FEDERAL_RESERVE_BANKS = (
    "011000015",
    "021001208",
    "031000040",
    "041000014",
    "051000033",
    "061000146",
    "071000301",
    "081000045",
    "091000080",
    "101000048",
    "111000038",
    "121000374",
)
"""Boston to San Francisco: published numbers of the central bank, so that no real bank is named."""

UNKNOWN_ENDING = "0303"
"""A bank that is told so answers accounts that end like this with R03, no such account."""


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """What the provider admin of an organisation types. Numbers are hidden from printouts."""

    organisation: str
    routing: str = field(repr=False)
    account: str = field(repr=False)
    kind: AccountKind
    holder: Holder
    holder_name: str


@dataclass(frozen=True, slots=True)
class AccountChange:
    """A new account at one agency: as it was mistyped, and as it is typed after the return.

    Without a `right` one the provider has not answered yet.
    """

    agency: str
    mistyped: SampleAccount
    right: SampleAccount | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Where a provider wants to be paid by one agency from now on."""

    agency: str
    account: SampleAccount


def sample_accounts(seed: int, size: SampleSize) -> list[SampleAccount]:
    """The account with which each organisation begins."""
    chance = Random(f"{seed}/accounts")
    return [
        _account(chance, place, provider)
        for place, provider in enumerate(make_providers(seed, size.providers))
    ]


def sample_changes(seed: int, size: SampleSize, month: date) -> list[AccountChange]:
    """The changes of a month; the same for the same seed."""
    accounts = sample_accounts(seed, size)
    return [_change(odd, accounts[odd.provider]) for odd in size.odd.mistyped_in(month)]


def unseen_accounts(seed: int, size: SampleSize) -> list[NewAccount]:
    """The accounts that were entered on the sample's last day; the same for the same seed."""
    accounts = sample_accounts(seed, size)
    return [
        NewAccount(odd.agency, _at_the_next_bank(odd.provider, accounts[odd.provider]))
        for odd in size.odd.unseen
    ]


def _account(chance: Random, place: int, provider: SampleProvider) -> SampleAccount:
    # A serial in the middle keeps two providers from sharing an account, and the last digit from
    # being that of the unknown one.
    number = f"{chance.randint(100, 999)}{place:03}{chance.randint(10, 99)}7"
    business = provider.kind.endswith("center")
    name = provider.name if business else provider.owner
    return SampleAccount(
        organisation=provider.reference,
        routing=FEDERAL_RESERVE_BANKS[place % len(FEDERAL_RESERVE_BANKS)],
        account=number,
        kind=AccountKind.SAVINGS if place % 5 == 4 else AccountKind.CHECKING,
        holder=Holder.BUSINESS if business else Holder.PERSONAL,
        holder_name=AT_THE_BANK.get(name, name),
    )


def _at_the_next_bank(provider: int, before: SampleAccount) -> SampleAccount:
    """The number differs from the one before and ends like no other."""
    return replace(
        before,
        routing=FEDERAL_RESERVE_BANKS[(provider + 1) % len(FEDERAL_RESERVE_BANKS)],
        account=f"{before.account[::-1]}5",
    )


def _change(odd: MistypedAccount, before: SampleAccount) -> AccountChange:
    right = _at_the_next_bank(odd.provider, before)
    mistyped = replace(right, account=right.account[:-4] + UNKNOWN_ENDING)
    return AccountChange(odd.agency, mistyped, right if odd.what is OddAccount.PAID_AGAIN else None)
