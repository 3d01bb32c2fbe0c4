"""What happens in each month of the sample: the requests with their answers, and the odd cases."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from provportal.domain.money import Money
from provportal.sample.accounts import AccountChange, NewAccount, sample_changes, unseen_accounts
from provportal.sample.children import (
    CASES,
    ILL,
    SampleCertificate,
    make_certificates,
)
from provportal.sample.odd_cases import Odd
from provportal.sample.providers import GRANDMOTHER, make_providers
from provportal.sample.size import SampleSize

GRANDMOTHER_ASKS = Money(90_000)
"""More than the ceiling of 704.34 pays: an exempt provider has no rate sheet to ask by."""

ILL_DAYS = tuple(date(2026, 10, day) for day in (6, 7, 8, 9))
REASONS = ("child_ill", "family_emergency", "parent_ill", "best_interest_of_child")


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """One request: of which organisation, under which certificate of which agency, for a month.

    `different` holds the days that were not as certified, by date; `signed_on` is both parties'.
    `odd` is None for the many that go the plain way.
    """

    agency: str
    organisation: str
    certificate: str
    month: date
    different: Mapping[str, Mapping[str, str]]
    total: Money
    signed_on: date
    odd: Odd | None

    def answers(self, sheet: str) -> dict[str, dict[str, Any]]:
        """The answers of each step; `sheet` is the id of the uploaded signed sheet."""
        signed_on = self.signed_on.isoformat()
        different = {day: dict(written) for day, written in self.different.items()}
        return {
            "care": {"certificate": self.certificate, "month": f"{self.month:%Y-%m}"},
            "days": {"different": different},
            "amount": {"total": str(self.total)},
            "documents": {},
            "parent": {"signed_on": signed_on, "sheet": sheet},
            "sign": {"signed_on": signed_on, "agreed": True},
        }


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """One month of care: `cancelled_at` are the agencies whose run is cancelled and built again.

    `unseen` are the accounts that are entered at its end, when it is the last month.
    """

    first: date
    requests: tuple[PlannedRequest, ...]
    cancelled_at: tuple[str, ...]
    changes: tuple[AccountChange, ...]
    unseen: tuple[NewAccount, ...]


def sample_month(seed: int, size: SampleSize, month: date) -> PlannedMonth:
    """All of a month, named by its first day; the same for the same seed."""
    return PlannedMonth(
        first=month,
        requests=tuple(sample_plan(seed, size, month)),
        cancelled_at=size.odd.cancelled_at(month),
        changes=tuple(sample_changes(seed, size, month)),
        unseen=tuple(unseen_accounts(seed, size)) if month == size.months[-1] else (),
    )


def sample_plan(seed: int, size: SampleSize, month: date) -> list[PlannedRequest]:
    """Every request for a month, named by its first day; the same for the same seed."""
    providers = make_providers(seed, size.providers)
    odd = size.odd.of_requests(month)
    return [
        _planned(seed, (index, odd.get(index)), certificate, month)
        for index, certificate in enumerate(make_certificates(seed, size.children, providers))
        if certificate.starts_on <= _last_day(month)
    ]


def _planned(
    seed: int, which: tuple[int, Odd | None], certificate: SampleCertificate, month: date
) -> PlannedRequest:
    index, odd = which
    chance = Random(f"{seed}/{certificate.number}/{month}")
    return PlannedRequest(
        agency=certificate.child.agency,
        organisation=certificate.provider.reference,
        certificate=certificate.number,
        month=month,
        different=_different(chance, index, certificate, month),
        total=_asked(index, certificate, month),
        signed_on=_last_day(month),
        odd=odd,
    )


def _asked(index: int, certificate: SampleCertificate, month: date) -> Money:
    """The whole month's rate: what is not payable of it the rules take off, with a reason."""
    if index < len(CASES) and CASES[index].provider == GRANDMOTHER:
        return GRANDMOTHER_ASKS
    child = certificate.child
    return certificate.provider.rate(certificate.category, child.age_group(month))


def _different(
    chance: Random, index: int, certificate: SampleCertificate, month: date
) -> dict[str, dict[str, str]]:
    """The ill child's four days in October; of the others, a fifth with one to three absences."""
    if index < len(CASES):
        ill = index == ILL and month == ILL_DAYS[0].replace(day=1)
        return {day.isoformat(): _absent("child_ill") for day in ILL_DAYS if ill}
    if chance.random() > 0.2:
        return {}
    days = [day for day in _weekdays(month) if day >= certificate.starts_on]
    missed = sorted(chance.sample(days, chance.randint(1, 3)))
    reason = chance.choice(REASONS)
    return {day.isoformat(): _absent(reason) for day in missed}


def _absent(reason: str) -> dict[str, str]:
    return {"status": "absent_excused", "reason": reason}


def _weekdays(month: date) -> Iterator[date]:
    for offset in range(_last_day(month).day):
        day = month + timedelta(days=offset)
        if day.weekday() < 5:
            yield day


def _last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
