"""Compares a batch control and the file control with what was counted."""

from __future__ import annotations

from collections.abc import Iterator

from provportal.domain.ach.contents import wrong_fields
from provportal.domain.ach.entry_rules import content_findings
from provportal.domain.ach.findings import Finding, at_field, whole_line
from provportal.domain.ach.layout import BATCH_CONTROL, BATCH_HEADER, FILE_CONTROL, RECORDS, values
from provportal.domain.ach.tally import Tally

FROM_HEADER = (
    "Service Class Code",
    "Company Identification",
    "ODFI Identification",
    "Batch Number",
)
"""Fields that a batch control repeats from its header."""


def number(record: str, name: str, value: int) -> str:
    """A number as its field holds it, filled with zeros."""
    return f"{value:0{RECORDS[record][name].length}}"


def batch_control_values(tally: Tally) -> dict[str, str]:
    """What a batch control must say of its entries."""
    numbers = {
        "Entry/Addenda Count": tally.records,
        "Entry Hash": tally.entry_hash,
        "Total Debit": tally.debit,
        "Total Credit": tally.credit,
    }
    return {name: number(BATCH_CONTROL, name, value) for name, value in numbers.items()}


def file_control_values(tally: Tally, batches: int, blocks: int) -> dict[str, str]:
    """What the file control must say of its batches."""
    numbers = {
        "Batch Count": batches,
        "Block Count": blocks,
        "Entry/Addenda Count": tally.records,
        "Entry Hash": tally.entry_hash,
        "Total Debit": tally.debit,
        "Total Credit": tally.credit,
    }
    return {name: number(FILE_CONTROL, name, value) for name, value in numbers.items()}


SUMS = frozenset({"Entry Hash", "Total Debit", "Total Credit"})


def differences(
    line: int, record: str, text: str, expected: dict[str, str], certain: bool
) -> Iterator[Finding]:
    """A finding for each field of a control that differs; sums only when they are certain."""
    found = values(record, text)
    for name, value in expected.items():
        if found[name] != value and (certain or name not in SUMS):
            yield at_field(line, record, name, "differs", text, expected=value)


def control_findings(
    line: int, record: str, text: str, expected: dict[str, str], certain: bool
) -> Iterator[Finding]:
    """Everything wrong with a control of a file we send.

    With two fields of the wrong content it is no control but another record that begins so, and
    its characters are not shown.
    """
    wrong = wrong_fields(record, text)
    if len(wrong) > 1:
        yield whole_line(line, record, "unreadable")
        return
    yield from content_findings(line, record, text, wrong)
    readable = {n: v for n, v in expected.items() if n not in {field.name for field in wrong}}
    yield from differences(line, record, text, readable, certain)


def repeated_from(header: str) -> dict[str, str]:
    """What a batch control must repeat from its header."""
    found = values(BATCH_HEADER, header)
    return {name: found[name] for name in FROM_HEADER}
