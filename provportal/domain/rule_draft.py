"""A draft of a rule version: its life, from the first writing to what two people publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True, slots=True)
class Known:
    """What publishing must not collide with: versions by name, and how far months are decided.

    `decided_until` is the newest month (its first day) of which a request was decided.
    """

    versions: Mapping[str, date]
    decided_until: date | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a draft cannot be published as it stands: a code and the values of its sentence."""

    code: str
    params: Mapping[str, str]


def obstacles(
    version: str, effective_from: date, reaches_back_because: str, known: Known
) -> tuple[Obstacle, ...]:
    """All that stands between a draft and its publication.

    A name is given once. A day has one version: two of one day would leave open which decides.
    Decided months keep their rules, unless a law reaches back and the draft names it.
    """
    return tuple(_obstacles(version, effective_from, reaches_back_because, known))


def _obstacles(
    version: str, effective_from: date, reaches_back_because: str, known: Known
) -> Iterator[Obstacle]:
    day = effective_from.isoformat()
    if version in known.versions:
        yield Obstacle("version_taken", {"version": version})
    for name, taken in known.versions.items():
        if taken == effective_from:
            yield Obstacle("day_taken", {"version": name, "day": day})
    decided = known.decided_until
    if decided is not None and effective_from <= decided and not reaches_back_because.strip():
        yield Obstacle("reaches_back", {"day": day, "decided": decided.isoformat()})
