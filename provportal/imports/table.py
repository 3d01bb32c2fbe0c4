"""A CSV file as a table: its header and its lines, with the numbers an editor shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST_BYTES = 20_000_000


class Unreadable(Exception):
    """This is no table at all; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One line as it stands in the file; a quoted value may run over several lines."""

    line: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the lines below it. Blank lines are left out, their numbers still count."""

    header: Cells
    lines: tuple[Cells, ...]


def read_table(data: bytes) -> Table:
    """Read UTF-8 text, with or without a byte order mark, comma separated (RFC 4180).

    Raises Unreadable.
    """
    if len(data) > LARGEST_BYTES:
        raise Unreadable(f"The file is larger than {LARGEST_BYTES // 1_000_000} MB; split it.")
    cells = list(_cells(_text(data)))
    if not cells:
        raise Unreadable("The file is empty; its first line names the columns.")
    header, *lines = cells
    if len(header.values) == 1 and ";" in header.values[0]:
        raise Unreadable("The columns are separated by semicolons; save the file with commas.")
    return Table(header, tuple(lines))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        sentence = f"Line {line} is not UTF-8 text; save the file as 'CSV UTF-8'."
        # Without the cause: it holds the whole file, tax numbers included.
        raise Unreadable(sentence) from None


def _cells(text: str) -> Iterator[Cells]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for values in rows:
            if any(value.strip() for value in values):
                yield Cells(line, tuple(value.strip() for value in values))
            line = rows.line_num + 1
    except csv.Error:
        sentence = f"The value that begins in line {line} has a quotation mark that never closes"
        raise Unreadable(f"{sentence} or stands in the wrong place.") from None
