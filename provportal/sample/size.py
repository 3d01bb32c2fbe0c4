"""How large the sample is: a small one for one look at everything, a full one with a history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SampleSize:
    """Counts, and the service months by their first days."""

    providers: int
    children: int
    months: tuple[date, ...]


SMALL = SampleSize(12, 30, (date(2026, 9, 1), date(2026, 10, 1)))
FULL = SampleSize(40, 120, (date(2026, 7, 1), date(2026, 8, 1), *SMALL.months))
