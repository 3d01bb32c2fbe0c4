"""The invariants of notices and promised dates find their planted faults and name the row."""

from __future__ import annotations

import pytest

from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, breaches, is_found, named

ACCOUNT = "(SELECT id FROM bank_account ORDER BY id LIMIT 1)"
PLAIN = f"(SELECT REPLACE(CAST({ACCOUNT} AS VARCHAR(36)), '-', ''))"
ENTERED = f"action = 'bank_account.enter' AND REPLACE(subject_id, '-', '') = {PLAIN}"
FORGOTTEN_TRIES = "DELETE FROM notice_delivery"
NAME = f"SELECT 'bank_account ' || {ACCOUNT}"


def recorded(told: int) -> str:
    """Let the audit log say that so many were to be told."""
    changed = f"""REPLACE(after, '"told": 1', '"told": {told}')"""
    return f"UPDATE audit_event SET after = {changed} WHERE {ENTERED}"


FAULTS = (
    Fault(
        "entered_account_is_told",
        NAME,
        (FORGOTTEN_TRIES, f"DELETE FROM notice WHERE REPLACE(subject_id, '-', '') = {PLAIN}"),
    ),
    Fault(
        "entered_account_is_told",
        NAME,
        (recorded(2),),
    ),
    Fault(
        "entered_account_is_told",
        NAME,
        (
            recorded(0),
            FORGOTTEN_TRIES,
            f"DELETE FROM notice WHERE REPLACE(subject_id, '-', '') = {PLAIN}",
        ),
    ),
    Fault(
        "sent_notice_was_delivered",
        "SELECT 'notice ' || MIN(CAST(id AS VARCHAR(36))) FROM notice",
        (
            "UPDATE notice SET sent_at = queued_at WHERE CAST(id AS VARCHAR(36)) = "
            "(SELECT MIN(CAST(id AS VARCHAR(36))) FROM notice)",
        ),
    ),
    Fault(
        "open_promise_has_its_request",
        "SELECT 'request ' || MIN(number) FROM request WHERE state = 'paid'",
        (
            "UPDATE promised_date SET closed_at = NULL WHERE kind = 'pay_by' AND outcome = 'kept' "
            "AND request_id = (SELECT id FROM request WHERE number = "
            "(SELECT MIN(number) FROM request WHERE state = 'paid'))",
        ),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)


def test_an_account_from_before_there_were_notices_is_not_judged(loose: Loose) -> None:
    loose.break_it(
        FORGOTTEN_TRIES,
        "DELETE FROM notice",
        """UPDATE audit_event SET after = REPLACE(after, ', "told": 1', '') """
        "WHERE action = 'bank_account.enter'",
    )
    assert breaches(loose, "entered_account_is_told") == []
