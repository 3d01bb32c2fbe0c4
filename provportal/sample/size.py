"""How large the sample is: a small one for one look at everything, a full one with a history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from provportal.sample.odd_cases import (
    AUGUST,
    FULL_CASES,
    JULY,
    OCTOBER,
    SEPTEMBER,
    SMALL_CASES,
    OddCases,
)


@dataclass(frozen=True, slots=True)
class SampleSize:
    """Counts, the service months by their first days, and what goes another way in them."""

    providers: int
    children: int
    months: tuple[date, ...]
    odd: OddCases


SMALL = SampleSize(12, 30, (SEPTEMBER, OCTOBER), SMALL_CASES)
FULL = SampleSize(40, 120, (JULY, AUGUST, SEPTEMBER, OCTOBER), FULL_CASES)
