"""The strict reader: every rule that a file we send must obey.

Dates are judged against the File Creation Date of record 1; no clock, no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from provportal.domain.ach import layout
from provportal.domain.ach.batches import BatchReading, read_batch
from provportal.domain.ach.controls import control_findings, file_control_values
from provportal.domain.ach.findings import Finding, whole_line
from provportal.domain.ach.headers import creation_date, file_header_findings, header_at
from provportal.domain.ach.layout import BLOCK, FILL_RECORD, LENGTH
from provportal.domain.ach.lines import kinds_of, split
from provportal.domain.ach.model import Sec
from provportal.domain.ach.offset import debit_findings
from provportal.domain.ach.repair import repair
from provportal.domain.ach.report import Profile, Report
from provportal.domain.ach.sections import ORDER, RECORD_OF, Sections, at_type, divide
from provportal.domain.ach.tally import Tally


def read_strict(data: bytes) -> Report:
    """Read a file as the bank's operator would, and stricter. Raises Unreadable."""
    original = split(data)
    lines, findings = original, _length_findings(original)
    if not ORDER.fullmatch(kinds_of(lines)):
        lines, repaired = repair(lines)
        findings += repaired
    kinds = kinds_of(lines)
    sections = divide(kinds)
    findings += _without_damaged(sections.findings, findings)
    header = header_at(layout.FILE_HEADER, sections.header, lines)
    findings += file_header_findings(header)
    batches = _read_batches(sections, lines, kinds, creation_date(header))
    for batch in batches:
        findings += batch.findings
    findings += debit_findings(batches, lines)
    findings += _end_findings(sections, lines, kinds, batches)
    findings = _with_class_names(findings, batches)
    findings.sort(key=lambda finding: (finding.line, finding.start, finding.end))
    reports = tuple(batch.report for batch in batches)
    return Report(Profile.STRICT, tuple(findings), reports, (), original)


def _length_findings(lines: list[bytes]) -> list[Finding]:
    if set(map(len, lines)) == {LENGTH}:
        return []
    return [
        whole_line(index + 1, RECORD_OF.get(kind), "length", found=len(line))
        for index, (line, kind) in enumerate(zip(lines, kinds_of(lines), strict=True))
        if len(line) != LENGTH
    ]


def _without_damaged(found: list[Finding], lengths: list[Finding]) -> list[Finding]:
    """A record of the wrong length is told once; its first character is not a second fault."""
    damaged = {finding.line for finding in lengths if finding.field is None}
    return [f for f in found if f.code != "unknown_record" or f.line not in damaged]


def _read_batches(
    sections: Sections, lines: list[bytes], kinds: str, created: date | None
) -> list[BatchReading]:
    batches: list[BatchReading] = []
    previous_number = ""
    for section in sections.batches:
        batch = read_batch(section, lines, kinds, created, previous_number)
        batches.append(batch)
        if batch.report.number.isdecimal():
            previous_number = batch.report.number
    return batches


def _end_findings(
    sections: Sections, lines: list[bytes], kinds: str, batches: list[BatchReading]
) -> Iterator[Finding]:
    """The file control, and what follows it."""
    rest = sections.after_control
    end = rest[0] if rest else len(lines)
    if not rest or lines[rest[0]] == FILL_RECORD.encode():
        yield at_type(end, layout.FILE_CONTROL, "missing_record")
    else:
        yield from _control_findings(rest[0], lines, batches)
        rest = rest[1:]
    # A missing control is counted all the same: the fill was made for it.
    yield from _fill_findings(end + 1, rest, lines, kinds)


def _control_findings(
    control: int, lines: list[bytes], batches: list[BatchReading]
) -> Iterator[Finding]:
    if len(lines[control]) != LENGTH:
        return
    text = lines[control].decode("latin-1")
    tally = sum((batch.report.tally for batch in batches), Tally())
    expected = file_control_values(tally, len(batches), -(-(control + 1) // BLOCK))
    yield from control_findings(control + 1, layout.FILE_CONTROL, text, expected, tally.certain)


def _fill_findings(
    records: int, rest: Sequence[int], lines: list[bytes], kinds: str
) -> Iterator[Finding]:
    """Records after the control: exactly as much fill as completes the last block."""
    for index in rest:
        if len(lines[index]) == LENGTH and lines[index] != FILL_RECORD.encode():
            record = layout.FILL if kinds[index] == "9" else RECORD_OF[kinds[index]]
            yield at_type(index, record, "after_control", kinds[index])
            return
    needed = -records % BLOCK
    if len(rest) < needed:
        yield at_type(len(lines), layout.FILL, "fill_missing")
    elif len(rest) > needed:
        yield at_type(rest[needed], layout.FILL, "fill_surplus", "9")


def _with_class_names(findings: list[Finding], batches: list[BatchReading]) -> list[Finding]:
    """An entry of a CTX batch has a layout of its own, also where only its place was judged."""
    ctx_lines = {
        index + 1
        for batch in batches
        if batch.terms.sec_code == Sec.CTX
        for index in (batch.section.first + 1, *batch.section.body)
    }
    return [
        replace(finding, record=layout.CTX_ENTRY)
        if finding.record == layout.ENTRY and finding.line in ctx_lines
        else finding
        for finding in findings
    ]
