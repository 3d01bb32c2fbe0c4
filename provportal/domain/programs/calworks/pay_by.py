"""R02: when a record is complete, and the last day on which it is then to be paid."""

from __future__ import annotations

from datetime import date, timedelta

from provportal.domain.calendar import banking_day_on_or_before
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.terms import Settings


def complete_on(case: Case) -> date | None:
    """The latest of received and the signature dates; None for a preview."""
    if case.received is None:
        return None
    signed = (case.signatures.provider, case.signatures.parent)
    return max(case.received, *(day for day in signed if day))


def pay_by(complete: date, settings: Settings) -> date:
    """21 calendar days after the record is complete, moved back to a banking day (WIC 10277)."""
    return banking_day_on_or_before(complete + timedelta(days=settings.pay_within_days))
