"""Each invariant of people and decisions finds its planted fault and names the row."""

from __future__ import annotations

import pytest

from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, is_found, named

PAID = "(SELECT MIN(number) FROM request WHERE state = 'paid')"
PAID_ID = "(SELECT id FROM request WHERE state = 'paid' ORDER BY number LIMIT 1)"
APPROVAL = f"(SELECT id FROM decision WHERE kind = 'approve' AND request_id = {PAID_ID})"
APPROVER = f"(SELECT decided_by_id FROM decision WHERE id = {APPROVAL})"
BATCH = f"(SELECT batch_id FROM batch_line WHERE request_id = {PAID_ID} AND active)"
BATCH_NAME = (
    "SELECT 'batch ' || a.code || ' ' || b.number FROM batch b JOIN agency a ON a.id = b.agency_id "
    f"WHERE b.id = {BATCH}"
)
ACCOUNT = f"(SELECT bank_account_id FROM entry WHERE batch_id = {BATCH})"

RULES = "drafted_by_id IS NOT NULL"
"""The version that two people published."""

FAULTS = (
    Fault(
        "rules_by_two_people",
        "SELECT 'rule_version ' || a.code || ' ' || w.program || ' ' || w.version "
        f"FROM rule_version w JOIN agency a ON a.id = w.agency_id WHERE {RULES}",
        (f"UPDATE rule_version SET published_by_id = drafted_by_id WHERE {RULES}",),
    ),
    Fault(
        "rules_are_their_draft",
        "SELECT 'rule_draft ' || id FROM rule_draft",
        ("UPDATE rule_draft SET effective_from = '2028-01-01'",),
    ),
    Fault(
        "approver_did_not_send",
        f"SELECT 'request ' || {PAID}",
        (f"UPDATE request_version SET submitted_by_id = {APPROVER} WHERE request_id = {PAID_ID}",),
    ),
    Fault(
        "approver_did_not_review",
        f"SELECT 'request ' || {PAID}",
        (
            f"UPDATE decision SET decided_by_id = {APPROVER} "
            f"WHERE kind = 'recommend' AND request_id = {PAID_ID}",
        ),
    ),
    Fault(
        "request_names_who_decided",
        f"SELECT 'request ' || {PAID}",
        (f"UPDATE request SET approved_by_id = reviewed_by_id WHERE id = {PAID_ID}",),
    ),
    Fault(
        "approved_was_recommended",
        f"SELECT 'request ' || {PAID}",
        (f"DELETE FROM decision WHERE kind = 'recommend' AND request_id = {PAID_ID}",),
    ),
    Fault(
        "releaser_did_not_build",
        BATCH_NAME,
        (f"UPDATE batch SET released_by_id = built_by_id WHERE id = {BATCH}",),
    ),
    Fault(
        "releaser_did_not_approve",
        BATCH_NAME,
        (
            "UPDATE decision SET decided_by_id = (SELECT released_by_id FROM batch "
            f"WHERE id = {BATCH}) WHERE id = {APPROVAL}",
        ),
    ),
    Fault(
        "second_person_approved_account",
        f"SELECT 'bank_account ' || {ACCOUNT}",
        (f"UPDATE bank_account SET approved_by_id = entered_by_id WHERE id = {ACCOUNT}",),
    ),
    Fault(
        "decision_names_rules",
        f"SELECT 'decision ' || {APPROVAL}",
        (f"UPDATE decision SET rule_version_id = NULL WHERE id = {APPROVAL}",),
    ),
    Fault(
        "decision_keeps_inputs",
        f"SELECT 'decision ' || {APPROVAL}",
        (f"UPDATE decision SET inputs = '{{}}' WHERE id = {APPROVAL}",),
    ),
    Fault(
        "rules_have_their_hash",
        "SELECT 'rule_version ' || a.code || ' ' || w.program || ' ' || w.version "
        "FROM rule_version w JOIN agency a ON a.id = w.agency_id "
        f"JOIN request r ON r.agency_id = a.id WHERE r.id = {PAID_ID}",
        (
            """UPDATE rule_version SET payload = '{"ceiling":"1.00"}' """
            f"WHERE agency_id = (SELECT agency_id FROM request WHERE id = {PAID_ID})",
        ),
    ),
    Fault(
        "rules_have_their_hash",
        "SELECT 'rule_version ' || a.code || ' ' || w.program || ' ' || w.version "
        "FROM rule_version w JOIN agency a ON a.id = w.agency_id",
        ("UPDATE rule_version SET payload = 'not JSON'",),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)
