"""R05, R07, R12: what counts on a day, by certified hours to 2028-06-30, by actual hours after.

Under SB 151 (2025) service days up to and including 2028-06-30 are paid by certified hours, so that
times and absences are evidence only. Both engines stay, and the date of the day chooses.
"""

from __future__ import annotations

from datetime import date

from provportal.domain.programs.calworks.facts import Case, Span
from provportal.domain.programs.calworks.terms import Settings
from provportal.domain.programs.calworks.values import Category, DayStatus

NOT_THERE = (DayStatus.ABSENT_EXCUSED, DayStatus.ABSENT_UNEXCUSED, DayStatus.NOT_SCHEDULED)


def counted_minutes(
    case: Case, settings: Settings, category: Category, day: date, certified: int
) -> int:
    """The minutes of a certified day that care was given for, 0 to `certified`.

    A day not written down was attended as certified. By actual hours an absent day counts nothing;
    an attended one counts whole, but in the hourly category never more than its actual time.
    """
    record = case.days.get(day)
    if record is None or day <= settings.certified_hours_until:
        return certified
    if record.status in NOT_THERE:
        paid_absence = record.status is DayStatus.ABSENT_EXCUSED
        by_contract = settings.absences_paid_by_private_contract
        return certified if paid_absence and by_contract else 0
    if category is Category.HOURLY and _times_are_actual(record.status):
        return min(certified, _minutes(record.times)) if record.times else certified
    return certified


def _times_are_actual(status: DayStatus) -> bool:
    """The times of unscheduled care stand beside the day's certified care, not in its place."""
    return status in (DayStatus.ATTENDED, DayStatus.SCHOOL_DAY_OFF)


def _minutes(spans: tuple[Span, ...]) -> int:
    return sum(span.minutes for span in spans)
