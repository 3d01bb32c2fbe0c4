"""R09, R10, R11: the price of one unit of a category, from the provider's rate and the ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from provportal.domain.money import Money
from provportal.domain.programs.calworks.rounding import half_up
from provportal.domain.programs.calworks.terms import ExceptionalNeedsFormula
from provportal.domain.programs.calworks.values import AgeGroup, Category


@dataclass(frozen=True, slots=True)
class Basis:
    """A rate of the sheet in another category or age group, and the ceiling there."""

    group: AgeGroup
    category: Category
    rate: Money
    ceiling: Money

    def rate_at(self, new_ceiling: Money) -> Money:
        """R20: R_new = half_up(K_new x (R_old / K_old)) (5 CCR 18074.3)."""
        exact = Fraction(new_ceiling.cents * self.rate.cents, self.ceiling.cents)
        return half_up(exact)


@dataclass(frozen=True, slots=True)
class Quote:
    """What one unit of a category may cost."""

    category: Category
    rate: Money | None
    """The provider's rate; None for an exempt provider, whose sheet is not used (R09x)."""
    plain: Money
    """The ceiling as in the county's table."""
    ceiling: Money
    """The ceiling with the evening factor, rounded half up (R10)."""
    evening: Fraction
    basis: Basis | None = None
    """The row of the sheet that a missing rate was worked out from (R20)."""

    @property
    def base(self) -> Money:
        """R09: the lesser of rate and ceiling."""
        return self.ceiling if self.rate is None else min(self.rate, self.ceiling)

    def raised(self, factor: Fraction, formula: ExceptionalNeedsFormula) -> Fraction:
        """R11 in exact cents (5 CCR 18075.2); the evening factor does not stack: the higher counts.

        The regulation multiplies the lesser of ceiling and rate, some counties the ceiling alone.
        """
        if self.rate is None:
            exceptional = self.plain.cents * factor
        elif formula is ExceptionalNeedsFormula.ADJUSTED_CEILING:
            exceptional = min(Fraction(self.rate.cents), self.plain.cents * factor)
        else:
            exceptional = min(self.rate, self.plain).cents * factor
        return max(Fraction(self.base.cents), exceptional)
