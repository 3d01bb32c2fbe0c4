"""The certified plan of one month: which days, how many minutes on each, how many a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.month import Month


@dataclass(frozen=True, slots=True)
class Plan:
    """What the certificate's week means in a month, whatever the certificate's own dates are.

    A variable schedule is planned by its certified week, which states its maximum (R07).
    """

    month: Month
    minutes: Mapping[date, int]
    """Certified minutes of each certified day of the month."""
    weekly_minutes: int
    days_per_week: int

    @property
    def weekly_hours(self) -> Fraction:
        return Fraction(self.weekly_minutes, 60)


def plan_of(case: Case) -> Plan:
    by_weekday = [sum(span.minutes for span in spans) for spans in case.certificate.schedule]
    minutes = {
        day: by_weekday[day.weekday()] for day in case.month.days if by_weekday[day.weekday()]
    }
    certified_weekdays = sum(1 for day_minutes in by_weekday if day_minutes)
    return Plan(case.month, minutes, sum(by_weekday), certified_weekdays)
