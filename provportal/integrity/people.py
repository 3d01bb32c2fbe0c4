"""Duties are kept apart by person: who sent, reviewed, approved, built, released, entered."""

from __future__ import annotations

from provportal.integrity.invariant import Invariant

PEOPLE = (
    Invariant(
        "rules_by_two_people",
        "Rules are published by somebody who did not write or propose them.",
        """
        SELECT 'rule_version ' || a.code || ' ' || w.program || ' ' || w.version,
               'one person drafted and published it'
        FROM rule_version w JOIN agency a ON a.id = w.agency_id
        WHERE w.published_by_id IS NOT NULL
          AND (w.drafted_by_id IS NULL OR w.drafted_by_id = w.published_by_id)
        """,
    ),
    Invariant(
        "rules_are_their_draft",
        "Rules that came of a draft are what was proposed, of its agency and program.",
        """
        SELECT 'rule_draft ' || d.id, 'version ' || w.version || ' is not what it proposed'
        FROM rule_draft d JOIN rule_version w ON w.id = d.rule_version_id
        WHERE w.hash <> d.hash OR w.agency_id <> d.agency_id OR w.program <> d.program
           OR w.effective_from <> d.effective_from OR w.version <> d.version
        UNION ALL
        SELECT 'rule_draft ' || d.id, 'it is published, and no version came of it'
        FROM rule_draft d WHERE d.state = 'published' AND d.rule_version_id IS NULL
        """,
    ),
    Invariant(
        "approver_did_not_send",
        "Nobody approves what they submitted.",
        """
        SELECT 'request ' || r.number, p.name || ' approved it and submitted it'
        FROM decision d
        JOIN request r ON r.id = d.request_id
        JOIN person p ON p.id = d.decided_by_id
        WHERE d.kind = 'approve' AND EXISTS (
            SELECT 1 FROM request_version v
            WHERE v.id = d.version_id AND v.submitted_by_id = d.decided_by_id)
        """,
    ),
    Invariant(
        "approver_did_not_review",
        "Nobody approves what they reviewed before: recommended, asked about or set aside.",
        """
        SELECT 'request ' || r.number, p.name || ' approved it and reviewed it'
        FROM decision d
        JOIN request r ON r.id = d.request_id
        JOIN person p ON p.id = d.decided_by_id
        WHERE d.kind = 'approve' AND EXISTS (
            SELECT 1 FROM decision w
            WHERE w.request_id = d.request_id AND w.decided_by_id = d.decided_by_id
              AND w.kind IN ('recommend', 'ask', 'set_aside') AND w.decided_at <= d.decided_at)
        """,
    ),
    Invariant(
        "request_names_who_decided",
        "A request names the people of its sending, its recommendation and its approval: three.",
        """
        SELECT 'request ' || r.number, 'it does not name three people who sent, reviewed, approved'
        FROM request r
        WHERE r.state IN ('approved', 'payout_scheduled', 'paid') AND (
            r.approved_by_id IS NULL OR r.reviewed_by_id IS NULL
            OR r.approved_by_id IN (r.submitted_by_id, r.reviewed_by_id)
            OR r.reviewed_by_id = r.submitted_by_id
            OR NOT EXISTS (
                SELECT 1 FROM decision d WHERE d.request_id = r.id
                  AND d.kind = 'approve' AND d.decided_by_id = r.approved_by_id)
            OR NOT EXISTS (
                SELECT 1 FROM decision d WHERE d.request_id = r.id
                  AND d.kind = 'recommend' AND d.decided_by_id = r.reviewed_by_id))
        """,
    ),
    Invariant(
        "approved_was_recommended",
        "An approval stands on a reviewer's recommendation of the same version.",
        """
        SELECT 'request ' || r.number, 'it was approved without a recommendation'
        FROM decision d JOIN request r ON r.id = d.request_id
        WHERE d.kind = 'approve' AND NOT EXISTS (
            SELECT 1 FROM decision w
            WHERE w.request_id = d.request_id AND w.version_id = d.version_id
              AND w.kind = 'recommend'
              AND w.decided_at <= d.decided_at)
        """,
    ),
    Invariant(
        "releaser_did_not_build",
        "Nobody releases what they built; a batch that was released names who did.",
        """
        SELECT 'batch ' || b.name, CASE
            WHEN b.released_by_id IS NULL THEN 'it is ' || b.state || ', but nobody released it'
            ELSE 'the same person built and released it' END
        FROM run b
        WHERE b.released_by_id = b.built_by_id
           OR (b.released_by_id IS NULL
               AND b.state IN ('released', 'sent', 'acknowledged', 'settled', 'rejected'))
        """,
    ),
    Invariant(
        "releaser_did_not_approve",
        "Nobody releases a request that they approved.",
        """
        SELECT 'batch ' || b.name,
               p.name || ' released it and approved request ' || r.number || ' in it'
        FROM run b
        JOIN person p ON p.id = b.released_by_id
        JOIN member bl ON bl.batch_id = b.id
        JOIN decision_line dl ON dl.id = bl.decision_line_id
        JOIN decision d ON d.id = dl.decision_id AND d.decided_by_id = b.released_by_id
        JOIN request r ON r.id = bl.request_id
        """,
    ),
    Invariant(
        "second_person_approved_account",
        "Nobody approves a bank account that they entered; one that pays was approved.",
        """
        SELECT 'bank_account ' || c.id, CASE
            WHEN c.approved_by_id IS NULL THEN 'it is ' || c.state || ', but nobody approved it'
            ELSE 'the same person entered and approved it' END
        FROM bank_account c
        WHERE c.approved_by_id = c.entered_by_id
           OR (c.approved_by_id IS NULL
               AND (c.state IN ('waiting_for_verification', 'cooling_off', 'active')
                    OR EXISTS (SELECT 1 FROM entry e WHERE e.bank_account_id = c.id)))
        """,
    ),
)
