"""The closed lists of words that a child care case may use."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """The facility types of the State's reports: 04, 03, 02, 05/07, 06/08 and 11."""

    LICENSED_CENTER = "licensed_center"
    LICENSED_LARGE_HOME = "licensed_large_home"
    LICENSED_HOME = "licensed_home"
    EXEMPT_RELATIVE = "exempt_relative"
    EXEMPT_NON_RELATIVE = "exempt_non_relative"
    EXEMPT_CENTER = "exempt_center"

    @property
    def licensed(self) -> bool:
        return self in (Kind.LICENSED_CENTER, Kind.LICENSED_LARGE_HOME, Kind.LICENSED_HOME)

    @property
    def in_private_home(self) -> bool:
        """Licence-exempt care in a home: the kinds that TrustLine is for."""
        return self in (Kind.EXEMPT_RELATIVE, Kind.EXEMPT_NON_RELATIVE)


class Category(StrEnum):
    """The time bases of the ceilings, the longest first."""

    MONTHLY_FULL_TIME = "monthly_full_time"
    MONTHLY_PART_TIME = "monthly_part_time"
    WEEKLY_FULL_TIME = "weekly_full_time"
    WEEKLY_PART_TIME = "weekly_part_time"
    DAILY = "daily"
    HOURLY = "hourly"

    @property
    def basis(self) -> str:
        """'monthly', 'weekly', 'daily' or 'hourly'."""
        return self.value.partition("_")[0]


class AgeGroup(StrEnum):
    """The age columns of the ceilings; 0-2 means younger than two."""

    INFANT = "0-2"
    PRESCHOOL = "2-5"
    SCHOOL_AGE = "6+"


class Table(StrEnum):
    """The facility tables of the ceilings."""

    CENTER = "center"
    HOME = "home"
    EXEMPT = "exempt"


class School(StrEnum):
    NONE = "none"
    TRANSITIONAL_KINDERGARTEN = "TK"
    KINDERGARTEN = "K"
    GRADES = "grades"


class Room(StrEnum):
    """What the room of a centre is licensed as."""

    PRESCHOOL = "preschool"
    SCHOOL_AGE = "school_age"


class TrustLineStatus(StrEnum):
    REGISTERED = "registered"
    PENDING = "pending"
    DENIED = "denied"


class Relationship(StrEnum):
    GRANDPARENT = "grandparent"
    AUNT = "aunt"
    UNCLE = "uncle"
    OTHER = "other"
    NONE = "none"


class DayStatus(StrEnum):
    ATTENDED = "attended"
    ABSENT_EXCUSED = "absent_excused"
    ABSENT_UNEXCUSED = "absent_unexcused"
    CLOSED = "closed"
    NOT_SCHEDULED = "not_scheduled"
    SCHOOL_DAY_OFF = "school_day_off"
    UNSCHEDULED = "unscheduled"


class Weekday(IntEnum):
    """Days of the week as `date.weekday()` counts them."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6
