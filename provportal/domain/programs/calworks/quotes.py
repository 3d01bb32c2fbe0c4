"""R08, R09, R20: the price of one unit in each category, and the category that is used."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.money import ZERO, Money
from provportal.domain.programs.calworks.age import age_group
from provportal.domain.programs.calworks.care_days import CareDay
from provportal.domain.programs.calworks.category import fitting, monthly_by_need
from provportal.domain.programs.calworks.ceiling import Ceilings, county_ceilings
from provportal.domain.programs.calworks.evening import evening_factor
from provportal.domain.programs.calworks.exceptional_needs import proven_needs
from provportal.domain.programs.calworks.facts import Case, ExceptionalNeeds
from provportal.domain.programs.calworks.plan import Plan
from provportal.domain.programs.calworks.quote import Basis, Quote
from provportal.domain.programs.calworks.rate import Sheet, sheet_in_force
from provportal.domain.programs.calworks.rounding import half_up
from provportal.domain.programs.calworks.terms import CountyCeilings, Settings, Terms
from provportal.domain.programs.calworks.units import Units, units_of
from provportal.domain.programs.calworks.values import AgeGroup, Category


@dataclass(frozen=True, slots=True)
class Quotes:
    """Prices units for one case: its county's ceilings, its provider's sheet, its week."""

    case: Case
    settings: Settings
    county: CountyCeilings
    group: AgeGroup
    plan: Plan
    sheet: Sheet

    @classmethod
    def for_case(cls, case: Case, terms: Terms, plan: Plan) -> Quotes:
        """Raises CaseFaults when the rule book has no ceilings for the county and month."""
        county = county_ceilings(case, terms)
        sheet = sheet_in_force(case.provider.rates, case.month)
        return cls(case, terms.settings, county, age_group(case), plan, sheet)

    def of(self, category: Category) -> Quote:
        """The price of one unit. Raises CaseFaults when no ceiling could bind."""
        plain = self._ceiling(self.group, category)
        schedule, kind = self.case.certificate.schedule, self.case.provider.kind
        evening = evening_factor(kind, category, schedule, self.settings)
        ceiling = half_up(plain.cents * evening)
        if not kind.licensed:
            return Quote(category, None, plain, ceiling, evening)
        rate = self.sheet.rates.get((self.group, category))
        if rate is not None:
            return Quote(category, rate, plain, ceiling, evening)
        basis = self._basis(category)
        rate = basis.rate_at(plain) if basis else ZERO
        return Quote(category, rate, plain, ceiling, evening, basis)

    def _basis(self, missing: Category) -> Basis | None:
        """The row that a missing rate is worked out from; None of a sheet without any rate."""
        row = self.sheet.basis_for(self.group, missing)
        return Basis(*row, self.sheet.rates[row], self._ceiling(*row)) if row else None

    def _ceiling(self, group: AgeGroup, category: Category) -> Money:
        return Ceilings(self.county, self.case.provider.kind, group, self.plan).of(category)

    def category(self) -> Category:
        """R08: the certificate's; else an exempt provider's monthly one by need; else the best.

        Only categories on the sheet compete, and the one that allows more for the whole month is
        used; of equals the longest. When none on the sheet fits, the longest that fits the need.
        """
        if self.case.certificate.category:
            return self.case.certificate.category
        if not self.case.provider.kind.licensed:
            return monthly_by_need(self.plan, self.settings)
        fits = fitting(self.plan, self.settings)
        listed = [category for category in fits if (self.group, category) in self.sheet.rates]
        return max(listed, key=self.whole_month) if listed else fits[0]

    def whole_month(self, category: Category) -> Money:
        """What the category allows for the month with every certified day payable."""
        needs = proven_needs(self.case)
        return self.amount(self.of(category), self.certified_units(category, needs), needs)

    def certified_units(self, category: Category, needs: ExceptionalNeeds | None) -> Units:
        return units_of(category, self.plan, self.plan.minutes, needs.start if needs else None)

    def payable_units(
        self, category: Category, days: tuple[CareDay, ...], needs: ExceptionalNeeds | None
    ) -> Units:
        counted = {care.day: care.counted for care in days}
        return units_of(category, self.plan, counted, needs.start if needs else None)

    def amount(self, quote: Quote, units: Units, needs: ExceptionalNeeds | None) -> Money:
        """R09 and R11: price times units, rounded once."""
        exact = quote.base.cents * units.plain
        if needs:
            formula = self.settings.exceptional_needs_formula
            exact += quote.raised(needs.factor, formula) * units.raised
        return half_up(exact)
