"""Each invariant of amounts finds its planted fault and names the row."""

from __future__ import annotations

import pytest

from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, is_found, named

PAID = "(SELECT MIN(number) FROM request WHERE state = 'paid')"
PAID_ID = "(SELECT id FROM request WHERE state = 'paid' ORDER BY number LIMIT 1)"
PAID_LINE = (
    "SELECT {} FROM remittance_line p JOIN request r ON r.id = p.request_id "
    "JOIN batch_line bl ON bl.id = p.batch_line_id "
    "WHERE r.state = 'paid' ORDER BY r.number, bl.id LIMIT 1"
)
REDUCED = (
    "SELECT {} FROM remittance_line p JOIN batch_line bl ON bl.id = p.batch_line_id "
    "WHERE p.reduced > 0 ORDER BY p.id LIMIT 1"
)
DECIDED = f"SELECT id FROM decision_line WHERE id = ({PAID_LINE.format('bl.decision_line_id')})"

FAULTS = (
    Fault(
        "approved_has_amounts",
        f"SELECT 'request_line ' || {PAID} || ' line 1'",
        (f"DELETE FROM decision WHERE kind = 'approve' AND request_id = {PAID_ID}",),
    ),
    Fault(
        "decision_bridge",
        f"SELECT 'decision_line ' || ({DECIDED})",
        (f"UPDATE decision_line SET payable = payable + 1 WHERE id = ({DECIDED})",),
    ),
    Fault(
        "decision_line_of_its_version",
        f"SELECT 'decision_line ' || ({DECIDED})",
        (
            "UPDATE decision_line SET line_id = (SELECT id FROM request_line "
            f"WHERE request_id <> {PAID_ID} LIMIT 1) WHERE id = ({DECIDED})",
        ),
    ),
    Fault(
        "remittance_bridge",
        PAID_LINE.format("'remittance_line ' || p.id"),
        (f"UPDATE remittance_line SET set_off = 1 WHERE id = ({PAID_LINE.format('p.id')})",),
    ),
    Fault(
        "remittance_line_is_its_batch_line",
        PAID_LINE.format("'remittance_line ' || p.id"),
        (
            "UPDATE remittance_line SET asked = asked + 1, paid = paid + 1 "
            f"WHERE id = ({PAID_LINE.format('p.id')})",
        ),
    ),
    Fault(
        "remittance_line_has_reasons",
        REDUCED.format("'remittance_line ' || p.id"),
        (
            "DELETE FROM adjustment "
            f"WHERE decision_line_id = ({REDUCED.format('bl.decision_line_id')})",
        ),
    ),
    Fault(
        "remittance_is_its_lines",
        "SELECT 'remittance ' || MIN(number) FROM remittance",
        (
            "UPDATE remittance SET paid = paid - 1 "
            "WHERE number = (SELECT MIN(number) FROM remittance)",
        ),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)
