"""Every code of the tables: its field, its owner, its message."""

from __future__ import annotations

import pytest

from provportal.domain.ach.codes import (
    CHANGE_CODES,
    DEBITS,
    RETURN_CODES,
    SENDABLE,
    TRANSACTION_CODES,
    change_code,
    return_code,
)

NO_FIELD = frozenset(
    f"R{number:02}"
    for number in (
        *(1, 5, 6, 7, 8, 9, 10, 11, 18, 19, 21, 23, 24, 25, 27, 29, 30, 31, 33, 36, 37, 38, 39),
        *(40, 46, 47, 50, 51, 52, 53),
        *(61, 62, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 80, 81, 84, 85),
    )
)

FIELDS = {
    "R02": "account_number routing_number account_type",
    "R03": "account_number name",
    "R04": "account_number",
    "R12": "routing_number account_number",
    "R13": "routing_number",
    "R14": "payee_status",
    "R15": "payee_status",
    "R16": "account_status",
    "R17": "see_addenda_information",
    "R20": "account_number account_type",
    "R22": "provider_id",
    "R26": "name",
    "R28": "routing_number",
    "R32": "bank",
    "R34": "bank",
    "R35": "account_type",
    "R41": "account_type",
    "R42": "routing_number",
    "R43": "account_number",
    "R44": "provider_id",
    "R45": "name",
    "R82": "routing_number",
    "R83": "bank",
    "R90": "account_status",
}

PROVIDER_ACTS = {"R02", "R03", "R04", "R12", "R13", "R20", "R32", "R34"}
BOTH_ACT = {"R16", "R23", "R28", "R85"}


@pytest.mark.parametrize("code", sorted(RETURN_CODES))
def test_a_return_code_is_routed_to_its_field(code: str) -> None:
    fields = set(FIELDS[code].split()) if code in FIELDS else set()
    assert set(RETURN_CODES[code].fields_at_fault) == fields
    assert (code in NO_FIELD) == (not fields)


@pytest.mark.parametrize("code", sorted(RETURN_CODES))
def test_a_return_code_is_routed_to_its_owner(code: str) -> None:
    owners = set(RETURN_CODES[code].who_must_act.split("+"))
    if code in PROVIDER_ACTS:
        assert owners == {"provider"}
    elif code in BOTH_ACT:
        assert owners == {"agency", "provider"}
    else:
        assert owners == {"agency"}


@pytest.mark.parametrize("code", sorted(PROVIDER_ACTS | BOTH_ACT - {"R85"}))
def test_whoever_must_act_reads_why(code: str) -> None:
    assert RETURN_CODES[code].provider_message


@pytest.mark.parametrize("code", sorted(PROVIDER_ACTS))
def test_nothing_more_is_paid_to_an_account_at_fault(code: str) -> None:
    assert RETURN_CODES[code].hold_future_payments


CORRECTED = {
    "C01": "account_number",
    "C02": "routing_number",
    "C03": "routing_number account_number",
    "C04": "name",
    "C05": "account_type",
    "C06": "account_number account_type",
    "C07": "routing_number account_number account_type",
    "C09": "provider_id",
}


@pytest.mark.parametrize("code", sorted(CHANGE_CODES))
def test_a_correction_is_routed_to_its_fields(code: str) -> None:
    assert set(CHANGE_CODES[code].fields_to_update) == set(CORRECTED.get(code, "").split())
    assert CHANGE_CODES[code].portal_action


@pytest.mark.parametrize("code", sorted(SENDABLE))
def test_an_answer_to_what_we_send_has_a_code(code: str) -> None:
    answer = TRANSACTION_CODES[TRANSACTION_CODES[code].return_code]
    assert answer.is_debit == TRANSACTION_CODES[code].is_debit


def test_the_direction_of_the_codes() -> None:
    assert {"27", "28", "37", "38", "55"} <= DEBITS
    assert not {"22", "23", "24", "32", "33", "34"} & DEBITS


def test_an_unknown_code_is_none() -> None:
    assert (return_code("R97"), change_code("C99")) == (None, None)
