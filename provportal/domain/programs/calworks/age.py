"""R04 and R33: which age group a child is in this month, and the birthday that ends payment."""

from __future__ import annotations

from datetime import date

from provportal.domain.programs.calworks.anniversary import anniversary
from provportal.domain.programs.calworks.facts import Case, Child
from provportal.domain.programs.calworks.terms import Settings
from provportal.domain.programs.calworks.values import AgeGroup, Kind, Room, School

IN_KINDERGARTEN = (School.TRANSITIONAL_KINDERGARTEN, School.KINDERGARTEN)
"""Transitional kindergarten is the first year of kindergarten (Education Code 48000)."""

_ROOM_GROUP = {Room.PRESCHOOL: AgeGroup.PRESCHOOL, Room.SCHOOL_AGE: AgeGroup.SCHOOL_AGE}


def age_group(case: Case) -> AgeGroup:
    """R04 on the first day of the service month, so that a birthday counts from the next month.

    A five-year-old in kindergarten at a centre follows the licence of the room, when it is known
    (5 CCR 18074.2; CDSS regional market rate ceilings).
    """
    child, first = case.child, case.month.first
    if child.room and _five_in_kindergarten_at_a_centre(case):
        return _ROOM_GROUP[child.room]
    if first < anniversary(child.born, 2):
        return AgeGroup.INFANT
    if first < anniversary(child.born, 6):
        return AgeGroup.PRESCHOOL
    return AgeGroup.SCHOOL_AGE


def _five_in_kindergarten_at_a_centre(case: Case) -> bool:
    child, first = case.child, case.month.first
    return (
        case.provider.kind in (Kind.LICENSED_CENTER, Kind.EXEMPT_CENTER)
        and child.school in IN_KINDERGARTEN
        and anniversary(child.born, 5) <= first < anniversary(child.born, 6)
    )


def last_birthday(child: Child, settings: Settings) -> date:
    """The birthday that ends payment: the 13th, or the 21st with documented exceptional needs."""
    needs = child.exceptional_needs
    documented = needs is not None and needs.documented
    limit = settings.age_limit_exceptional_needs if documented else settings.age_limit
    return anniversary(child.born, limit)


def over_age(case: Case, settings: Settings, day: date) -> bool:
    """R33: payment ends on the birthday itself."""
    return day >= last_birthday(case.child, settings)
