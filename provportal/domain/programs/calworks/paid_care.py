"""R09 and R09x: what is paid of the care, by what was billed and what the rules allow."""

from __future__ import annotations

from provportal.domain.money import ZERO, Money
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.terms import Settings


def paid_care(case: Case, settings: Settings, allowed: Money) -> Money:
    """The lesser of billed and allowed.

    Where the county reimburses licence-exempt care at its ceilings, what is allowed, whatever was
    billed (Santa Clara County handbook; Los Angeles pays no more than was billed).
    """
    if settings.exempt_paid_at_ceiling and not case.provider.kind.licensed:
        return allowed
    return min(billed_care(case), allowed)


def billed_care(case: Case) -> Money:
    """The total billed, without a registration fee; nothing where it was left empty."""
    return case.billed.total or ZERO
