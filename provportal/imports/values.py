"""Readers of single values of a file: what may stand in a cell, and the sentence when it does not.

A reader is never given an empty cell. Its sentence does not repeat the value, which may be secret.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from provportal.domain.identifiers import (
    Fault,
    licence_fault,
    normal_tin,
    routing_number_fault,
    tin_fault,
)
from provportal.domain.money import Money, NotMoney

Read = Callable[[str], object]

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"[0-9+() .-]{7,25}")
_FILE_TEXT = re.compile(r"[A-Za-z0-9 .,&/-]+")
LONGEST_EMAIL = 254


class Misread(ValueError):
    """The cell cannot be read; the message is one plain sentence."""


def text(longest: int) -> Read:
    """A text of one line in any script, in the composed form of Unicode (NFC)."""

    def read(cell: str) -> str:
        found = unicodedata.normalize("NFC", cell)
        if len(found) > longest:
            raise Misread(f"This is longer than {longest} characters.")
        if not found.isprintable():
            raise Misread("This has a line break, a tab or another sign that does not print.")
        return found

    return read


def code(longest: int) -> Read:
    """A short name for machines and people: letters, digits, dash, dot and underscore."""

    def read(cell: str) -> str:
        if not _CODE.fullmatch(cell) or len(cell) > longest:
            raise Misread(f"Write up to {longest} letters, digits, dashes, dots or underscores.")
        return cell

    return read


def bank_text(longest: int) -> Read:
    """What a bank file can carry: plain letters, digits and few signs."""

    def read(cell: str) -> str:
        if not _FILE_TEXT.fullmatch(cell) or len(cell) > longest:
            raise Misread(f"Write up to {longest} letters A to Z, digits, blanks or . , & / -")
        return cell.upper()

    return read


@dataclass(frozen=True, slots=True)
class OneOf:
    """Reads a word of a closed list."""

    words: tuple[str, ...]

    def __call__(self, cell: str) -> str:
        if cell not in self.words:
            raise Misread(f"Write one of {', '.join(self.words)}.")
        return cell


def one_of(*words: str) -> OneOf:
    """A word of a closed list."""
    return OneOf(words)


def signs(least: int, most: int) -> Read:
    """A number that a bank gave, which may have letters."""
    wanted = f"{most}" if least == most else f"{least} to {most}"

    def read(cell: str) -> str:
        if not (cell.isascii() and cell.isalnum() and least <= len(cell) <= most):
            raise Misread(f"Write {wanted} digits or letters.")
        return cell

    return read


def yes_no(cell: str) -> bool:
    if cell.lower() not in ("yes", "no"):
        raise Misread("Write yes or no.")
    return cell.lower() == "yes"


def whole(most: int) -> Read:
    """A whole number from 0."""

    def read(cell: str) -> int:
        if not (cell.isascii() and cell.isdigit()) or int(cell[:9]) > most:
            raise Misread(f"Write a whole number from 0 to {most}.")
        return int(cell)

    return read


def day(cell: str) -> date:
    try:
        if not _DATE.fullmatch(cell):
            raise ValueError
        found = date.fromisoformat(cell)
    except ValueError:
        raise Misread("Write a date that exists, like 2026-10-31.") from None
    if not 1900 <= found.year <= 2199:
        raise Misread("Dates run from 1900 to 2199.")
    return found


def amount(cell: str) -> Money:
    """Dollars with two decimals, zero or more."""
    try:
        found = Money.read(cell) if cell.isascii() else None
    except NotMoney:
        found = None
    if found is None or found < Money(0):
        raise Misread("Write an amount with two decimals and no other signs, like 950.00.")
    return found


def email(cell: str) -> str:
    """An address, in small letters: the same person signs in however it is typed."""
    if not _EMAIL.fullmatch(cell) or len(cell) > LONGEST_EMAIL:
        raise Misread("Write an e-mail address, like name@example.org.")
    return cell.lower()


def phone(cell: str) -> str:
    if not _PHONE.fullmatch(cell):
        raise Misread("Write a telephone number, like 555-0100.")
    return cell


_NUMBER_FAULTS = {
    Fault.LENGTH: "This needs exactly 9 digits.",
    Fault.CHARACTERS: "This may have digits only.",
    Fault.PREFIX: "No bank has a routing number that begins so.",
    Fault.CHECKSUM: "This routing number has a wrong digit.",
    Fault.NEVER_ISSUED: "No taxpayer can have this number.",
}


def tin(cell: str) -> str:
    """A taxpayer's number, SSN, EIN or ITIN, in its normal form of nine digits. Secret."""
    return _without_fault(normal_tin(cell), tin_fault)


def routing_number(cell: str) -> str:
    return _without_fault(cell, routing_number_fault)


def licence_number(cell: str) -> str:
    return _without_fault(cell, licence_fault)


def _without_fault(number: str, fault_of: Callable[[str], Fault | None]) -> str:
    if fault := fault_of(number):
        raise Misread(_NUMBER_FAULTS[fault])
    return number
