"""A draft of a rule version: its life, from the first writing to what two people publish."""

from __future__ import annotations

from enum import StrEnum

from provportal.domain.lifecycle import Lifecycle, moves
from provportal.domain.roles import Role


class DraftState(StrEnum):
    WRITTEN = "written"
    PROPOSED = "proposed"
    """Waits for the second person; its text cannot change."""
    PUBLISHED = "published"
    DISCARDED = "discarded"


class DraftAction(StrEnum):
    CHANGE = "change"
    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    DISCARD = "discard"


OPEN = (DraftState.WRITTEN, DraftState.PROPOSED)
"""States from which it can still become a version."""

_ADMIN = Role.PROGRAM_ADMIN

LIFECYCLE: Lifecycle[DraftAction, DraftState] = Lifecycle(
    "rule_draft",
    DraftState.WRITTEN,
    # An import is the system's: it may write a draft, never propose or publish one.
    moves(DraftAction.CHANGE, [DraftState.WRITTEN], DraftState.WRITTEN, _ADMIN, Role.SYSTEM),
    moves(DraftAction.PROPOSE, [DraftState.WRITTEN], DraftState.PROPOSED, _ADMIN),
    moves(DraftAction.TAKE_BACK, [DraftState.PROPOSED], DraftState.WRITTEN, _ADMIN),
    moves(DraftAction.PUBLISH, [DraftState.PROPOSED], DraftState.PUBLISHED, _ADMIN),
    moves(DraftAction.DISCARD, OPEN, DraftState.DISCARDED, _ADMIN),
)
