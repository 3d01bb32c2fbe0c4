"""R08: documented care outside the schedule, paid by exact minutes beside the main category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from provportal.domain.money import Money, total
from provportal.domain.programs.calworks.care_days import unpayable_reason
from provportal.domain.programs.calworks.facts import Case, ExceptionalNeeds, Span
from provportal.domain.programs.calworks.quote import Quote
from provportal.domain.programs.calworks.rounding import half_up
from provportal.domain.programs.calworks.terms import ExceptionalNeedsFormula, Settings
from provportal.domain.programs.calworks.times import DAY
from provportal.domain.programs.calworks.values import DayStatus


@dataclass(frozen=True, slots=True)
class ExtraDay:
    """Minutes of one day beyond the certified ones."""

    day: date
    minutes: int
    noted: bool
    reason: str | None
    """Why no care on this day is payable; None when it is."""

    @property
    def payable(self) -> bool:
        return self.noted and self.reason is None


def extra_days(case: Case, settings: Settings) -> tuple[ExtraDay, ...]:
    """The unscheduled days, in order, each with the minutes that no certified time covers."""
    return tuple(
        ExtraDay(day, minutes, bool(record.note), unpayable_reason(case, settings, day))
        for day, record in sorted(case.days.items())
        if record.status is DayStatus.UNSCHEDULED
        and (minutes := _uncovered(case, day, record.times))
    )


def _uncovered(case: Case, day: date, times: tuple[Span, ...]) -> int:
    """Minutes of the times outside the certified spans of this day and its two neighbours."""
    week = case.certificate.schedule
    certified = [
        span.later(DAY * offset)
        for offset in (-1, 0, 1)
        for span in week[(day.weekday() + offset) % 7]
    ]
    written = sum(span.minutes for span in times)
    return written - sum(span.shared_with(other) for span in times for other in certified)


def extra_amounts(
    extras: tuple[ExtraDay, ...],
    hourly: Quote,
    needs: ExceptionalNeeds | None,
    formula: ExceptionalNeedsFormula,
) -> Mapping[date, Money]:
    """Each day's amount at the hourly rate, rounded once a day, whether payable or not."""
    return {
        extra.day: half_up(_price_of_hour(extra.day, hourly, needs, formula) * extra.minutes / 60)
        for extra in extras
    }


def _price_of_hour(
    day: date, hourly: Quote, needs: ExceptionalNeeds | None, formula: ExceptionalNeedsFormula
) -> Fraction:
    if needs and day >= needs.start:
        return hourly.raised(needs.factor, formula)
    return Fraction(hourly.base.cents)


def at(price: Money, extras: tuple[ExtraDay, ...]) -> Money:
    """All these minutes at one price per hour, each day rounded once."""
    return total(half_up(Fraction(price.cents * extra.minutes, 60)) for extra in extras)
