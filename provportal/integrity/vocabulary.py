"""The words that the invariants' SQL is said in: common table expressions put before each SELECT.

Only what both databases understand: no casts with colons, no JSON functions, no boolean literals.
"""

from __future__ import annotations

WORDS = """
WITH
-- The lines of the version that counts, with where their request stands.
current_line AS (
    SELECT r.id AS request_id, r.number AS request, r.withdrawn_at, r.agency_id,
           r.state || COALESCE('.' || r.exception_kind, '') AS place,
           v.id AS version_id, v.number AS version,
           l.id AS line_id, l.number AS line, l.asked, l.bill_key
    FROM request r
    JOIN request_version v ON v.request_id = r.id AND v.number = r.current_version
    JOIN request_line l ON l.version_id = v.id
),
-- A batch with a name that is its own among all agencies.
run AS (
    SELECT b.*, a.code || ' ' || b.number AS name
    FROM batch b JOIN agency a ON a.id = b.agency_id
),
-- Remittance lines that prove a payment today: not returned, and settled where a bank was needed.
proof AS (
    SELECT p.line_id, p.request_id
    FROM remittance_line p
    JOIN remittance m ON m.id = p.remittance_id
    LEFT JOIN entry e ON e.id = m.entry_id
    WHERE m.returned_on IS NULL AND (m.entry_id IS NULL OR e.state = 'settled')
),
-- Batch lines that were still in the batch when its entry lived, died or came back.
member AS (
    SELECT bl.*
    FROM batch_line bl
    JOIN batch b ON b.id = bl.batch_id
    LEFT JOIN entry e ON e.id = bl.entry_id
    WHERE bl.active OR bl.left_because IN (e.return_code, 'reject', SUBSTR(b.note, 1, 40))
),
-- Entries that holds emptied before the release: every line of them left because it was held.
emptied AS (
    SELECT e.id
    FROM entry e
    JOIN batch_line bl ON bl.entry_id = e.id
    WHERE e.state = 'rejected'
    GROUP BY e.id
    HAVING COUNT(*) = SUM(CASE WHEN bl.left_because LIKE 'hold: %' THEN 1 ELSE 0 END)
),
-- The amount of a line by the newest approval of it. Materialized: SQLite then joins by an index.
decided AS MATERIALIZED (
    SELECT line_id, payable, decision_line_id
    FROM (
        SELECT dl.line_id, dl.payable, dl.id AS decision_line_id, ROW_NUMBER() OVER (
            PARTITION BY dl.line_id ORDER BY d.decided_at DESC, d.id DESC) AS nth
        FROM decision_line dl
        JOIN decision d ON d.id = dl.decision_id AND d.kind = 'approve'
    ) AS numbered
    WHERE nth = 1
),
-- What the ledger says of a line, account by account.
balance AS MATERIALIZED (
    SELECT line_id, account, SUM(amount) AS cents FROM ledger_posting GROUP BY line_id, account
),
-- Where the decided cents of a line must stand while they wait or are under way.
stands AS MATERIALIZED (
    SELECT l.request, l.line, l.line_id, l.place, d.payable, CASE
        WHEN l.place = 'approved' THEN 'awaiting_batch'
        WHEN l.place IN ('exception.held', 'exception.returned') THEN 'held'
        WHEN b.state IN ('built', 'released') THEN 'scheduled'
        WHEN b.state IN ('sent', 'acknowledged') THEN 'sent' END AS account
    FROM current_line l
    JOIN decided d ON d.line_id = l.line_id
    LEFT JOIN batch_line bl ON bl.line_id = l.line_id AND bl.active
    LEFT JOIN batch b ON b.id = bl.batch_id
    WHERE l.place IN ('approved', 'payout_scheduled', 'exception.held', 'exception.returned')
),
-- Audit rows of moves: their `before` is a place or a state and nothing else.
move AS MATERIALIZED (
    SELECT sequence, subject AS noun, REPLACE(subject_id, '-', '') AS id,
           CAST(before AS TEXT) AS before, CAST(after AS TEXT) AS after
    FROM audit_event
    WHERE CAST(before AS TEXT) LIKE '{"place"%' OR CAST(before AS TEXT) LIKE '{"state"%'
)
"""
