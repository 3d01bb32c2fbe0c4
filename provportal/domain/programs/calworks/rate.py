"""R20: the rate in force on a sheet, and the rate worked out for a category the sheet lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from provportal.domain.money import Money
from provportal.domain.programs.calworks.anniversary import anniversary
from provportal.domain.programs.calworks.facts import Rate
from provportal.domain.programs.calworks.month import Month, first_of_next_month
from provportal.domain.programs.calworks.values import AgeGroup, Category

_OTHER_GROUPS = {
    AgeGroup.INFANT: (AgeGroup.PRESCHOOL, AgeGroup.SCHOOL_AGE),
    AgeGroup.PRESCHOOL: (AgeGroup.INFANT, AgeGroup.SCHOOL_AGE),
    AgeGroup.SCHOOL_AGE: (AgeGroup.PRESCHOOL, AgeGroup.INFANT),
}
"""Where a sheet without this age group is asked next: the nearest, the younger first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rates in force in a month, by age group and category, and the changes not used."""

    rates: Mapping[tuple[AgeGroup, Category], Money]
    refused: tuple[Rate, ...]

    def basis_for(self, group: AgeGroup, category: Category) -> tuple[AgeGroup, Category] | None:
        """Which rate of the sheet a missing one is worked out from; None when it has none.

        The same time basis where the sheet has it (full-time for part-time), else the longest.
        """
        for asked in (group, *_OTHER_GROUPS[group]):
            listed = [c for c in Category if (asked, c) in self.rates]
            if listed:
                return asked, min(
                    listed, key=lambda c: (c is not category, c.basis != category.basis)
                )
        return None


def sheet_in_force(rates: Iterable[Rate], month: Month) -> Sheet:
    """The sheet as it stands in a month; a rate may change once a year, from the next month."""
    histories: dict[tuple[AgeGroup, Category], list[Rate]] = {}
    for rate in sorted(rates, key=lambda rate: rate.start):
        if rate.start <= month.last:
            histories.setdefault((rate.age_group, rate.category), []).append(rate)
    in_force: dict[tuple[AgeGroup, Category], Money] = {}
    refused: list[Rate] = []
    for key, history in histories.items():
        accepted, too_soon = _once_a_year(history)
        started = [rate for rate in accepted[1:] if _effective(rate.start) <= month.first]
        in_force[key] = (started[-1] if started else accepted[0]).amount
        refused += too_soon
    return Sheet(in_force, tuple(refused))


def _once_a_year(history: list[Rate]) -> tuple[list[Rate], list[Rate]]:
    """The first rate and its accepted changes, and the changes within 12 months of one."""
    accepted, refused = [history[0]], []
    for rate in history[1:]:
        if rate.amount == accepted[-1].amount:
            continue
        changed_before = len(accepted) > 1
        if changed_before and rate.start < anniversary(accepted[-1].start, 1):
            refused.append(rate)
        else:
            accepted.append(rate)
    return accepted, refused


def _effective(changed: date) -> date:
    return changed if changed.day == 1 else first_of_next_month(changed)
