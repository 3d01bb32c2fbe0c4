"""Cuts a file's bytes into records, whatever stands between them."""

from __future__ import annotations

from provportal.domain.ach.layout import LENGTH

RECORD_TYPES = "156789"
SHORTEST_RECORD = 40
"""A file header without its trailing blanks; every other record is longer."""


class Unreadable(ValueError):
    """The bytes hold no record at all."""


def split(data: bytes) -> list[bytes]:
    """The records, without line ends.

    LF and CRLF end a record, the last one optionally. Without a break in the first 95 bytes
    records stand one after the other, 94 bytes each. Raises Unreadable when nothing in the file
    looks like a record.
    """
    if has_breaks(data):
        lines = _at_breaks(data)
    else:
        whole = data.removesuffix(b"\n").removesuffix(b"\r")
        lines = [whole[at : at + LENGTH] for at in range(0, len(whole), LENGTH)]
    if not any(map(_looks_like_a_record, lines)):
        raise Unreadable("no record at all")
    return lines


def has_breaks(data: bytes) -> bool:
    """Whether line ends stand between the records."""
    beginning = data[: LENGTH + 1]
    if b"\n" in beginning or b"\r" in beginning:
        return True
    # A first record that is too long has its break later: then the others have theirs.
    records = len(data) // LENGTH
    return data.count(b"\n") > max(1, records // 2)


def _at_breaks(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    if lines[0].endswith(b"\r"):
        lines = [line.removesuffix(b"\r") for line in lines]
    return lines


def _looks_like_a_record(line: bytes) -> bool:
    return len(line) >= SHORTEST_RECORD and chr(line[0]) in RECORD_TYPES


def kinds_of(lines: list[bytes]) -> str:
    """The first character of each record, '?' where none begins so."""
    firsts = "".join([chr(line[0]) if line else "?" for line in lines])
    strange = set(firsts) - set(RECORD_TYPES)
    return firsts.translate({ord(character): "?" for character in strange})
