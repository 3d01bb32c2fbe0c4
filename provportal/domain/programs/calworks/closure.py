"""R13: ten closed days a fiscal year are paid, if private families pay for them too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.terms import Settings
from provportal.domain.programs.calworks.values import DayStatus


def unpaid_closures(case: Case, settings: Settings, days: Iterable[date]) -> set[date]:
    """Which of the otherwise payable days are closed and not paid (5 CCR 18076.2).

    The fiscal year begins on 1 July, so a month never lies in two. The days are in order.
    """
    closed = [day for day in days if _closed(case, day)]
    allowance = max(0, settings.paid_closure_days - case.provider.closure_days_used)
    paid = allowance if case.provider.closures_paid_by_private_families else 0
    return set(closed[paid:])


def _closed(case: Case, day: date) -> bool:
    record = case.days.get(day)
    return record is not None and record.status is DayStatus.CLOSED
