"""Each invariant of the ledger finds its planted fault and names the row."""

from __future__ import annotations

import pytest

from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, is_found, named

POSTING = (
    "SELECT {} FROM ledger_posting p JOIN request_line l ON l.id = p.line_id "
    "JOIN request r ON r.id = l.request_id JOIN agency a ON a.id = p.agency_id "
    "JOIN organisation o ON o.id = p.organisation_id "
    "WHERE {} ORDER BY r.number, p.account, p.id LIMIT 1"
)
LINE = "'request_line ' || r.number || ' line 1'"


def posting(column: str, condition: str) -> str:
    """One value of the first posting under a condition."""
    return POSTING.format(column, condition)


def moved(condition: str, cents: str) -> str:
    """Change the amount of the first posting under a condition."""
    return f"UPDATE ledger_posting SET amount = {cents} WHERE id = ({posting('p.id', condition)})"


SCHEDULED = (
    "p.account = 'scheduled' AND r.state = 'payout_scheduled' AND NOT EXISTS ("
    "SELECT 1 FROM ledger_posting q WHERE q.line_id = l.id AND q.account = 'sent')"
)
"""Of a batch that was built but not sent."""
SETTLED = "p.account = 'settled' AND r.state = 'paid'"

FAULTS = (
    Fault(
        "transfer_balances",
        posting("'ledger_posting transfer ' || p.transfer_id", SETTLED),
        (moved(SETTLED, "amount + 1"),),
    ),
    Fault(
        "money_equation",
        posting("'ledger_posting ' || a.code || ', ' || p.fund || ', ' || o.name", SETTLED),
        (moved(SETTLED, "amount + 1"),),
    ),
    Fault(
        "posting_of_its_line",
        posting("'ledger_posting ' || p.id", SETTLED),
        (f"UPDATE ledger_posting SET fund = 'another' WHERE id = ({posting('p.id', SETTLED)})",),
    ),
    Fault(
        "decided_is_owed",
        posting(LINE, "p.account = 'approved'"),
        (moved("p.account = 'approved'", "amount - 1"),),
    ),
    Fault(
        "money_follows_state",
        posting(LINE, SCHEDULED),
        (
            "UPDATE ledger_posting SET account = 'held' WHERE account = 'scheduled' "
            "AND line_id = "
            f"({posting('p.line_id', SCHEDULED)})",
        ),
    ),
    Fault(
        "no_money_elsewhere",
        posting(LINE, "r.state = 'paid' AND p.account = 'sent' AND p.amount < 0"),
        (moved("r.state = 'paid' AND p.account = 'sent' AND p.amount < 0", "amount + 1"),),
    ),
    Fault(
        "settled_is_remitted",
        posting(LINE, SETTLED),
        (moved(SETTLED, "amount - 1"),),
    ),
    Fault(
        "returned_is_owed_again",
        posting(LINE, "p.account = 'owed_again'"),
        (moved("p.account = 'owed_again'", "amount - 1"),),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)
