"""What a batch header demands of the entries under it, decided per shape of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from provportal.domain.ach.codes import (
    LIVE,
    PRENOTE,
    REVERSAL_ONLY,
    TRANSACTION_CODES,
    ZERO_DOLLAR,
)
from provportal.domain.ach.model import Reserved, Sec

SAME_DAY_LIMITS = (
    (date(2016, 9, 23), 2_500_000),
    (date(2020, 3, 20), 10_000_000),
    (date(2022, 3, 18), 100_000_000),
)
"""From this day on a same-day payment may have at most so many cents (nacha.org)."""


def same_day_limit(day: date) -> int:
    """The largest same-day payment in cents; 0 before same-day payments existed."""
    return max((cents for since, cents in SAME_DAY_LIMITS if since <= day), default=0)


class Shape(NamedTuple):
    """What the rules of an entry look at; a file has few distinct ones."""

    transaction_code: str
    is_zero: bool
    indicator: str
    has_addenda: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """The header's demands. `odfi` and `sec_code` are '' when the header could not be read.

    `limit` is the largest amount in cents, None when the batch is not paid on the same day.
    """

    sec_code: str
    description: str = ""
    odfi: str = ""
    limit: int | None = None

    def fault(self, shape: Shape) -> tuple[str, str] | None:
        """The field at fault and the finding's code; None for a right entry, well formed."""
        kind = TRANSACTION_CODES[shape.transaction_code].kind
        return (
            self._code_fault(shape.transaction_code, kind)
            or _amount_fault(kind, shape.is_zero)
            or self._addenda_fault(kind, shape)
        )

    def _code_fault(self, code: str, kind: str) -> tuple[str, str] | None:
        if kind == ZERO_DOLLAR and self.sec_code == Sec.PPD:
            return "Transaction Code", "zero_dollar_in_ppd"
        if kind == REVERSAL_ONLY and self.description != Reserved.REVERSAL:
            return "Transaction Code", "reversal_only"
        debit_test = TRANSACTION_CODES[code].is_debit and kind in {PRENOTE, ZERO_DOLLAR}
        if debit_test and not self.allows_debits:
            return "Transaction Code", "debit"
        return None

    def _addenda_fault(self, kind: str, shape: Shape) -> tuple[str, str] | None:
        if (shape.indicator == "1") != shape.has_addenda:
            return "Addenda Record Indicator", "addenda_indicator"
        needed = kind == ZERO_DOLLAR or self.description == Reserved.HEALTH_CARE_CLAIM
        if needed and not shape.has_addenda:
            return "Addenda Record Indicator", "addenda_needed"
        return None

    @property
    def allows_debits(self) -> bool:
        """Reversals and account verification take money back; elsewhere only an offset does."""
        return self.description in {Reserved.REVERSAL, Reserved.ACCOUNT_VERIFICATION}


def _amount_fault(kind: str, is_zero: bool) -> tuple[str, str] | None:
    if kind in {LIVE, REVERSAL_ONLY} and is_zero:
        return "Amount", "amount_zero"
    if kind in {PRENOTE, ZERO_DOLLAR} and not is_zero:
        return "Amount", "amount_not_zero"
    return None
