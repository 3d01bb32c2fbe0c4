"""Payouts: one live entry a line, traces of their own, amounts that add up, files with a hash."""

from __future__ import annotations

from provportal.integrity.invariant import Invariant

PAYOUTS = (
    Invariant(
        "one_live_batch",
        "No line is in two live batches.",
        """
        SELECT 'request_line ' || r.number || ' line ' || l.number,
               'it has ' || COUNT(*) || ' active batch lines'
        FROM batch_line bl
        JOIN request_line l ON l.id = bl.line_id
        JOIN request r ON r.id = l.request_id
        WHERE bl.active
        GROUP BY l.id, l.number, r.number
        HAVING COUNT(*) > 1
        """,
    ),
    Invariant(
        "one_live_entry",
        "A line of a version has at most one entry that is live or settled.",
        """
        SELECT 'request_line ' || r.number || ' line ' || l.number,
               'entries ' || MIN(e.trace) || ' and ' || MAX(e.trace) || ' both pay it'
        FROM member bl
        JOIN entry e ON e.id = bl.entry_id AND e.state IN ('live', 'settled')
        JOIN request_line l ON l.id = bl.line_id
        JOIN request r ON r.id = l.request_id
        GROUP BY l.id, l.number, r.number
        HAVING COUNT(DISTINCT e.id) > 1
        """,
    ),
    Invariant(
        "dead_entry_pays_nothing",
        "An active batch line's entry is live until its batch settles, and settled from then on.",
        """
        SELECT 'batch_line ' || bl.id,
               'it is active in a batch that is ' || b.state || ', but its entry ' || e.trace
               || ' is ' || e.state
        FROM batch_line bl
        JOIN entry e ON e.id = bl.entry_id
        JOIN batch b ON b.id = bl.batch_id
        WHERE bl.active
          AND e.state <> CASE b.state WHEN 'settled' THEN 'settled' ELSE 'live' END
        """,
    ),
    Invariant(
        "trace_is_unique",
        "A trace belongs to one entry; a re-issue has a new one.",
        """
        SELECT 'entry ' || trace, COUNT(*) || ' entries share this trace'
        FROM entry GROUP BY trace HAVING COUNT(*) > 1
        """,
    ),
    Invariant(
        "trace_has_the_banks_shape",
        "A trace is the first eight digits of the agency's bank, then seven of its own.",
        """
        SELECT 'entry ' || e.trace, 'its trace does not start with the bank of its agency'
        FROM entry e JOIN bank_profile p ON p.agency_id = e.agency_id
        WHERE LENGTH(e.trace) <> 15 OR SUBSTR(e.trace, 1, 8) <> SUBSTR(p.odfi, 1, 8)
        """,
    ),
    Invariant(
        "answer_names_its_entry",
        "A bank's answer that was matched names the trace of its entry, in the same agency.",
        """
        SELECT 'bank_answer ' || w.id, 'it names trace ' || w.original_trace
               || ', but was matched with entry ' || e.trace
        FROM bank_answer w JOIN entry e ON e.id = w.entry_id
        WHERE w.original_trace <> e.trace OR w.agency_id <> e.agency_id
        """,
    ),
    Invariant(
        "entry_is_its_lines",
        "The amount of an entry is the sum of its lines, unless holds emptied it.",
        """
        SELECT 'entry ' || e.trace,
               'it pays ' || e.amount || ' cents, its lines ' || COALESCE(SUM(bl.amount), 0)
        FROM entry e LEFT JOIN member bl ON bl.entry_id = e.id
        WHERE e.id NOT IN (SELECT id FROM emptied)
        GROUP BY e.id, e.trace, e.amount
        HAVING e.amount <> COALESCE(SUM(bl.amount), 0)
        """,
    ),
    Invariant(
        "batch_is_its_entries",
        "A batch's total and count are those of its entries, without those that holds emptied.",
        """
        SELECT 'batch ' || b.name,
               'it says ' || b.entry_count || ' entries of ' || b.total || ' cents, it has '
               || COUNT(e.id) || ' of ' || COALESCE(SUM(e.amount), 0)
        FROM run b LEFT JOIN entry e
            ON e.batch_id = b.id AND e.id NOT IN (SELECT id FROM emptied)
        GROUP BY b.id, b.name, b.entry_count, b.total
        HAVING b.entry_count <> COUNT(e.id) OR b.total <> COALESCE(SUM(e.amount), 0)
        """,
    ),
    Invariant(
        "batch_line_is_decided",
        "A batch line pays what the decision on its line says.",
        """
        SELECT 'batch_line ' || bl.id,
               'it pays ' || bl.amount || ' cents on request ' || r.number || ', decided were '
               || dl.payable || CASE WHEN dl.line_id <> bl.line_id THEN ' on another line' ELSE ''
               END
        FROM batch_line bl
        JOIN decision_line dl ON dl.id = bl.decision_line_id
        JOIN request r ON r.id = bl.request_id
        WHERE bl.amount <> dl.payable OR dl.line_id <> bl.line_id
        """,
    ),
    Invariant(
        "money_has_an_entry",
        "A batch line without a bank entry is part of a net of zero.",
        """
        SELECT 'batch_line ' || bl.id, 'it pays ' || bl.amount || ' cents without a bank entry'
        FROM batch_line bl WHERE bl.entry_id IS NULL AND bl.amount <> 0
        """,
    ),
    Invariant(
        "settled_line_is_remitted",
        "Each line that is in a settled batch has its remittance line, a net of zero as well.",
        """
        SELECT 'batch_line ' || bl.id,
               'batch ' || b.name || ' settled, but nothing is remitted on request ' || r.number
        FROM member bl
        JOIN run b ON b.id = bl.batch_id AND b.state = 'settled'
        JOIN request r ON r.id = bl.request_id
        WHERE bl.active
          AND NOT EXISTS (SELECT 1 FROM remittance_line p WHERE p.batch_line_id = bl.id)
        """,
    ),
    Invariant(
        "remitted_batch_settled",
        "A remittance is posted only for a batch that was acknowledged and settled, on its date.",
        """
        SELECT 'remittance ' || m.number,
               'it is posted, but batch ' || b.name || ' is ' || b.state
        FROM remittance m JOIN run b ON b.id = m.batch_id
        WHERE b.state <> 'settled' OR b.acknowledged_at IS NULL
           OR b.settled_on IS NULL OR m.settled_on <> b.settled_on
        """,
    ),
    Invariant(
        "sent_has_file",
        "A released batch has claimed its bank file; a sent one has the hash of its bytes.",
        """
        SELECT 'batch ' || b.name, 'it is ' || b.state || ', but '
               || CASE WHEN f.batch_id IS NULL THEN 'has no bank file'
                       ELSE 'the hash of its bank file ' || f.name || ' does not fit' END
        FROM run b LEFT JOIN bank_file f ON f.batch_id = b.id
        WHERE (b.state = 'released' AND (f.batch_id IS NULL OR f.sha256 IS NOT NULL))
           OR (b.state IN ('built', 'cancelled') AND f.batch_id IS NOT NULL)
           OR (b.state IN ('sent', 'acknowledged', 'settled', 'rejected')
               AND (f.sha256 IS NULL OR LENGTH(f.sha256) <> 64))
        """,
    ),
)
