"""R15: a licensed provider's licence is active on each payable day."""

from __future__ import annotations

from datetime import date

from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.terms import Settings


def without_licence(case: Case, settings: Settings, day: date) -> bool:
    """Active on the first and the last day of the licence and between them."""
    if not case.provider.kind.licensed:
        return False
    licence = case.provider.licence
    if licence is None or day < licence.start:
        return True
    return licence.end is not None and day > licence.end
