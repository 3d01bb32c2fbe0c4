"""R21: how much of a claimed registration fee fits under the ceiling beside the care."""

from __future__ import annotations

from provportal.domain.money import ZERO, Money
from provportal.domain.programs.calworks.facts import Case


def payable_fee(case: Case, care: Money, ceiling: Money) -> Money:
    """min(claimed, private families' fee, ceiling of the month's units - care); licensed only."""
    claimed, private = case.billed.registration_fee, case.provider.registration_fee
    if not case.provider.kind.licensed or claimed is None or private is None:
        return ZERO
    return min(claimed, private, max(ceiling - care, ZERO))
