"""Providers of the sample: organisations of every kind, their contracts and rate sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from provportal.domain.money import Money
from provportal.sample.ceilings import CEILINGS
from provportal.sample.names import CENTERS, OWNERS

ALDER, BRIDGEWELL = "ALDER", "BRIDGEWELL"
AGENCIES = (ALDER, BRIDGEWELL)

KINDS = (
    "licensed_home",
    "licensed_home",
    "exempt_relative",
    "licensed_center",
    "licensed_large_home",
    "licensed_center",
    "licensed_home",
    "exempt_non_relative",
    "licensed_large_home",
    "exempt_center",
    "licensed_center",
    "exempt_relative",
)
"""The kinds in turn. The first three are the homes and the grandmother of the worked cases."""

PLAIN_HOME, DEAR_HOME, GRANDMOTHER = 0, 1, 2
PLAIN_RATE, DEAR_RATE = Money(95_000), Money(110_000)
"""A monthly full-time rate below the ceiling of 1,006.20 and one above it."""

ON_SHEET = ("monthly_full_time", "monthly_part_time", "weekly_full_time")
AGE_GROUPS = ("0-2", "2-5", "6+")


@dataclass(frozen=True, slots=True)
class SampleRate:
    category: str
    age_group: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SampleProvider:
    """One organisation, with the person behind it. `agencies` are those it has contracts with."""

    number: int
    name: str
    owner: str
    language: str
    kind: str
    agencies: tuple[str, ...]
    rates: tuple[SampleRate, ...]

    @property
    def reference(self) -> str:
        return f"ORG-{self.number:03}"

    @property
    def licensed(self) -> bool:
        return self.kind.startswith("licensed")

    @property
    def facility(self) -> str:
        """The table of ceilings: center, home or exempt."""
        if not self.licensed:
            return "exempt"
        return "center" if self.kind == "licensed_center" else "home"

    @property
    def tin(self) -> str:
        """Nobody's number: 96 begins no EIN, 9 no social security number, and the form is that of
        an ITIN in the groups 94 to 99, which were set aside for later (IRS, 2011)."""
        return f"969{94 + self.number % 6}{self.number:04}"

    def contract(self, agency: str) -> str:
        """The provider number that an agency gave."""
        return f"{agency[0]}-{1000 + self.number}"

    def rate(self, category: str, age_group: str) -> Money:
        """What it asks for a month: from its sheet, or the ceiling when it needs no sheet."""
        for rate in self.rates:
            if (rate.category, rate.age_group) == (category, age_group):
                return rate.amount
        return Money.read(CEILINGS[self.facility, age_group][category])


def make_providers(seed: int, count: int) -> tuple[SampleProvider, ...]:
    """So many providers of every kind, the same for the same seed."""
    chance = Random(f"{seed}/providers")
    return tuple(_provider(chance, index) for index in range(count))


def _provider(chance: Random, index: int) -> SampleProvider:
    kind = KINDS[index % len(KINDS)]
    name, owner, language = _named(index, kind)
    both = index % 3 == 0
    blank = SampleProvider(index + 1, name, owner, language, kind, AGENCIES[: 1 + both], ())
    rates = tuple(_rates(chance, blank, index)) if blank.licensed else ()
    return SampleProvider(index + 1, name, owner, language, kind, blank.agencies, rates)


def _named(index: int, kind: str) -> tuple[str, str, str]:
    """The organisation's name, its owner's, and the owner's language."""
    home, owner, language = OWNERS[index % len(OWNERS)]
    again = f" {index // len(OWNERS) + 1}" if index >= len(OWNERS) else ""
    if kind.endswith("center"):
        nth = sum(KINDS[place % len(KINDS)].endswith("center") for place in range(index))
        again = f" {nth // len(CENTERS) + 1}" if nth >= len(CENTERS) else ""
        return CENTERS[nth % len(CENTERS)] + again, owner, language
    if kind.startswith("exempt"):
        return owner + again, owner, language
    return f"{home} Family Child Care{again}", owner, language


def _rates(chance: Random, provider: SampleProvider, index: int) -> Iterator[SampleRate]:
    """A sheet a little below the ceilings, in whole dollars; the two homes of the cases have
    theirs."""
    fixed = {PLAIN_HOME: PLAIN_RATE, DEAR_HOME: DEAR_RATE}
    for age_group in AGE_GROUPS:
        for category in ON_SHEET:
            share = chance.randint(84, 99)
            ceiling = Money.read(CEILINGS[provider.facility, age_group][category])
            amount = Money(ceiling.cents * share // 10_000 * 100)
            if (category, age_group) == ("monthly_full_time", "2-5"):
                amount = fixed.get(index, amount)
            yield SampleRate(category, age_group, amount)
