"""Exact cents until the rule says to round, then half up, once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from provportal.domain.money import Money


def half_up(cents: Fraction | int) -> Money:
    """An exact amount of cents, zero or more, rounded half up: two decimals by the third digit."""
    exact = Fraction(cents)
    return Money((2 * exact.numerator + exact.denominator) // (2 * exact.denominator))


def shared(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Share an amount by whole weights, each part half up, the last taking the rest.

    No part is larger than what the earlier parts have left. The weights are above zero.
    """
    parts: list[Money] = []
    left = amount
    for weight in weights[:-1]:
        part = min(half_up(Fraction(amount.cents * weight, sum(weights))), left)
        parts.append(part)
        left -= part
    return [*parts, left] if weights else []
