"""The closed lists of words that the files use."""

from __future__ import annotations

from provportal.domain.roles import PROVIDER_ROLES, STAFF_ROLES

ROLES = tuple(sorted(PROVIDER_ROLES | STAFF_ROLES))
LANGUAGES = ("en", "es", "zh_Hant")
PROVIDER_KINDS = (
    "licensed_center",
    "licensed_large_home",
    "licensed_home",
    "exempt_relative",
    "exempt_non_relative",
    "exempt_center",
)
RELATIONSHIPS = ("grandparent", "aunt", "uncle", "other", "none")
TRUSTLINE = ("registered", "pending", "denied")
TIME_BASES = (
    "hourly",
    "daily",
    "weekly_part_time",
    "weekly_full_time",
    "monthly_part_time",
    "monthly_full_time",
)
AGE_GROUPS = ("0-2", "2-5", "6+")
FACILITIES = ("center", "home", "exempt")
SCHOOLS = ("none", "TK", "K", "grades")
ROOMS = ("preschool", "school_age")
FACTORS = ("1.2", "1.5")
STAGES = ("1", "2", "3")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
