"""What a bank's codes mean: returns, corrections and transaction codes, from the CSV tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provportal.domain.ach.tables import rows


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """One return reason (R01-R90). `fields_at_fault` uses the portal's own field names.

    `who_must_act` is 'agency', 'provider' or both joined by '+'; `provider_message` is '' when
    the provider has nothing to do.
    """

    code: str
    title: str
    initiated_by: str
    return_type: str
    occurs_on: str
    deadline_code: str
    deadline: str
    fields_at_fault: tuple[str, ...]
    who_must_act: str
    hold_future_payments: bool
    portal_action: str
    reissue_rule: str
    provider_message: str
    rule_change_note: str
    source: str


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """One notification of change (C01-C69). `parts` are (name, from, to) in the 29 positions."""

    code: str
    title: str
    initiated_by: str
    status: str
    parts: tuple[tuple[str, int, int], ...]
    fields_to_update: tuple[str, ...]
    portal_action: str
    originator_deadline: str
    source: str


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """One two-digit code: which kind of account, which direction, which amounts it may carry."""

    code: str
    account_kind: str
    direction: str
    kind: str
    return_code: str
    reversal_code: str

    @property
    def is_debit(self) -> bool:
        return self.direction == "debit"


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(";") if word and word != "none")


def _parts(layout: str) -> tuple[tuple[str, int, int], ...]:
    """'routing_number:1-9;blank:10-12' as ((routing_number, 1, 9), (blank, 10, 12))."""
    found = re.findall(r"([a-z_]+):(\d+)-(\d+)", layout)
    return tuple((name, int(start), int(end)) for name, start, end in found)


def _return_code(row: dict[str, str]) -> ReturnCode:
    return ReturnCode(
        code=row["code"],
        title=row["title"],
        initiated_by=row["initiated_by"],
        return_type=row["return_type"],
        occurs_on=row["occurs_on"],
        deadline_code=row["deadline_code"],
        deadline=row["deadline"],
        fields_at_fault=_words(row["fields_at_fault"]),
        who_must_act=row["who_must_act"],
        hold_future_payments=row["hold_future_payments"] == "yes",
        portal_action=row["portal_action"],
        reissue_rule=row["reissue_rule"],
        provider_message=row["provider_message"],
        rule_change_note=row["rule_change_note"],
        source=row["source"],
    )


def _change_code(row: dict[str, str]) -> ChangeCode:
    domestic = row["iat_only"] == "no"
    return ChangeCode(
        code=row["code"],
        title=row["title"],
        initiated_by=row["initiated_by"],
        status=row["status"],
        parts=_parts(row["corrected_data_layout"]) if domestic else (),
        fields_to_update=_words(row["fields_to_update"]),
        portal_action=row["portal_action"],
        originator_deadline=row["originator_deadline"],
        source=row["source"],
    )


def _transaction_code(row: dict[str, str]) -> TransactionCode:
    return TransactionCode(
        code=row["code"],
        account_kind=row["account_kind"],
        direction=row["direction"],
        kind=row["kind"],
        return_code=row["return_noc_code"],
        reversal_code=row["reversal_code"],
    )


RETURN_CODES = {row["code"]: _return_code(row) for row in rows("return_codes.csv")}
CHANGE_CODES = {row["code"]: _change_code(row) for row in rows("noc_codes.csv")}
TRANSACTION_CODES = {row["code"]: _transaction_code(row) for row in rows("transaction_codes.csv")}

LIVE, PRENOTE, ZERO_DOLLAR = "live", "prenote", "zero_dollar_remittance"
REVERSAL_ONLY = "live_reversal_only"

SENDABLE = {
    code.code
    for code in TRANSACTION_CODES.values()
    if code.kind in {LIVE, PRENOTE, ZERO_DOLLAR, REVERSAL_ONLY}
}
"""Transaction codes that may stand in a file we send."""

DEBITS = frozenset(code.code for code in TRANSACTION_CODES.values() if code.is_debit)


def return_code(code: str) -> ReturnCode | None:
    """What a return reason means; None for a code that the table does not know."""
    return RETURN_CODES.get(code)


def change_code(code: str) -> ChangeCode | None:
    """What a notification of change means; None for a code that the table does not know."""
    return CHANGE_CODES.get(code)
