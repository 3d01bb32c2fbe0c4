"""R03 and R09: which ceiling binds, and what stands in for one that the table does not have."""

from __future__ import annotations

from fractions import Fraction

from provportal.domain.fields import shown
from provportal.domain.money import Money
from provportal.domain.programs.calworks.case import CaseFaults
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.plan import Plan
from provportal.domain.programs.calworks.rounding import half_up
from provportal.domain.programs.calworks.terms import CountyCeilings, Terms
from provportal.domain.programs.calworks.values import AgeGroup, Category, Kind, Table

TABLE_OF = {
    Kind.LICENSED_CENTER: Table.CENTER,
    Kind.EXEMPT_CENTER: Table.CENTER,
    Kind.LICENSED_LARGE_HOME: Table.HOME,
    Kind.LICENSED_HOME: Table.HOME,
    Kind.EXEMPT_RELATIVE: Table.EXEMPT,
    Kind.EXEMPT_NON_RELATIVE: Table.EXEMPT,
}
"""R03: types 04 and 11 use the centre table, 02 and 03 the home table, others the exempt one."""


def county_ceilings(case: Case, terms: Terms) -> CountyCeilings:
    """The county's newest table that is in force on the first day of the month.

    Raises CaseFaults when the rule book has none.
    """
    tables = [
        table
        for table in terms.ceilings
        if table.county == case.county and table.effective_from <= case.month.first
    ]
    if not tables or case.month.first < terms.effective_from:
        raise CaseFaults((f"county: {_none_for(case)}",))
    return max(tables, key=lambda table: table.effective_from)


def _none_for(case: Case) -> str:
    return f"the rule book has no ceilings for {shown(case.county)} in {case.month}"


class Ceilings:
    """The ceilings of one facility table and age group, per unit of each category."""

    def __init__(self, county: CountyCeilings, kind: Kind, group: AgeGroup, plan: Plan) -> None:
        self._cells = county.amounts.get(TABLE_OF[kind], {}).get(group, {})
        self._exempt = not kind.licensed
        self._plan = plan
        self._name = f"{county.county}, {TABLE_OF[kind]}, {group}"

    def of(self, category: Category) -> Money:
        """R09; an exempt provider's missing ceiling is the hourly one times the certified hours.

        Raises CaseFaults when the table says nothing that could bind.
        """
        cell = self._cells.get(category)
        if cell is None and self._exempt:
            hourly = self._cells.get(Category.HOURLY)
            cell = half_up(hourly.cents * hours_of_unit(category, self._plan)) if hourly else None
        if cell is None:
            raise CaseFaults((f"county: the rule book has no {category} ceiling for {self._name}",))
        return cell


def hours_of_unit(category: Category, plan: Plan) -> Fraction:
    """The certified hours that one month, week or (average) day stands for."""
    if category.basis == "monthly":
        return Fraction(sum(plan.minutes.values()), 60)
    if category.basis == "weekly":
        return plan.weekly_hours
    return plan.weekly_hours / plan.days_per_week
