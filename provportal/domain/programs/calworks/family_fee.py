"""R19: what the family pays itself; Stage 1 knows no fee."""

from __future__ import annotations

from provportal.domain.money import ZERO, Money
from provportal.domain.programs.calworks.facts import Case


def family_fee(case: Case, before_fee: Money) -> Money:
    """The part of the family's fee that this month's payment can bear: never more than it."""
    if case.stage == 1:
        return ZERO
    return min(case.certificate.family_fee, before_fee)
