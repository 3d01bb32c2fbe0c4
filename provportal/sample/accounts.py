"""Bank accounts of the sample's providers: invented numbers at the Federal Reserve's own banks."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from provportal.domain.bank_account import AccountKind, Holder
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

UNKNOWN = 6
"""The place of the provider whose account the bank does not know."""


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """What the provider admin of an organisation types. Numbers are hidden from printouts."""

    organisation: str
    routing: str = field(repr=False)
    account: str = field(repr=False)
    kind: AccountKind
    holder: Holder
    holder_name: str


def sample_accounts(seed: int, size: SampleSize) -> list[SampleAccount]:
    """One account for each organisation; one of them ends in UNKNOWN_ENDING."""
    chance = Random(f"{seed}/accounts")
    return [
        _account(chance, place, provider)
        for place, provider in enumerate(make_providers(seed, size.providers))
    ]


def _account(chance: Random, place: int, provider: SampleProvider) -> SampleAccount:
    # A serial in the middle keeps two providers from sharing an account, and the last digit from
    # being that of the unknown one.
    number = f"{chance.randint(100, 999)}{place:03}{chance.randint(10, 99)}7"
    if place == UNKNOWN:
        number = number[:6] + UNKNOWN_ENDING
    business = provider.kind.endswith("center")
    return SampleAccount(
        organisation=provider.reference,
        routing=FEDERAL_RESERVE_BANKS[place % len(FEDERAL_RESERVE_BANKS)],
        account=number,
        kind=AccountKind.SAVINGS if place % 5 == 4 else AccountKind.CHECKING,
        holder=Holder.BUSINESS if business else Holder.PERSONAL,
        holder_name=provider.name if business else provider.owner,
    )
