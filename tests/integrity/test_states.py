"""Each invariant of where requests stand finds its planted fault and names the row."""

from __future__ import annotations

import pytest

from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, is_found, named

PAID = "(SELECT MIN(number) FROM request WHERE state = 'paid')"
PAID_ID = "(SELECT id FROM request WHERE state = 'paid' ORDER BY number LIMIT 1)"
SCHEDULED = "(SELECT MIN(number) FROM request WHERE state = 'payout_scheduled')"
SCHEDULED_ID = "(SELECT id FROM request WHERE state = 'payout_scheduled' ORDER BY number LIMIT 1)"

FAULTS = (
    Fault(
        "paid_has_proof",
        f"SELECT 'request_line ' || {PAID} || ' line 1'",
        (f"DELETE FROM remittance_line WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "proof_means_paid",
        f"SELECT 'request ' || {PAID}",
        (f"UPDATE request SET state = 'approved' WHERE id = {PAID_ID}",),
    ),
    Fault(
        "returned_marks_remittance",
        "SELECT 'remittance ' || number FROM remittance WHERE returned_on IS NOT NULL",
        ("UPDATE remittance SET returned_on = NULL",),
    ),
    Fault(
        "settled_keeps_remittance",
        "SELECT 'entry ' || e.trace FROM entry e JOIN remittance m ON m.entry_id = e.id "
        "WHERE e.state = 'returned'",
        ("DELETE FROM remittance WHERE returned_on IS NOT NULL",),
    ),
    Fault(
        "clean_is_a_document",
        "SELECT 'upload ' || id FROM upload WHERE state <> 'quarantined'",
        (
            "UPDATE upload SET state = 'clean' WHERE state = 'infected'",
            "DELETE FROM document WHERE kind = 'page.2'",
        ),
    ),
    Fault(
        "clean_is_a_document",
        "SELECT 'upload ' || id FROM upload WHERE state = 'clean'",
        ("UPDATE upload SET state = 'quarantined' WHERE state = 'clean'",),
    ),
    Fault(
        "returned_has_returned_entry",
        "SELECT 'request_line ' || number || ' line 1' FROM request "
        "WHERE exception_kind = 'returned'",
        ("UPDATE entry SET state = 'settled' WHERE state = 'returned'",),
    ),
    Fault(
        "scheduled_has_one_batch_line",
        f"SELECT 'request_line ' || {SCHEDULED} || ' line 1'",
        (f"DELETE FROM batch_line WHERE request_id = {SCHEDULED_ID} AND active",),
    ),
    Fault(
        "batch_line_means_scheduled",
        f"SELECT 'batch_line ' || id FROM batch_line WHERE request_id = {SCHEDULED_ID} AND active",
        (f"UPDATE request SET state = 'approved' WHERE id = {SCHEDULED_ID}",),
    ),
    Fault(
        "batch_line_of_current_version",
        f"SELECT 'batch_line ' || id FROM batch_line WHERE request_id = {SCHEDULED_ID} AND active",
        (f"UPDATE request SET current_version = 7 WHERE id = {SCHEDULED_ID}",),
    ),
    Fault(
        "sent_has_version",
        "SELECT 'request ' || MIN(number) FROM request WHERE state = 'submitted'",
        (
            "UPDATE request SET current_version = 7 WHERE number = "
            "(SELECT MIN(number) FROM request WHERE state = 'submitted')",
        ),
    ),
    Fault(
        "living_hold_keys",
        f"SELECT 'request_line ' || {PAID} || ' line 1'",
        (f"DELETE FROM bill_key WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "dead_hold_no_keys",
        f"SELECT 'bill_key ' || key FROM bill_key WHERE request_id = {PAID_ID}",
        (
            "UPDATE bill_key SET request_id = (SELECT id FROM request "
            f"WHERE exception_kind = 'denied' LIMIT 1) WHERE request_id = {PAID_ID}",
        ),
    ),
    Fault(
        "blocked_not_in_queue",
        "SELECT 'request ' || MIN(number) FROM request WHERE state = 'in_review'",
        (
            "UPDATE check_result SET verdict = 'blocked' WHERE check_code = 'history' "
            "AND request_id = (SELECT id FROM request WHERE state = 'in_review')",
        ),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)
