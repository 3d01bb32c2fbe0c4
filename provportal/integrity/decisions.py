"""Decisions: each names the rule version it stands on, and that version is what was published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from provportal.integrity.invariant import Breach, Columns, Invariant


def rule_hash(row: Columns) -> Iterator[Breach]:
    """The stored hash must be SHA-256 of the payload as canonical JSON: sorted keys, no spaces."""
    name, payload, stored = row
    canonical = json.dumps(
        json.loads(payload), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    if hashlib.sha256(canonical.encode()).hexdigest() != stored:
        yield Breach(name, f"its payload does not have the hash {stored}")


DECISIONS = (
    Invariant(
        "decision_names_rules",
        "An approval or recommendation names the rules in force on the month it decides on.",
        """
        SELECT 'decision ' || d.id, 'it decides on request ' || r.number || ' by '
               || COALESCE('version ' || w.version || ' of other rules', 'no rule version')
        FROM decision d
        JOIN request r ON r.id = d.request_id
        LEFT JOIN rule_version w ON w.id = d.rule_version_id
        WHERE d.kind IN ('approve', 'recommend') AND (
            w.id IS NULL OR w.agency_id <> r.agency_id OR w.program <> r.program
            OR w.effective_from > r.service_from)
        """,
    ),
    Invariant(
        "decision_keeps_inputs",
        "An approval or recommendation keeps its formulas, its inputs and its result.",
        """
        SELECT 'decision ' || d.id,
               'on request ' || r.number || ' it keeps no formulas, inputs or result'
        FROM decision d JOIN request r ON r.id = d.request_id
        WHERE d.kind IN ('approve', 'recommend') AND (
            CAST(d.formulas AS TEXT) IN ('[]', 'null') OR CAST(d.inputs AS TEXT) IN ('{}', 'null')
            OR CAST(d.result AS TEXT) IN ('{}', 'null'))
        """,
    ),
    Invariant(
        "rules_have_their_hash",
        "The hash of a rule version is that of its payload.",
        """
        SELECT 'rule_version ' || a.code || ' ' || w.program || ' ' || w.version,
               CAST(w.payload AS TEXT), w.hash
        FROM rule_version w JOIN agency a ON a.id = w.agency_id
        """,
        rule_hash,
    ),
)
