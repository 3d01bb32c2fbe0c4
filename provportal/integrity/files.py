"""Bank files: the bytes that went out are those that were recorded, and add up to the batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from provportal.integrity.invariant import Breach, Columns, Found, Invariant, NotChecked


@dataclass(frozen=True, slots=True)
class Totals:
    """Credits of a file: how many entries and how many cents."""

    entries: int
    cents: int

    def __str__(self) -> str:
        return f"{self.entries} entries of {self.cents} cents"


def counted(lines: list[str]) -> Totals:
    """What the entry details add up to: type 6, amount in positions 30-39 (Nacha file format).

    A prenote of 0 dollars (codes x3) moves no money and is no entry of ours.
    """
    amounts = [int(line[29:39]) for line in lines if line[:1] == "6" and line[2] != "3"]
    return Totals(len(amounts), sum(amounts))


def controlled(lines: list[str]) -> int:
    """The total credit of the file control: type 9, positions 44-55 (Nacha file format).

    The blocks are filled up with lines of nines; the control is the first line with a 9.
    Raises ValueError where there is none: the file was cut.
    """
    control = next((line for line in lines if line[:1] == "9"), "")
    return int(control[43:55])


def agrees(outgoing: Path | None, row: Columns) -> Iterator[Found]:
    """One recorded file against its bytes, which lie under the agency's code."""
    name, mailbox, file_name, stored, entries, cents = row
    path = outgoing / mailbox / file_name if outgoing else None
    if path is None or not path.is_file():
        yield NotChecked(name, "the outgoing folder does not hold it")
        return
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != stored:
        yield Breach(name, f"its bytes do not have the hash {stored}")
    lines = data.decode("ascii").splitlines()
    if counted(lines) != Totals(entries, cents):
        yield Breach(name, f"it holds {counted(lines)}, its batch {Totals(entries, cents)}")
    if controlled(lines) != cents:
        yield Breach(name, f"its control says {controlled(lines)} cents, its batch {cents}")


def bank_files(outgoing: Path | None) -> tuple[Invariant, ...]:
    """The invariant of the files in one outgoing folder."""
    sql = """
        SELECT 'bank_file ' || f.name, a.code, f.name, f.sha256, b.entry_count, b.total
        FROM bank_file f
        JOIN batch b ON b.id = f.batch_id
        JOIN agency a ON a.id = f.agency_id
        WHERE f.sha256 IS NOT NULL
        ORDER BY f.created_at, f.file_id_modifier
        """
    sentence = "A bank file has its recorded hash, and its entries add up to its batch."
    return (Invariant("file_is_its_batch", sentence, sql, partial(agrees, outgoing)),)
