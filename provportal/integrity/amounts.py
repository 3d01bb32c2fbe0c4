"""Amounts: asked - reduced + added - offset = paid, and each cent goes back to a line."""

from __future__ import annotations

from provportal.integrity.invariant import Invariant

AMOUNTS = (
    Invariant(
        "approved_has_amounts",
        "Each line of a request that is approved, or was since, has an amount by an approval.",
        """
        SELECT 'request_line ' || l.request || ' line ' || l.line,
               'its request is ' || l.place || ', but no approval says what it pays'
        FROM current_line l LEFT JOIN decided d ON d.line_id = l.line_id
        WHERE d.line_id IS NULL AND l.place IN (
            'approved', 'payout_scheduled', 'paid', 'exception.held', 'exception.returned')
        """,
    ),
    Invariant(
        "decision_bridge",
        "What a decision pays on a line is what was asked less the adjustments, each with a code.",
        """
        SELECT 'decision_line ' || dl.id,
               'request ' || r.number || ' asked ' || l.asked || ' cents, adjusted by '
               || COALESCE(SUM(a.amount), 0) || ', pays ' || dl.payable
        FROM decision_line dl
        JOIN request_line l ON l.id = dl.line_id
        JOIN request r ON r.id = l.request_id
        LEFT JOIN adjustment a ON a.decision_line_id = dl.id
        GROUP BY dl.id, dl.payable, l.asked, r.number
        HAVING l.asked - COALESCE(SUM(a.amount), 0) <> dl.payable
            OR MIN(LENGTH(a.code)) = 0
        """,
    ),
    Invariant(
        "decision_line_of_its_version",
        "A decision decides the lines of the version it was made on.",
        """
        SELECT 'decision_line ' || dl.id, 'its line is not of the version that was decided on'
        FROM decision_line dl
        JOIN decision d ON d.id = dl.decision_id
        JOIN request_line l ON l.id = dl.line_id
        WHERE l.version_id <> d.version_id OR l.request_id <> d.request_id
        """,
    ),
    Invariant(
        "remittance_bridge",
        "On each remittance line asked - reduced + added - offset = paid.",
        """
        SELECT 'remittance_line ' || p.id,
               p.asked || ' - ' || p.reduced || ' + ' || p.added || ' - ' || p.set_off
               || ' cents is not ' || p.paid
        FROM remittance_line p
        WHERE p.asked - p.reduced + p.added - p.set_off <> p.paid
        """,
    ),
    Invariant(
        "remittance_line_is_its_batch_line",
        "A remittance line shows what its request line asked and what its batch line paid.",
        """
        SELECT 'remittance_line ' || p.id,
               'it shows ' || p.asked || ' cents asked and ' || p.paid || ' paid, request '
               || r.number || ' asked ' || l.asked || ' and the batch paid ' || bl.amount
        FROM remittance_line p
        JOIN batch_line bl ON bl.id = p.batch_line_id
        JOIN request_line l ON l.id = bl.line_id
        JOIN request r ON r.id = bl.request_id
        WHERE p.asked <> l.asked OR p.paid <> bl.amount
           OR p.line_id <> bl.line_id OR p.request_id <> bl.request_id
        """,
    ),
    Invariant(
        "remittance_line_has_reasons",
        "What a remittance line reduced and added is the sum of the decision's adjustments.",
        """
        SELECT 'remittance_line ' || p.id,
               'it shows ' || p.reduced || ' cents reduced and ' || p.added
               || ' added, decided were '
               || COALESCE(SUM(CASE WHEN a.amount > 0 THEN a.amount ELSE 0 END), 0) || ' and '
               || COALESCE(SUM(CASE WHEN a.amount < 0 THEN -a.amount ELSE 0 END), 0)
        FROM remittance_line p
        JOIN batch_line bl ON bl.id = p.batch_line_id
        LEFT JOIN adjustment a ON a.decision_line_id = bl.decision_line_id
        GROUP BY p.id, p.reduced, p.added
        HAVING p.reduced <> COALESCE(SUM(CASE WHEN a.amount > 0 THEN a.amount ELSE 0 END), 0)
            OR p.added <> COALESCE(SUM(CASE WHEN a.amount < 0 THEN -a.amount ELSE 0 END), 0)
        """,
    ),
    Invariant(
        "remittance_is_its_lines",
        "A remittance pays the sum of its lines, which is the amount of its bank entry.",
        """
        SELECT 'remittance ' || m.number,
               'it pays ' || m.paid || ' cents, its lines ' || COALESCE(SUM(p.paid), 0)
               || ', its bank entry ' || COALESCE(e.amount, 0)
        FROM remittance m
        LEFT JOIN entry e ON e.id = m.entry_id
        LEFT JOIN remittance_line p ON p.remittance_id = m.id
        GROUP BY m.id, m.number, m.paid, e.amount
        HAVING m.paid <> COALESCE(SUM(p.paid), 0) OR m.paid <> COALESCE(e.amount, 0)
            OR COUNT(p.id) = 0
        """,
    ),
)
