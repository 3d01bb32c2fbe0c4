"""R26: the last day on which a month's request is payable; Los Angeles, Stages 2 and 3."""

from __future__ import annotations

from datetime import date, timedelta

from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.terms import Settings

JUNE = 6


def last_day(case: Case, settings: Settings) -> date | None:
    """60 days after the month's end, for June 31 July at the latest; None for a stage without one.

    The fiscal year closes with June (CCRC, Stages 2 and 3).
    """
    if case.stage not in settings.late_stages:
        return None
    end = case.month.last
    last = end + timedelta(days=settings.late_after_days)
    if end.month == JUNE:
        return min(last, date(end.year, *settings.june_last_day))
    return last


def is_late(case: Case, settings: Settings) -> bool:
    """A preview, not yet received, is never late."""
    last = last_day(case, settings)
    return case.received is not None and last is not None and case.received > last
