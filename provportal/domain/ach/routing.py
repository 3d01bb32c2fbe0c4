"""Routing numbers: the check digit and the prefixes that receive payments."""

from __future__ import annotations

from functools import lru_cache

PAYEE_PREFIXES = frozenset(f"{n:02}" for n in [*range(1, 13), *range(21, 33)])
"""Federal Reserve districts (01-12) and thrift institutions (21-32)."""

DOUBTFUL_PREFIXES = frozenset(f"{n:02}" for n in range(61, 73))
"""Electronic only (61-72): almost never a payee's bank, so they warn."""

WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


def check_digit(first_eight: str) -> str:
    """The ninth digit: 3(d1+d4+d7) + 7(d2+d5+d8) + (d3+d6+d9) is a multiple of ten (ABA)."""
    weighted = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_eight, strict=True))
    return str(-weighted % 10)


def has_check_digit(routing_number: str) -> bool:
    """Whether nine ASCII digits end with their check digit."""
    digits = routing_number
    if not (len(digits) == 9 and digits.isascii() and digits.isdigit()):
        return False
    return check_digit(digits[:8]) == digits[8]


@lru_cache(maxsize=1 << 16)
def receives_payments(routing_number: str) -> bool:
    """Whether nine digits can be a payee's bank without any doubt."""
    return routing_number[:2] in PAYEE_PREFIXES and has_check_digit(routing_number)
