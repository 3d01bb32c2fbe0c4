"""The data check of loaded ceilings: is a licence-exempt one 70 % of the home's?"""

from __future__ import annotations

from fractions import Fraction

from provportal.domain.money import Money
from provportal.domain.programs.calworks.rounding import half_up

EXEMPT_SHARE = Fraction(70, 100)
"""Licence-exempt ceilings are 70 % of the home ceilings since 2017 (CDSS, rcscc.adm.dss.ca.gov).
They are loaded, never computed; one that is further off is pointed out."""

TOLERANCE = 2
"""Cents. The State computes from unrounded survey values: a cent either way is usual."""


def expected_instead(exempt: Money | None, home: Money | None) -> Money | None:
    """What the licence-exempt ceiling would be; None when it is that, or one of them is missing."""
    if exempt is None or home is None:
        return None
    exact = home.cents * EXEMPT_SHARE
    return half_up(exact) if abs(exempt.cents - exact) > TOLERANCE else None
