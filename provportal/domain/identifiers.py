"""Numbers that name things: requests, bank accounts, taxpayers, providers, licences.

Each `*_fault` function says what is wrong as a code, or None; sentences are made elsewhere.
"""

from __future__ import annotations

import re
from enum import StrEnum

from stdnum import luhn
from stdnum.us import ein, itin, rtn, ssn


class Fault(StrEnum):
    """What is wrong with a number that was typed."""

    LENGTH = "length"
    CHARACTERS = "characters"
    PREFIX = "prefix"
    CHECKSUM = "checksum"
    LOOKS_LIKE_CARD = "looks_like_card"
    NEVER_ISSUED = "never_issued"
    UNUSUAL_PREFIX = "unusual_prefix"


_BLANKS_AND_DASHES = re.compile(r"[\s\-\u2010-\u2015\u2212]")


def _without_blanks_and_dashes(text: str) -> str:
    return _BLANKS_AND_DASHES.sub("", text)


ALPHABET = "023456789ABCDEFGHJKMNPQRSTVWXYZ"
"""31 signs, a prime number: no 1, I, L, O or U, so that none is misread or spells a word."""

REQUEST_NUMBERS = len(ALPHABET) ** 5
"""How many request numbers there are: 28,629,151."""

_ROUNDS = ((11_213_569, 7_368_787), (17_711_987, 20_996_011), (4_181_749, 12_586_269))
"""Factor (no multiple of 31) and summand of each round of the scramble."""

_WEIGHTS = (6, 5, 4, 3, 2, 1)
_REQUEST_NUMBER = re.compile(f"PR-([{ALPHABET}]{{4}})-([{ALPHABET}]{{2}})")


class NumbersSpent(ValueError):
    """The counter has passed the last request number."""


def request_number(n: int) -> str:
    """The number people see for the n-th request, like PR-7F3K-20; n from 0.

    Two counters never share a number, and neighbours do not look alike, so that nobody reads from
    two receipts how many requests came between. It names a request; it gives no access to it.
    Raises NumbersSpent when n is outside the space.
    """
    if not 0 <= n < REQUEST_NUMBERS:
        raise NumbersSpent(f"no request number for {n}")
    for factor, summand in _ROUNDS:
        n = _digits_reversed((n * factor + summand) % REQUEST_NUMBERS)
    digits = _digits(n)
    return _written([*digits, -_weighed(digits) % len(ALPHABET)])


def _digits(n: int) -> list[int]:
    """The five digits of n to base 31, the highest first."""
    return [n // len(ALPHABET) ** place % len(ALPHABET) for place in (4, 3, 2, 1, 0)]


def _digits_reversed(n: int) -> int:
    return sum(digit * len(ALPHABET) ** place for place, digit in enumerate(_digits(n)))


def _weighed(digits: list[int]) -> int:
    """Zero to base 31 for a whole number: 31 is prime and the weights differ, so that one wrong
    sign and two exchanged signs always show (the principle of ISO/IEC 7064)."""
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False))


def _written(digits: list[int]) -> str:
    signs = "".join(ALPHABET[digit] for digit in digits)
    return f"PR-{signs[:4]}-{signs[4:]}"


def is_request_number(text: str) -> bool:
    """Whether this is a request number in its written form, with the right check sign."""
    match = _REQUEST_NUMBER.fullmatch(text)
    if not match:
        return False
    return _weighed([ALPHABET.index(sign) for sign in match[1] + match[2]]) % len(ALPHABET) == 0


def tidy_request_number(text: str) -> str:
    """The written form of what a person typed: 'pr 7f3k 2o' gives 'PR-7F3K-20'.

    Blanks, dashes and the PR may be missing, O is read as 0. What is no request number comes back
    as it can be: ask `is_request_number`.
    """
    signs = _without_blanks_and_dashes(text).upper()
    if len(signs) == len("PR") + 6:
        signs = signs.removeprefix("PR")
    signs = signs.replace("O", "0")
    return f"PR-{signs[:4]}-{signs[4:]}" if len(signs) == 6 else signs


_ROUTING_PREFIXES = frozenset({*range(1, 13), *range(21, 33), *range(61, 73)})
_UNUSUAL_PREFIXES = frozenset(range(61, 73))


def routing_number_fault(text: str) -> Fault | None:
    """What is wrong with a payee's routing number of 9 digits (ABA routing number policy).

    LENGTH, CHARACTERS, PREFIX (00 is the government, 80 are travellers' cheques, others are not
    assigned), CHECKSUM: 3, 7, 1 weights, a multiple of 10.
    """
    if fault := _digits_fault(text, 9):
        return fault
    # The checksum alone accepts 000000000.
    if int(text[:2]) not in _ROUTING_PREFIXES:
        return Fault.PREFIX
    return None if rtn.is_valid(text) else Fault.CHECKSUM


def routing_number_warning(text: str) -> Fault | None:
    """UNUSUAL_PREFIX for 61 to 72: once assigned to electronic use by thrifts, hardly seen now."""
    unusual = routing_number_fault(text) is None and int(text[:2]) in _UNUSUAL_PREFIXES
    return Fault.UNUSUAL_PREFIX if unusual else None


def _digits_fault(text: str, length: int) -> Fault | None:
    if not (text.isascii() and text.isdigit()):
        return Fault.CHARACTERS if text else Fault.LENGTH
    return None if len(text) == length else Fault.LENGTH


def normal_account(text: str) -> str:
    """An account number without the blanks and dashes of its print; leading zeros stay."""
    return _without_blanks_and_dashes(text)


def account_number_fault(text: str) -> Fault | None:
    """What is wrong with a bank account number in its normal form.

    LENGTH (4 to 17 characters, the field of a bank file), CHARACTERS (letters and digits only),
    LOOKS_LIKE_CARD.
    """
    if not 4 <= len(text) <= 17:
        return Fault.LENGTH
    if not (text.isascii() and text.isalnum()):
        return Fault.CHARACTERS
    return Fault.LOOKS_LIKE_CARD if looks_like_card(text) else None


def looks_like_card(text: str) -> bool:
    """Whether this may be the number of a debit card: 15 or 16 digits that pass Luhn's check."""
    return len(text) in (15, 16) and text.isdigit() and bool(luhn.is_valid(text))


def normal_tin(text: str) -> str:
    """A taxpayer's number without blanks and dashes."""
    return _without_blanks_and_dashes(text)


def tin_fault(text: str) -> Fault | None:
    """What is wrong with a taxpayer's number (SSN, EIN or ITIN) in its normal form.

    LENGTH, CHARACTERS, NEVER_ISSUED (000-..., 666-..., a serial of zeros, numbers of specimens).
    """
    if fault := _digits_fault(text, 9):
        return fault
    return None if any(kind.is_valid(text) for kind in (ssn, ein, itin)) else Fault.NEVER_ISSUED


NPI_ISSUER = "80840"
"""Health care, United States: stands before an NPI when its check digit is computed (CMS)."""


def npi_fault(text: str) -> Fault | None:
    """What is wrong with a National Provider Identifier: 10 digits, 1 or 2 first, Luhn's check."""
    if fault := _digits_fault(text, 10):
        return fault
    if text[0] not in "12":
        return Fault.PREFIX
    return None if luhn.is_valid(NPI_ISSUER + text) else Fault.CHECKSUM


def licence_fault(text: str) -> Fault | None:
    """What is wrong with a community care licence number: 9 digits."""
    return _digits_fault(text, 9)
