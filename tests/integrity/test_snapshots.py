"""Each invariant of snapshots and moves finds its planted faults and names the row."""

from __future__ import annotations

import pytest

from provportal.integrity.snapshots import cents
from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, is_found, named

PAID = "(SELECT MIN(number) FROM request WHERE state = 'paid')"
PAID_ID = "(SELECT id FROM request WHERE state = 'paid' ORDER BY number LIMIT 1)"
LINE = f"SELECT 'remittance_line ' || id FROM remittance_line WHERE request_id = {PAID_ID}"
REMITTANCE = f"(SELECT remittance_id FROM remittance_line WHERE request_id = {PAID_ID})"
REMITTANCE_NAME = f"SELECT 'remittance ' || number FROM remittance WHERE id = {REMITTANCE}"


def shown(old: str, new: str) -> str:
    """Change a text in the snapshot; the columns stay."""
    return (
        f"UPDATE remittance SET snapshot = REPLACE(snapshot, '{old}', '{new}') "
        f"WHERE id = {REMITTANCE}"
    )


SNAPSHOTS = (
    Fault("snapshot_shows_its_keys", REMITTANCE_NAME, (shown('"trace": "1', '"trace": "9'),)),
    Fault(
        "snapshot_shows_its_keys",
        REMITTANCE_NAME,
        (
            f"UPDATE entry SET provider_number = '1' WHERE id = (SELECT entry_id FROM remittance "
            f"WHERE id = {REMITTANCE})",
        ),
    ),
    Fault("snapshot_shows_its_keys", REMITTANCE_NAME, (shown('"trace"', '"race"'),)),
    Fault("snapshot_shows_its_totals", REMITTANCE_NAME, (shown('"1000.00"', '"1000.01"'),)),
    Fault(
        "snapshot_shows_its_totals",
        REMITTANCE_NAME,
        (f"DELETE FROM remittance_line WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "snapshot_shows_its_lines",
        LINE,
        (f"UPDATE remittance_line SET paid = paid + 1 WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "snapshot_shows_its_lines",
        LINE,
        (f"UPDATE request SET number = 'another' WHERE id = {PAID_ID}",),
    ),
    Fault(
        "snapshot_shows_its_lines",
        "SELECT 'remittance_line ' || id FROM remittance_line "
        f"WHERE remittance_id = {REMITTANCE} AND reduced > 0",
        (shown('"amount": "50.00"', '"amount": "49.00"'),),
    ),
    Fault(
        "snapshot_shows_its_lines",
        f"SELECT 'remittance_line ' || id FROM remittance_line WHERE remittance_id = {REMITTANCE}",
        (f"UPDATE remittance SET snapshot = '{{}}' WHERE id = {REMITTANCE}",),
    ),
)


@pytest.mark.parametrize("fault", SNAPSHOTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)


MOVED = (
    "audit_event WHERE subject = '{}' AND action = '{}' AND sequence = (SELECT MAX(sequence) "
    "FROM audit_event WHERE subject = '{}' AND action = '{}')"
)


def last(subject: str, action: str) -> str:
    """The newest audit row of one kind of move."""
    return MOVED.format(subject, action, subject, action)


MOVES = (
    Fault(
        "moves_are_audited",
        "SELECT 'request ' || r.number FROM request r JOIN decision d ON d.request_id = r.id "
        "WHERE r.exception_kind = 'denied' AND d.kind = 'deny'",
        (f"DELETE FROM {last('request', 'request.deny')}",),
    ),
    Fault(
        "moves_are_audited",
        "SELECT 'audit_event ' || MIN(sequence) FROM audit_event WHERE action = 'request.approve'",
        (
            "DELETE FROM audit_event WHERE action = 'request.take' AND sequence = ("
            "SELECT MAX(t.sequence) FROM audit_event t JOIN audit_event a "
            "ON a.subject_id = t.subject_id WHERE t.action = 'request.take' AND a.sequence = ("
            "SELECT MIN(sequence) FROM audit_event WHERE action = 'request.approve'))",
        ),
    ),
    Fault(
        "moves_are_audited",
        "SELECT 'request ' || MIN(number) FROM request WHERE state = 'in_review'",
        ("UPDATE request SET state = 'approved' WHERE state = 'in_review'",),
    ),
    Fault(
        "moves_are_audited",
        "SELECT 'entry ' || MIN(trace) FROM entry WHERE state = 'live'",
        (
            "UPDATE entry SET state = 'settled' "
            "WHERE trace = (SELECT MIN(trace) FROM entry WHERE state = 'live')",
        ),
    ),
    Fault(
        "moves_are_audited",
        "SELECT 'batch ' || a.code || ' ' || b.number FROM batch b "
        "JOIN agency a ON a.id = b.agency_id WHERE b.state = 'built'",
        ("UPDATE batch SET state = 'released' WHERE state = 'built'",),
    ),
    Fault(
        "moves_are_audited",
        "SELECT 'bank_account ' || id FROM bank_account WHERE state = 'replaced'",
        ("UPDATE bank_account SET state = 'active' WHERE state = 'replaced'",),
    ),
)


@pytest.mark.parametrize("fault", MOVES, ids=named)
def test_the_audit_log_leads_to_where_each_row_stands(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)


@pytest.mark.parametrize(("text", "amount"), [("950.00", 95000), ("-3.50", -350), ("0.00", 0)])
def test_money_of_a_snapshot_is_read_as_cents(text: str, amount: int) -> None:
    assert cents(text) == amount


@pytest.mark.parametrize("text", ["950", "950.0", "9,50.00", ""])
def test_any_other_form_of_money_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        cents(text)
