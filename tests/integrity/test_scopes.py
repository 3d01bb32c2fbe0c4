"""Each invariant of scopes finds its planted fault and names the row."""

from __future__ import annotations

import pytest

from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, is_found, named

PAID = "(SELECT MIN(number) FROM request WHERE state = 'paid')"
PAID_ID = "(SELECT id FROM request WHERE state = 'paid' ORDER BY number LIMIT 1)"
OTHER_AGENCY = (
    f"(SELECT id FROM agency WHERE id <> (SELECT agency_id FROM request WHERE id = {PAID_ID}) "
    "ORDER BY id LIMIT 1)"
)
OTHER_REQUEST = f"(SELECT id FROM request WHERE agency_id = {OTHER_AGENCY} ORDER BY number LIMIT 1)"
BATCH_LINE = f"(SELECT id FROM batch_line WHERE request_id = {PAID_ID} AND active)"
ENTRY = f"(SELECT entry_id FROM batch_line WHERE id = {BATCH_LINE})"
BATCH = f"(SELECT batch_id FROM batch_line WHERE id = {BATCH_LINE})"

FAULTS = (
    Fault(
        "request_of_its_contract",
        f"SELECT 'request ' || {PAID}",
        (
            "UPDATE request SET contract_id = "
            f"(SELECT contract_id FROM request WHERE id = {OTHER_REQUEST}) WHERE id = {PAID_ID}",
        ),
    ),
    Fault(
        "line_of_its_version",
        f"SELECT 'request_line ' || {PAID} || ' line 1'",
        (
            "UPDATE request_line SET person_id = (SELECT id FROM child "
            f"WHERE agency_id = {OTHER_AGENCY} LIMIT 1) WHERE request_id = {PAID_ID}",
        ),
    ),
    Fault(
        "upload_of_its_request",
        "SELECT 'upload ' || id FROM upload WHERE state = 'infected'",
        (f"UPDATE upload SET agency_id = {OTHER_AGENCY} WHERE state = 'infected'",),
    ),
    Fault(
        "upload_of_its_request",
        "SELECT 'document ' || id FROM document WHERE kind = 'page.1'",
        (f"UPDATE document SET agency_id = {OTHER_AGENCY} WHERE kind = 'page.1'",),
    ),
    Fault(
        "judged_of_its_request",
        f"SELECT 'decision ' || id FROM decision WHERE request_id = {PAID_ID}",
        (f"UPDATE decision SET request_id = {OTHER_REQUEST} WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "judged_of_its_request",
        f"SELECT 'check_result ' || id FROM check_result WHERE request_id = {PAID_ID}",
        (f"UPDATE check_result SET request_id = {OTHER_REQUEST} WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "judged_of_its_request",
        f"SELECT 'bill_key ' || key FROM bill_key WHERE request_id = {PAID_ID}",
        (f"UPDATE bill_key SET agency_id = {OTHER_AGENCY} WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "batch_line_of_its_agency",
        f"SELECT 'batch_line ' || {BATCH_LINE}",
        (f"UPDATE batch_line SET request_id = {OTHER_REQUEST} WHERE id = {BATCH_LINE}",),
    ),
    Fault(
        "entry_of_its_agency",
        f"SELECT 'entry ' || trace FROM entry WHERE id = {ENTRY}",
        (f"UPDATE entry SET provider_number = '123' WHERE id = {ENTRY}",),
    ),
    Fault(
        "file_of_its_agency",
        f"SELECT 'bank_file ' || name FROM bank_file WHERE batch_id = {BATCH}",
        (f"UPDATE bank_file SET agency_id = {OTHER_AGENCY} WHERE batch_id = {BATCH}",),
    ),
    Fault(
        "file_of_its_agency",
        "SELECT 'bank_answer ' || w.id FROM bank_answer w "
        f"JOIN received_file f ON f.id = w.file_id WHERE f.agency_id = {OTHER_AGENCY}",
        (
            f"UPDATE received_file SET agency_id = (SELECT id FROM agency WHERE id NOT IN "
            f"(SELECT agency_id FROM received_file) LIMIT 1) WHERE agency_id = {OTHER_AGENCY}",
        ),
    ),
    Fault(
        "remittance_of_its_entry",
        f"SELECT 'remittance ' || number FROM remittance WHERE entry_id = {ENTRY}",
        (f"UPDATE entry SET remittance_number = '123' WHERE id = {ENTRY}",),
    ),
    Fault(
        "remittance_line_of_its_entry",
        f"SELECT 'remittance_line ' || id FROM remittance_line WHERE request_id = {PAID_ID}",
        (
            "UPDATE remittance_line SET remittance_id = (SELECT id FROM remittance "
            f"WHERE entry_id <> {ENTRY} ORDER BY number LIMIT 1) WHERE request_id = {PAID_ID}",
        ),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)
