"""The ledger: transfers balance, the money equation holds, money stands where its request does."""

from __future__ import annotations

from provportal.integrity.invariant import Invariant

LEDGER = (
    Invariant(
        "transfer_balances",
        "The postings of each transfer sum to zero.",
        """
        SELECT 'ledger_posting transfer ' || transfer_id,
               'its ' || COUNT(*) || ' postings sum to ' || SUM(amount) || ' cents'
        FROM ledger_posting GROUP BY transfer_id HAVING SUM(amount) <> 0 OR COUNT(*) < 2
        """,
    ),
    Invariant(
        "money_equation",
        "Per agency, fund and provider: approved + owed again = awaiting batch + held + scheduled"
        " + sent + settled + offset + levied + carried forward + written off.",
        """
        SELECT 'ledger_posting ' || a.code || ', ' || p.fund || ', ' || o.name,
               'owed are ' || -SUM(CASE WHEN p.account IN ('approved', 'owed_again')
                                        THEN p.amount ELSE 0 END)
               || ' cents, found are ' || SUM(CASE WHEN p.account IN ('approved', 'owed_again')
                                                   THEN 0 ELSE p.amount END)
        FROM ledger_posting p
        JOIN agency a ON a.id = p.agency_id
        JOIN organisation o ON o.id = p.organisation_id
        GROUP BY a.id, a.code, p.fund, o.id, o.name
        HAVING SUM(p.amount) <> 0
        """,
    ),
    Invariant(
        "posting_of_its_line",
        "A posting belongs to the agency, the provider and the fund of its line.",
        """
        SELECT 'ledger_posting ' || p.id,
               'agency, provider or fund are not those of request ' || r.number
        FROM ledger_posting p
        JOIN request_line l ON l.id = p.line_id
        JOIN request r ON r.id = l.request_id
        WHERE p.agency_id <> r.agency_id OR p.organisation_id <> r.organisation_id
           OR p.fund <> l.fund
        """,
    ),
    Invariant(
        "decided_is_owed",
        "The ledger owes on a line what its newest approval pays, once it is approved.",
        """
        SELECT 'request_line ' || l.request || ' line ' || l.line,
               'the approval pays ' || COALESCE(d.payable, 0) || ' cents, the ledger owes '
               || -COALESCE(b.cents, 0)
        FROM current_line l
        LEFT JOIN decided d ON d.line_id = l.line_id
        LEFT JOIN balance b ON b.line_id = l.line_id AND b.account = 'approved'
        WHERE -COALESCE(b.cents, 0) <> CASE
            WHEN l.place IN ('approved', 'payout_scheduled', 'paid', 'exception.held',
                             'exception.returned') THEN COALESCE(d.payable, 0)
            ELSE 0 END
        """,
    ),
    Invariant(
        "money_follows_state",
        "Decided money stands where its request stands: awaiting a batch, scheduled, sent or held.",
        """
        SELECT 'request_line ' || s.request || ' line ' || s.line,
               'its request is ' || s.place || ', so ' || s.payable || ' cents should be '
               || COALESCE(s.account, 'in a batch') || ', but ' || COALESCE(b.cents, 0) || ' are'
        FROM stands s
        LEFT JOIN balance b ON b.line_id = s.line_id AND b.account = s.account
        WHERE s.payable <> COALESCE(b.cents, 0)
        """,
    ),
    Invariant(
        "no_money_elsewhere",
        "No money of a line waits or is under way but where its request stands.",
        """
        SELECT 'request_line ' || r.number || ' line ' || l.number,
               'its request is ' || r.state || ', but ' || b.cents || ' cents are ' || b.account
        FROM balance b
        JOIN request_line l ON l.id = b.line_id
        JOIN request r ON r.id = l.request_id
        LEFT JOIN stands s ON s.line_id = b.line_id AND s.account = b.account
        WHERE b.account IN ('awaiting_batch', 'held', 'scheduled', 'sent') AND b.cents <> 0
          AND s.line_id IS NULL
        """,
    ),
    Invariant(
        "settled_is_remitted",
        "The settled cents of a line are those of its remittance lines.",
        """
        SELECT 'request_line ' || r.number || ' line ' || l.number,
               COALESCE(b.cents, 0) || ' cents are settled, ' || COALESCE(p.paid, 0)
               || ' are remitted'
        FROM request_line l
        JOIN request r ON r.id = l.request_id
        LEFT JOIN balance b ON b.line_id = l.id AND b.account = 'settled'
        LEFT JOIN (SELECT line_id, SUM(paid) AS paid FROM remittance_line GROUP BY line_id) p
            ON p.line_id = l.id
        WHERE COALESCE(b.cents, 0) <> COALESCE(p.paid, 0)
        """,
    ),
    Invariant(
        "returned_is_owed_again",
        "The cents of a line that are owed again are those of its returned remittance lines.",
        """
        SELECT 'request_line ' || r.number || ' line ' || l.number,
               -COALESCE(b.cents, 0) || ' cents are owed again, ' || COALESCE(p.paid, 0)
               || ' came back'
        FROM request_line l
        JOIN request r ON r.id = l.request_id
        LEFT JOIN balance b ON b.line_id = l.id AND b.account = 'owed_again'
        LEFT JOIN (
            SELECT q.line_id, SUM(q.paid) AS paid
            FROM remittance_line q
            JOIN remittance m ON m.id = q.remittance_id AND m.returned_on IS NOT NULL
            GROUP BY q.line_id) p ON p.line_id = l.id
        WHERE -COALESCE(b.cents, 0) <> COALESCE(p.paid, 0)
        """,
    ),
)
