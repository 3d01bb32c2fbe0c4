"""A service month: its days, and the Sunday-to-Saturday weeks that touch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int, month: int) -> Month:
        first = date(year, month, 1)
        return cls(first, first_of_next_month(first) - timedelta(days=1))

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(self.last.day)]

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def weeks(self) -> int:
        """How many Sunday-to-Saturday weeks touch the month: 4 to 6."""
        return len({sunday_of(day) for day in self.days})

    def __str__(self) -> str:
        return self.first.isoformat()[:7]


def first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def sunday_of(day: date) -> date:
    """The Sunday that begins the Sunday-to-Saturday week of the day."""
    return day - timedelta(days=(day.weekday() + 1) % 7)
