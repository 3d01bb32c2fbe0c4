"""The life of a draft of rules, by hand, and what stands between it and its publication."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Role
from provportal.domain.rule_draft import (
    LIFECYCLE,
    DraftAction,
    DraftState,
    Known,
    obstacles,
)

ADMIN, SYSTEM = Role.PROGRAM_ADMIN, Role.SYSTEM
LAWFUL = {
    (DraftState.WRITTEN, DraftAction.CHANGE, ADMIN): DraftState.WRITTEN,
    (DraftState.WRITTEN, DraftAction.CHANGE, SYSTEM): DraftState.WRITTEN,
    (DraftState.WRITTEN, DraftAction.PROPOSE, ADMIN): DraftState.PROPOSED,
    (DraftState.PROPOSED, DraftAction.TAKE_BACK, ADMIN): DraftState.WRITTEN,
    (DraftState.PROPOSED, DraftAction.PUBLISH, ADMIN): DraftState.PUBLISHED,
    (DraftState.WRITTEN, DraftAction.DISCARD, ADMIN): DraftState.DISCARDED,
    (DraftState.PROPOSED, DraftAction.DISCARD, ADMIN): DraftState.DISCARDED,
}
DAY = date(2026, 11, 1)


@pytest.mark.parametrize(("state", "action", "role"), list(product(DraftState, DraftAction, Role)))
def test_a_draft_moves_only_so(state: DraftState, action: DraftAction, role: Role) -> None:
    wanted = LAWFUL.get((state, action, role))
    if wanted is None:
        with pytest.raises(NotAllowed):
            LIFECYCLE.move(action, state, role)
    else:
        assert LIFECYCLE.move(action, state, role) is wanted


def codes(version: str, day: date, because: str, known: Known) -> list[str]:
    return [found.code for found in obstacles(version, day, because, known)]


@pytest.mark.parametrize(
    ("version", "day", "because", "expected"),
    [
        ("v2", DAY, "", []),
        ("v1", DAY, "", ["version_taken"]),
        ("v2", date(2022, 1, 1), "AB 1 of 2026", ["day_taken"]),
        ("v2", date(2026, 10, 1), "", ["reaches_back"]),
        ("v2", date(2026, 10, 1), "  ", ["reaches_back"]),
        ("v2", date(2026, 10, 1), "AB 1 of 2026", []),
        ("v1", date(2022, 1, 1), "", ["version_taken", "day_taken", "reaches_back"]),
    ],
)
def test_what_stands_in_the_way(version: str, day: date, because: str, expected: list[str]) -> None:
    known = Known({"v1": date(2022, 1, 1)}, decided_until=date(2026, 10, 1))
    assert codes(version, day, because, known) == expected


def test_where_nothing_is_decided_rules_may_begin_on_any_day() -> None:
    assert codes("v1", date(1990, 1, 1), "", Known({}, None)) == []
