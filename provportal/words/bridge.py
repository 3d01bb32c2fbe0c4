"""The bridge of a request: asked, each difference with its reason, and what is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provportal.domain.money import Money
from provportal.domain.remittance import Reason
from provportal.words import reasons as reason_words
from provportal.words.catalogue import say
from provportal.words.remittance import OFFSET_CODES


@dataclass(frozen=True, slots=True)
class Difference:
    """One row between asked and paid: its word, its signed amount and its reason."""

    word: str
    amount: Money
    sign: str
    reason: str


def differences(language: str, reasons: Sequence[Reason]) -> list[Difference]:
    """Reductions first, then additions, then offsets, as the sum is read."""
    rows = [_difference(language, reason) for reason in reasons]
    return [row for kind in (REDUCED, ADDED, OFFSET) for key, row in rows if key == kind]


REDUCED, ADDED, OFFSET = "Reduced", "Added", "Offset"


def _difference(language: str, reason: Reason) -> tuple[str, Difference]:
    kind = _kind(reason)
    why = reason_words.why(language, reason)
    shown = Difference(
        word=say(language, kind),
        amount=-reason.amount,
        sign="+" if kind == ADDED else "",
        reason=why[:1].upper() + why[1:],
    )
    return kind, shown


def _kind(reason: Reason) -> str:
    if reason.code in OFFSET_CODES:
        return OFFSET
    return ADDED if reason.amount.cents < 0 else REDUCED
