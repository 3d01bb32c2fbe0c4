"""Differences between rule books and between answers as sentences; staff read them, in English."""

from __future__ import annotations

from provportal.domain.difference import Difference
from provportal.domain.rule_draft import Obstacle

OBSTACLES = {
    "version_taken": "A version is called {version} already. Give this one another name.",
    "day_taken": "The version {version} begins on {day} already. Begin on another day.",
    "day_drafted": "The draft {version} begins on {day} already. Change that one, or discard it.",
    "reaches_back": (
        "It would begin on {day}, and requests of {decided} are decided. Begin later, or name the"
        " law that reaches back."
    ),
}
"""What stands between a draft and its publication, by its code."""


def obstacle(found: Obstacle) -> str:
    """One obstacle, and what to do about it."""
    return OBSTACLES[found.code].format(**found.params)


def place(difference: Difference) -> str:
    """Where a value stands: 'Settings, late after days'."""
    words = ", ".join(part.replace("_", " ") for part in difference.path)
    return words[:1].upper() + words[1:]


def sentence(difference: Difference) -> str:
    """'Settings, late after days: 60 becomes 30'."""
    where = place(difference)
    if difference.before is None:
        return f"{where}: {difference.after}, which was not there"
    if difference.after is None:
        return f"{where}: {difference.before}, which is not there any more"
    return f"{where}: {difference.before} becomes {difference.after}"
