"""Where requests stand: Paid has proof, Payout scheduled a batch line, the living their keys."""

from __future__ import annotations

from provportal.integrity.invariant import Invariant

STATES = (
    Invariant(
        "paid_has_proof",
        "Each line of a Paid request has a posted remittance line whose entry was not returned.",
        """
        SELECT 'request_line ' || l.request || ' line ' || l.line,
               'its request is paid, but no standing remittance line shows it'
        FROM current_line l
        WHERE l.place = 'paid'
          AND NOT EXISTS (SELECT 1 FROM proof p WHERE p.line_id = l.line_id)
        """,
    ),
    Invariant(
        "proof_means_paid",
        "A request whose every line has a standing remittance line is Paid.",
        """
        SELECT 'request ' || MAX(l.request),
               'every line has a standing remittance line, but it is ' || MAX(l.place)
        FROM current_line l
        WHERE l.place <> 'paid'
        GROUP BY l.request_id
        HAVING COUNT(*) = SUM(CASE WHEN EXISTS (
            SELECT 1 FROM proof p WHERE p.line_id = l.line_id) THEN 1 ELSE 0 END)
        """,
    ),
    Invariant(
        "returned_marks_remittance",
        "A remittance is marked returned exactly when its entry was returned.",
        """
        SELECT 'remittance ' || m.number,
               CASE WHEN m.returned_on IS NULL
                    THEN 'its entry was returned, but it is not marked returned'
                    ELSE 'it is marked returned, but its entry is ' || COALESCE(e.state, 'none')
               END
        FROM remittance m LEFT JOIN entry e ON e.id = m.entry_id
        WHERE (m.returned_on IS NOT NULL) <> (COALESCE(e.state, '') = 'returned')
        """,
    ),
    Invariant(
        "settled_keeps_remittance",
        "An entry that settled has its remittance, and keeps it when it is returned later.",
        """
        SELECT 'entry ' || e.trace, 'it settled, but has no remittance'
        FROM entry e
        LEFT JOIN remittance m ON m.entry_id = e.id
        LEFT JOIN (
            SELECT DISTINCT REPLACE(subject_id, '-', '') AS id
            FROM audit_event WHERE subject = 'entry' AND action = 'entry.settle'
        ) s ON s.id = REPLACE(CAST(e.id AS VARCHAR(36)), '-', '')
        WHERE m.id IS NULL AND (e.state = 'settled' OR e.state = 'returned' AND s.id IS NOT NULL)
        """,
    ),
    Invariant(
        "clean_is_a_document",
        "A file sent is a document with a picture of each page exactly when it was found clean.",
        """
        SELECT 'upload ' || u.id, 'it is ' || u.state || ', and has ' || COUNT(d.id)
               || ' documents of ' || (u.pages + 1)
        FROM upload u LEFT JOIN document d ON d.id = u.id OR d.subject_id = u.id
        GROUP BY u.id, u.state, u.pages
        HAVING COUNT(d.id) <> CASE WHEN u.state = 'clean' THEN u.pages + 1 ELSE 0 END
        """,
    ),
    Invariant(
        "returned_has_returned_entry",
        "A request in Exception(returned) was in an entry that the bank returned.",
        """
        SELECT 'request_line ' || l.request || ' line ' || l.line,
               'its request is returned, but no entry of it was'
        FROM current_line l
        WHERE l.place = 'exception.returned' AND NOT EXISTS (
            SELECT 1 FROM batch_line bl JOIN entry e ON e.id = bl.entry_id
            WHERE bl.request_id = l.request_id AND bl.line_id = l.line_id
              AND e.state = 'returned')
        """,
    ),
    Invariant(
        "scheduled_has_one_batch_line",
        "Each line of a Payout scheduled request has exactly one active batch line.",
        """
        SELECT 'request_line ' || MAX(l.request) || ' line ' || MAX(l.line),
               'its request is scheduled with ' || COUNT(bl.id) || ' active batch lines'
        FROM current_line l LEFT JOIN batch_line bl ON bl.line_id = l.line_id AND bl.active
        WHERE l.place = 'payout_scheduled'
        GROUP BY l.line_id
        HAVING COUNT(bl.id) <> 1
        """,
    ),
    Invariant(
        "batch_line_means_scheduled",
        "The request of an active batch line is Payout scheduled, or Paid once the batch settled.",
        """
        SELECT 'batch_line ' || bl.id,
               'it is active in batch ' || b.name || ' (' || b.state || '), but request '
               || r.number || ' is ' || r.state
        FROM batch_line bl
        JOIN run b ON b.id = bl.batch_id
        JOIN request r ON r.id = bl.request_id
        WHERE bl.active AND r.state <> CASE
            WHEN b.state IN ('built', 'released', 'sent', 'acknowledged') THEN 'payout_scheduled'
            WHEN b.state = 'settled' THEN 'paid'
            ELSE 'nowhere' END
        """,
    ),
    Invariant(
        "batch_line_of_current_version",
        "An active batch line pays a line of the version that counts.",
        """
        SELECT 'batch_line ' || bl.id, 'it pays a line that is not of the version that counts'
        FROM batch_line bl
        WHERE bl.active AND NOT EXISTS (
            SELECT 1 FROM current_line l
            WHERE l.line_id = bl.line_id AND l.request_id = bl.request_id)
        """,
    ),
    Invariant(
        "sent_has_version",
        "A request that left Draft has its current version, the newest, with at least one line.",
        """
        SELECT 'request ' || r.number,
               'it is ' || r.state || ' at version ' || r.current_version
               || ', which is missing, has no line or is not the newest'
        FROM request r
        WHERE (r.state <> 'draft' OR r.current_version <> 0) AND (
            NOT EXISTS (SELECT 1 FROM current_line l WHERE l.request_id = r.id)
            OR r.current_version <> (
                SELECT MAX(v.number) FROM request_version v WHERE v.request_id = r.id))
        """,
    ),
    Invariant(
        "living_hold_keys",
        "A sent request that was not denied, recalled or withdrawn holds the key of each line.",
        """
        SELECT 'request_line ' || l.request || ' line ' || l.line,
               'its request is ' || l.place || ', but does not hold the bill key'
        FROM current_line l
        WHERE l.place NOT IN ('draft', 'exception.denied') AND l.withdrawn_at IS NULL
          AND NOT EXISTS (
              SELECT 1 FROM bill_key k
              WHERE k.agency_id = l.agency_id AND k.key = l.bill_key
                AND k.request_id = l.request_id)
        """,
    ),
    Invariant(
        "dead_hold_no_keys",
        "Drafts, denied and withdrawn requests hold no bill key; nobody holds another line's key.",
        """
        SELECT 'bill_key ' || k.key,
               'request ' || r.number || ' (' || r.state || ') holds it and may not'
        FROM bill_key k JOIN request r ON r.id = k.request_id
        WHERE NOT EXISTS (
            SELECT 1 FROM current_line l
            WHERE l.request_id = k.request_id AND l.bill_key = k.key
              AND l.agency_id = k.agency_id AND l.withdrawn_at IS NULL
              AND l.place NOT IN ('draft', 'exception.denied'))
        """,
    ),
    Invariant(
        "blocked_not_in_queue",
        "Nothing with a failed blocking check is in a review or payout queue.",
        """
        SELECT 'request ' || r.number, 'it is ' || r.state || ', but ' || c.check_code || ' blocks'
        FROM request r
        JOIN request_version v ON v.request_id = r.id AND v.number = r.current_version
        JOIN check_result c ON c.version_id = v.id AND c.verdict = 'blocked'
        WHERE r.state IN ('submitted', 'in_review', 'approved', 'payout_scheduled')
        """,
    ),
)
