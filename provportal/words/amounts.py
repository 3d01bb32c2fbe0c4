"""Amounts as people read them: with the dollar sign in sentences, without it in columns."""

from __future__ import annotations

from provportal.domain.money import Money


def dollars(amount: Money) -> str:
    """For sentences: '$1,046.20', '−$93.80' (with the minus sign U+2212)."""
    return amount.shown()


def figure(amount: Money) -> str:
    """For columns whose heading says dollars: '1,046.20', '−93.80'."""
    return amount.shown().replace("$", "")
