"""A rule book as a person writes it: JSON of a program of the portal, or TOML that declares one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from provportal.domain.json_object import NotJson, read_json
from provportal.domain.programs import PROGRAMS
from provportal.domain.programs.declared.file import FileFaults, values_in
from provportal.domain.programs.declared.program import TOML, book_of_text
from provportal.domain.rulebook import BookFaults, RuleBook

_KEY_OF_TOML = re.compile(r"^\s*[A-Za-z0-9_\-]+\s*=", re.MULTILINE)
"""A line that no JSON has."""


def read_book(text: str, program: str = "") -> RuleBook:
    """The book that a text is; of this program only, where one is named.

    Raises BookFaults with every fault.
    """
    book = _of_toml(text) if _KEY_OF_TOML.search(text) else _of_json(text)
    if program and program_code(book) != program:
        raise BookFaults((f"program: write {program}",))
    return book


def program_code(book: RuleBook) -> str:
    """The program that a book is of."""
    return str(book.payload["program"])


def _of_json(text: str) -> RuleBook:
    try:
        payload = read_json(text.encode())
    except NotJson as no_json:
        raise BookFaults((f"The text {no_json}",)) from no_json
    code = str(payload.get("program"))
    if code not in PROGRAMS:
        raise BookFaults((f"program: write {' or '.join(PROGRAMS)}",))
    return PROGRAMS[code].read_book(payload)


def _of_toml(text: str) -> RuleBook:
    try:
        book = book_of_text(text)
    except FileFaults as faults:
        raise BookFaults(tuple(str(fault) for fault in faults.faults)) from faults
    if program_code(book) in PROGRAMS:
        raise BookFaults((f"program: {program_code(book)} is the portal's own; write another",))
    return book


def text_of(payload: Mapping[str, object]) -> str | None:
    """The file that a declared program's payload is, as it was written; None for other books."""
    return str(payload[TOML]) if TOML in payload else None


def values_of(payload: Mapping[str, object]) -> Mapping[str, object]:
    """Every value of a book, for those who compare two: a file is opened."""
    text = text_of(payload)
    return payload if text is None else values_in(text)
