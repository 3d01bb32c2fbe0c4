"""What one month is worth: as payable, with every certified day, with every document."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from provportal.domain.money import ZERO, Money, total
from provportal.domain.programs.calworks.care_days import CareDay
from provportal.domain.programs.calworks.exceptional_needs import claimed_needs, proven_needs
from provportal.domain.programs.calworks.facts import ExceptionalNeeds
from provportal.domain.programs.calworks.quote import Quote
from provportal.domain.programs.calworks.quotes import Quotes
from provportal.domain.programs.calworks.rounding import half_up
from provportal.domain.programs.calworks.unscheduled import ExtraDay, at, extra_amounts

Extras = tuple[ExtraDay, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """The care of one month: its main category, its days, and its unscheduled hours."""

    quotes: Quotes
    quote: Quote
    hourly: Quote | None
    """The price of an hour of unscheduled care; None when there was none."""
    days: tuple[CareDay, ...]
    extras: Extras

    @property
    def payable(self) -> Money:
        """What the rules allow."""
        needs = proven_needs(self.quotes.case)
        units = self.quotes.payable_units(self.quote.category, self.days, needs)
        main = self.quotes.amount(self.quote, units, needs)
        return main + self._unscheduled(needs, self.payable_extras)

    @property
    def whole(self) -> Money:
        """The same with every certified day payable."""
        noted = tuple(extra for extra in self.extras if extra.noted)
        return self._whole(proven_needs(self.quotes.case), noted)

    @property
    def documented(self) -> Money:
        """The same with every document there as well."""
        return self._whole(claimed_needs(self.quotes.case), self.extras)

    @property
    def at_sheet(self) -> Money | None:
        """R x units of the whole month; None for an exempt provider, who has no sheet."""
        if self.quote.rate is None:
            return None
        units = self.quotes.certified_units(self.quote.category, None).plain
        main = half_up(self.quote.rate.cents * units)
        hour = self.hourly.rate if self.hourly else None
        return main + at(hour or ZERO, self.extras)

    @property
    def ceiling(self) -> Money:
        """The ceiling of the payable units and of the payable unscheduled hours (R21)."""
        main = half_up(self.quote.ceiling.cents * self.payable_units)
        hour = self.hourly.ceiling if self.hourly else ZERO
        return main + at(hour, self.payable_extras)

    @property
    def payable_units(self) -> Fraction:
        return self.quotes.payable_units(self.quote.category, self.days, None).plain

    @property
    def payable_extras(self) -> Extras:
        return tuple(extra for extra in self.extras if extra.payable)

    def _whole(self, needs: ExceptionalNeeds | None, extras: Extras) -> Money:
        units = self.quotes.certified_units(self.quote.category, needs)
        return self.quotes.amount(self.quote, units, needs) + self._unscheduled(needs, extras)

    def _unscheduled(self, needs: ExceptionalNeeds | None, extras: Extras) -> Money:
        if self.hourly is None:
            return ZERO
        formula = self.quotes.settings.exceptional_needs_formula
        return total(extra_amounts(extras, self.hourly, needs, formula).values())
