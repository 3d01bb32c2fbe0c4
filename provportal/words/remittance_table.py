"""The table of a payment: a row for each line, its five amounts, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.money import Money
from provportal.domain.remittance import Remittance, RemittanceLine
from provportal.words import amounts, remittance
from provportal.words.catalogue import say

COLUMNS = ("Asked", "Reduced", "Added", "Offset", "Paid")

Figures = tuple[tuple[str, str], ...]
"""(column, amount without the dollar sign), in the order of COLUMNS."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the payment; `request_number` leads to its request."""

    request_number: str
    title: str
    pays_for: str
    differences: tuple[str, ...]
    figures: Figures


def columns(language: str) -> tuple[str, ...]:
    """The heads of the columns of amounts."""
    return tuple(say(language, word) for word in COLUMNS)


def lines(language: str, paid: Remittance) -> list[Line]:
    """Every line of the payment, in its order."""
    return [
        Line(
            line.request_number,
            f"{line.person}, {line.request_number}",
            remittance.pays_for(language, line),
            tuple(remittance.difference(language, reason) for reason in line.reasons),
            figures(language, line),
        )
        for line in paid.lines
    ]


def figures(language: str, row: Remittance | RemittanceLine) -> Figures:
    """The amounts of a line or of the whole, with the sign that the sum gives them."""
    shown = (
        amounts.figure(row.asked),
        amounts.figure(-row.reduced),
        _added(row.added),
        amounts.figure(-row.offset),
        amounts.figure(row.paid),
    )
    return tuple(zip(columns(language), shown, strict=True))


def _added(amount: Money) -> str:
    return f"+{amounts.figure(amount)}" if amount else amounts.figure(amount)
