"""When a payment settles, and when its answer can be back."""

from __future__ import annotations

from datetime import date

from provportal.domain.calendar import add_banking_days, banking_day_on_or_after

RETURN_DAYS = 2
"""Banking days from settlement until a return is available (Nacha Appendix 4)."""


def settlement_date(effective: date | None, received: date) -> date:
    """The effective entry date; when that is past, missing or no banking day, the next one."""
    return banking_day_on_or_after(max(effective or received, received))


def answer_due(settled: date) -> date:
    """The day on which a return or a correction lies at our bank."""
    return add_banking_days(settled, RETURN_DAYS)
