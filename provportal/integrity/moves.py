"""Moves: every change of a state is in the audit log, and the log leads to where the row stands."""

from __future__ import annotations

import json
from collections.abc import Iterator

from provportal.integrity.invariant import Breach, Columns, Invariant


def unbroken(row: Columns) -> Iterator[Breach]:
    """Each move starts where the one before it ended; the last one ends where the row stands.

    A row that never moved comes with nothing but its own place, which must be the start.
    """
    name, place, start, sequence, before, after, previous, following = row
    if sequence is None:
        if place != start:
            yield Breach(name, f"it stands in {place}, but the audit log never moved it")
        return
    left, reached, expected = _place(before), _place(after), _place(previous) or start
    if left != expected:
        yield Breach(
            f"audit_event {sequence}", f"it moves {name} from {left}, which stood in {expected}"
        )
    if following is None and reached != place:
        yield Breach(name, f"it stands in {place}, but the audit log last moved it to {reached}")


def _place(recorded: str | None) -> str | None:
    """The place in one side of an audit row: a request has a place, all others have a state."""
    side = json.loads(recorded) if recorded else {}
    return side.get("place", side.get("state"))


_ALL_MOVES = """
    SELECT n.name, n.place, n.start, m.sequence, m.before, m.after,
           LAG(m.after) OVER (PARTITION BY n.id ORDER BY m.sequence),
           LEAD(m.sequence) OVER (PARTITION BY n.id ORDER BY m.sequence)
    FROM (
        SELECT 'request' AS noun, 'request ' || number AS name, 'draft' AS start,
               state || COALESCE('.' || exception_kind, '') AS place,
               REPLACE(CAST(id AS VARCHAR(36)), '-', '') AS id
        FROM request
        UNION ALL
        SELECT 'batch', 'batch ' || name, 'built', state,
               REPLACE(CAST(id AS VARCHAR(36)), '-', '')
        FROM run
        UNION ALL
        SELECT 'entry', 'entry ' || trace, 'live', state,
               REPLACE(CAST(id AS VARCHAR(36)), '-', '')
        FROM entry
        UNION ALL
        SELECT 'bank_account', 'bank_account ' || id, 'entered', state,
               REPLACE(CAST(id AS VARCHAR(36)), '-', '')
        FROM bank_account
        UNION ALL
        SELECT 'rule_draft', 'rule_draft ' || id, 'written', state,
               REPLACE(CAST(id AS VARCHAR(36)), '-', '')
        FROM rule_draft
        UNION ALL
        SELECT 'upload', 'upload ' || id, 'quarantined', state,
               REPLACE(CAST(id AS VARCHAR(36)), '-', '')
        FROM upload
    ) n
    LEFT JOIN move m ON m.noun = n.noun AND m.id = n.id
    ORDER BY n.id, m.sequence
"""

MOVES = (
    Invariant(
        "moves_are_audited",
        "Every move of a request, batch, entry, bank account, draft of rules or upload is in the"
        " audit log, unbroken.",
        _ALL_MOVES,
        unbroken,
    ),
)
