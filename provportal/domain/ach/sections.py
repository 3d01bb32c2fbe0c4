"""Divides a file into header, batches, control and fill by the first characters of its records.

What may follow what is a pattern over these characters; where it does not match, the later record
is at fault, or a record is missing at the place where it should stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from provportal.domain.ach import layout
from provportal.domain.ach.findings import MESSAGES, Finding, Severity

ORDER = re.compile("1(?:56[67]*8)+9+")
"""A file whose records stand in order: header, batches of entries with addenda, control, fill."""

_BATCH = re.compile("(5?)(5*)([67]*)(8?)(8*)")

RECORD_OF = {
    "1": layout.FILE_HEADER,
    "5": layout.BATCH_HEADER,
    "6": layout.ENTRY,
    "7": layout.ADDENDA,
    "8": layout.BATCH_CONTROL,
    "9": layout.FILE_CONTROL,
}


@dataclass(frozen=True, slots=True)
class BatchSection:
    """Line indexes from 0. `first` is where the header stands or should stand."""

    first: int
    header: int | None
    body: Sequence[int]
    control: int | None


@dataclass(slots=True)
class Sections:
    """Line indexes of the parts of a file, and what is wrong with their order."""

    header: int | None = None
    batches: list[BatchSection] = field(default_factory=list)
    control: int | None = None
    after_control: Sequence[int] = ()
    findings: list[Finding] = field(default_factory=list)


def at_type(index: int, record: str, code: str, value: str | None = None) -> Finding:
    """A finding at the Record Type of a line; `index` counts from 0."""
    return Finding(
        index + 1, record, "Record Type", 1, 1, code, Severity.ERROR, MESSAGES[code], value
    )


def divide(kinds: str) -> Sections:
    """The sections of a file from the first characters of its records."""
    sections = Sections()
    places, sequence = _without_strays(kinds, sections)
    end = len(kinds)
    position = 0
    if sequence.startswith("1"):
        sections.header, position = places[0], 1
    else:
        sections.findings.append(at_type(0, layout.FILE_HEADER, "missing_record"))
    while position < len(sequence) and sequence[position] != "9":
        match = _BATCH.match(sequence, position)
        assert match  # noqa: S101 - strays are gone: every other character begins a batch
        _add_batch(sections, match, places, end)
        position = match.end()
    if not sections.batches:
        missing_at = places[position] if position < len(sequence) else end
        sections.findings.append(at_type(missing_at, layout.BATCH_HEADER, "missing_record"))
    sections.after_control = places[position:]
    return sections


def _without_strays(kinds: str, sections: Sections) -> tuple[Sequence[int], str]:
    """The lines that have a place; unknown records and later file headers have none."""
    if "?" not in kinds and "1" not in kinds[1:]:
        return range(len(kinds)), kinds
    places: list[int] = []
    for index, kind in enumerate(kinds):
        if kind == "?":
            sections.findings.append(at_type(index, _expected(kinds, index), "unknown_record"))
        elif kind == "1" and index:
            sections.findings.append(at_type(index, layout.FILE_HEADER, "order", "1"))
        else:
            places.append(index)
    return places, "".join(kinds[index] for index in places)


def _expected(kinds: str, index: int) -> str:
    """The record that a line of unknown type most likely was meant to be."""
    before = kinds[:index].rstrip("?")[-1:]
    likely = {"": "1", "1": "5", "5": "6", "6": "6", "7": "6", "8": "9"}
    return RECORD_OF[likely[before]] if before in likely else layout.FILL


def _add_batch(sections: Sections, match: re.Match[str], places: Sequence[int], end: int) -> None:
    header, control = match.span(1), match.span(4)
    body = places[match.start(3) : match.end(3)]
    first = places[match.start()]
    after = places[match.end()] if match.end() < len(places) else end
    found = sections.findings
    if not match[1]:
        found.append(at_type(first, layout.BATCH_HEADER, "missing_record"))
    elif not body:
        missing_at = places[match.end(2)] if match.end(2) < len(places) else end
        found.append(at_type(missing_at, layout.ENTRY, "missing_record"))
    if not match[4]:
        found.append(at_type(after, layout.BATCH_CONTROL, "missing_record"))
    for place in range(match.start(2), match.end(2)):
        found.append(at_type(places[place], layout.BATCH_HEADER, "order", "5"))
    for place in range(match.start(5), match.end(5)):
        found.append(at_type(places[place], layout.BATCH_CONTROL, "order", "8"))
    sections.batches.append(
        BatchSection(
            first=first,
            header=places[header[0]] if match[1] else None,
            body=body,
            control=places[control[0]] if match[4] else None,
        )
    )
