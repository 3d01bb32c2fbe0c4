"""Children of the sample: families with siblings and twins, and the certificates of their care."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from provportal.domain.money import ZERO, Money
from provportal.sample.names import FAMILIES, GIVEN, WHOLE_NAMES
from provportal.sample.providers import (
    ALDER,
    DEAR_HOME,
    GRANDMOTHER,
    PLAIN_HOME,
    SampleProvider,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
FULL_DAY, AFTER_SCHOOL, SHORT_DAY = "08:00-17:00", "14:00-18:00", "07:30-12:30"
FAMILY_SIZES = (1, 2, 1, 3, 1, 2)
TODAY = date(2026, 10, 1)
"""Ages are those of this day."""

STAGE_3_FEE = Money(3_500)

PRESCHOOLER = date(2023, 3, 14)
"""The child of the worked cases: three years old."""


@dataclass(frozen=True, slots=True)
class SampleChild:
    """A child, as one agency knows it."""

    agency: str
    number: str
    name: str
    born: date
    case_number: str

    def age_on(self, day: date) -> int:
        """Full years."""
        had_birthday = (day.month, day.day) >= (self.born.month, self.born.day)
        return day.year - self.born.year - (not had_birthday)

    def age_group(self, month: date) -> str:
        """On the first day of the month."""
        age = self.age_on(month)
        return "6+" if age >= 6 else "2-5" if age >= 2 else "0-2"

    @property
    def school(self) -> str:
        age = self.age_on(date(2026, 9, 1))
        return "grades" if age >= 6 else {4: "TK", 5: "K"}.get(age, "none")


@dataclass(frozen=True, slots=True)
class SampleCertificate:
    """The approved care of a child with a provider."""

    number: str
    child: SampleChild
    provider: SampleProvider
    starts_on: date
    ends_on: date
    stage: int
    hours: str
    family_fee: Money

    @property
    def full_time(self) -> bool:
        return self.hours == FULL_DAY

    @property
    def category(self) -> str:
        return "monthly_full_time" if self.full_time else "monthly_part_time"


@dataclass(frozen=True, slots=True)
class Case:
    """A certificate that stands for a worked case: which provider, and from when."""

    provider: int
    starts_on: date = date(2026, 1, 5)


LATE_START = Case(PLAIN_HOME, date(2026, 10, 12))
CASES = (Case(PLAIN_HOME), Case(DEAR_HOME), Case(GRANDMOTHER), Case(PLAIN_HOME), LATE_START)
"""A plain month, a rate above the ceiling, the grandmother, a child ill for four days, and care
that starts on Monday 12 October 2026: the first certificates, in this order."""

ILL = 3
"""The place of the ill child among the cases."""


def make_certificates(
    seed: int, count: int, providers: Sequence[SampleProvider]
) -> tuple[SampleCertificate, ...]:
    """One certificate for each of so many children, the same for the same seed."""
    chance = Random(f"{seed}/children")
    families = _families(chance)
    children = [child for _, child in zip(range(count), families, strict=False)]
    return tuple(
        _certificate(chance, index, child, providers) for index, child in enumerate(children)
    )


def _families(chance: Random) -> Iterator[SampleChild]:
    """Children without end, family by family; every second family of two are twins."""
    for family in itertools.count():
        names = list(_names(family))
        births = [_birthday(chance) for _ in names]
        if len(names) == 2 and family % 4 == 1:
            births[1] = births[0]
        for name, born in zip(names, births, strict=True):
            yield SampleChild(ALDER, "", name, born, f"A{100_000 + family * 37}")


def _names(family: int) -> Iterator[str]:
    """Every third family has a name that is not put together, while there are any."""
    if family % 3 == 2 and family // 3 < len(WHOLE_NAMES):
        yield from WHOLE_NAMES[family // 3][1]
        return
    surname = FAMILIES[family % len(FAMILIES)]
    for child in range(FAMILY_SIZES[family % len(FAMILY_SIZES)]):
        yield f"{GIVEN[(family * 3 + child) % len(GIVEN)]} {surname}"


def _birthday(chance: Random) -> date:
    """From ten months to nine years old, mostly younger."""
    return TODAY - timedelta(days=int(chance.triangular(300, 3_400, 900)))


def _certificate(
    chance: Random, index: int, child: SampleChild, providers: Sequence[SampleProvider]
) -> SampleCertificate:
    number = index + 1
    case = CASES[index] if index < len(CASES) else None
    provider = providers[case.provider if case else index % len(providers)]
    agency = ALDER if case else provider.agencies[index // len(providers) % len(provider.agencies)]
    born = PRESCHOOLER if case else child.born
    starts_on = date(2026, 1, 5) + timedelta(days=7 * chance.randint(0, 20))
    stage = 1 if agency == ALDER else 2 + number % 2
    return SampleCertificate(
        number=f"{agency[0]}C-{number:04}",
        child=replace(child, agency=agency, number=f"{agency[0]}K-{number:04}", born=born),
        provider=provider,
        starts_on=case.starts_on if case else starts_on,
        ends_on=date(2027, 12, 31),
        stage=stage,
        hours=FULL_DAY if case else _hours(chance, child),
        family_fee=STAGE_3_FEE if stage == 3 else ZERO,
    )


def _hours(chance: Random, child: SampleChild) -> str:
    """School hours are not paid, so who goes to school comes after it; a few others come half."""
    if child.school in ("K", "grades"):
        return AFTER_SCHOOL
    return SHORT_DAY if chance.random() < 0.15 else FULL_DAY
