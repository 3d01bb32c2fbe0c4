"""Reads records as they were meant when only their first character is wrong.

One wrong character must give one finding, not a file that falls apart.
"""

from __future__ import annotations

from provportal.domain.ach import layout
from provportal.domain.ach.contents import is_right
from provportal.domain.ach.entries import as_text
from provportal.domain.ach.findings import Finding
from provportal.domain.ach.layout import FILL_RECORD, LENGTH
from provportal.domain.ach.lines import kinds_of
from provportal.domain.ach.sections import at_type

FOLLOWS = {
    "": "1",
    "1": "5",
    "5": "6",
    "6": "678",
    "7": "678",
    "8": "59",
    "9": "9",
    "?": "156789",
}
"""First character of a record -> those that may follow."""

MEANT = {
    "1": (layout.FILE_HEADER,),
    "5": (layout.BATCH_HEADER,),
    "6": (layout.ENTRY, layout.CTX_ENTRY),
    "7": (layout.ADDENDA,),
    "8": (layout.BATCH_CONTROL,),
    "9": (layout.FILE_CONTROL,),
}


def right_record(kind: str, text: str) -> str | None:
    """The name of the record that this text is, were `kind` its first character; else None."""
    meant = kind + text[1:]
    if meant == FILL_RECORD:
        return layout.FILL
    return next((record for record in MEANT[kind] if is_right(record, meant)), None)


def repair(lines: list[bytes]) -> tuple[list[bytes], list[Finding]]:
    """The records with their first characters as meant, and a finding for each changed one."""
    repaired: list[bytes] = []
    findings: list[Finding] = []
    before = ""
    for index, (line, kind) in enumerate(zip(lines, kinds_of(lines), strict=True)):
        meant = _meant(before, kind, as_text(line)) if len(line) == LENGTH else None
        if meant:
            character, record = meant
            findings.append(at_type(index, record, "record_type", as_text(line)[0]))
            line, kind = character.encode() + line[1:], character
        repaired.append(line)
        before = kind
    return repaired, findings


def realign(lines: list[bytes]) -> list[bytes]:
    """Records without line ends, cut anew where characters are missing or too many.

    The first record that is not right gets the wrong length; those after it stand right again.
    """
    surplus = (len(lines[-1]) + LENGTH // 2) % LENGTH - LENGTH // 2
    if not surplus:
        return lines
    index = next(at for at, line in enumerate(lines) if not _is_right(line))
    rest = b"".join(lines[index:])
    length = LENGTH + surplus
    starts = range(length, len(rest), LENGTH)
    return [*lines[:index], rest[:length], *(rest[at : at + LENGTH] for at in starts)]


def _is_right(line: bytes) -> bool:
    kind = line[:1].decode("latin-1")
    return len(line) == LENGTH and kind in MEANT and right_record(kind, as_text(line)) is not None


def _meant(before: str, kind: str, text: str) -> tuple[str, str] | None:
    """Another first character that makes this a right record here; None to leave it as it is."""
    allowed = FOLLOWS[before]
    if kind != "?" and kind in allowed and right_record(kind, text):
        return None
    for character in allowed.replace(kind, ""):
        if record := right_record(character, text):
            return character, record
    return None
