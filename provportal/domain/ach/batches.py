"""Reads one batch strictly: its header, its entries by stretches, its control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from provportal.domain.ach.controls import batch_control_values, control_findings, repeated_from
from provportal.domain.ach.explain import explain
from provportal.domain.ach.findings import Finding
from provportal.domain.ach.headers import Header, batch_header_findings, header_at, terms_of
from provportal.domain.ach.layout import BATCH_CONTROL, BATCH_HEADER, LENGTH
from provportal.domain.ach.model import Reserved, Sec
from provportal.domain.ach.report import BatchReport
from provportal.domain.ach.sections import BatchSection
from provportal.domain.ach.stretch import recognise
from provportal.domain.ach.tally import Tally
from provportal.domain.ach.terms import Terms
from provportal.domain.ach.verification import verification_findings

STRETCH = 1000
"""Records looked at together: enough to be quick, few enough to need little memory."""


@dataclass(frozen=True, slots=True)
class BatchReading:
    """One batch as read: where it stands, what it demands, what it adds up to, what is wrong."""

    section: BatchSection
    terms: Terms
    report: BatchReport
    findings: list[Finding]


def read_batch(
    section: BatchSection,
    lines: list[bytes],
    kinds: str,
    created: date | None,
    previous_number: str,
) -> BatchReading:
    """Read one section. `created` is the file's creation date, None when it is not known."""
    header = header_at(BATCH_HEADER, section.header, lines)
    terms = terms_of(header, created)
    tally, findings = _read_entries(section.body, lines, kinds, terms)
    if terms.description == Reserved.ACCOUNT_VERIFICATION:
        findings += verification_findings(numbered(section.body, lines), terms)
    findings += batch_header_findings(header, created, previous_number, tally)
    findings += _control_findings(section.control, lines, header, tally)
    return BatchReading(section, terms, batch_report(section.first + 1, header, tally), findings)


def batch_report(line: int, header: Header, tally: Tally) -> BatchReport:
    """The header's fields as they stand, and the sums of its entries."""
    return BatchReport(
        line=line,
        number=header.text[87:94],
        sec_code=header.text[50:53],
        service_class=header.text[1:4],
        company_id=header.text[40:50].strip(),
        description=header.text[53:63].strip(),
        effective_entry_date=header.text[69:75],
        tally=tally,
    )


def numbered(body: Sequence[int], lines: list[bytes]) -> list[tuple[int, str]]:
    """Records as text with their line numbers from 1."""
    return [(index + 1, lines[index].decode("latin-1")) for index in body]


def _read_entries(
    body: Sequence[int], lines: list[bytes], kinds: str, terms: Terms
) -> tuple[Tally, list[Finding]]:
    tally, findings, trace = Tally(), list[Finding](), ""
    for stretch in _stretches(body, kinds):
        recognised = None
        if terms.sec_code != Sec.CTX:
            text = b"".join([lines[index] for index in stretch]).decode("latin-1")
            recognised = recognise(text, terms, trace)
        if recognised:
            part, trace = recognised
        else:
            part, found, trace = explain(numbered(stretch, lines), terms, trace)
            findings += found
        tally += part
    return tally, findings


def _stretches(body: Sequence[int], kinds: str) -> Iterator[Sequence[int]]:
    """The body in parts that begin with an entry, so that addenda stay with theirs."""
    begin = 0
    while begin < len(body):
        end = begin + STRETCH
        while end < len(body) and kinds[body[end]] != "6":
            end += 1
        yield body[begin:end]
        begin = end


def _control_findings(
    control: int | None, lines: list[bytes], header: Header, tally: Tally
) -> Iterator[Finding]:
    if control is None or len(lines[control]) != LENGTH:
        return
    text = lines[control].decode("latin-1")
    expected = batch_control_values(tally)
    if header.text:
        expected |= {n: v for n, v in repeated_from(header.text).items() if n not in header.wrong}
    yield from control_findings(control + 1, BATCH_CONTROL, text, expected, tally.certain)
