"""The inbound reader: takes from a bank's file every answer that can be understood.

What cannot be understood is an error; everything else that is odd is a warning, since a bank's
file cannot be sent back to be corrected. A file that is cut off yields every answer before the cut.
"""

from __future__ import annotations

from collections.abc import Iterable

from provportal.domain.ach import layout
from provportal.domain.ach.answers import Answer, answer_findings, kind_of, read_answer
from provportal.domain.ach.batches import batch_report
from provportal.domain.ach.codes import DEBITS, TRANSACTION_CODES
from provportal.domain.ach.controls import (
    batch_control_values,
    differences,
    file_control_values,
    repeated_from,
)
from provportal.domain.ach.entries import cents
from provportal.domain.ach.findings import Finding, at_field, whole_line
from provportal.domain.ach.headers import Header
from provportal.domain.ach.layout import BLOCK, ENTRY, FILL_RECORD, RECORDS
from provportal.domain.ach.lines import split
from provportal.domain.ach.report import BatchReport, Profile, Report
from provportal.domain.ach.sections import at_type
from provportal.domain.ach.tally import Tally
from provportal.domain.ach.tolerant import as_record, is_blank, without_end_marks


def read_inbound(data: bytes) -> Report:
    """Read a bank's file as far as it goes. Raises Unreadable when it holds no record at all."""
    lines = split(data)
    records, findings = without_end_marks(lines)
    reading = _Reading()
    reading.findings += findings
    for number, line in enumerate(records, start=1):
        if is_blank(line):
            reading.warn([whole_line(number, None, "blank_line")])
            continue
        text, findings = as_record(number, line)
        reading.findings += findings
        if text:
            reading.take(number, text, is_cut=any(f.code == "cut" for f in findings))
    reading.finish(len(records))
    return Report(
        Profile.INBOUND,
        tuple(sorted(reading.findings, key=lambda f: (f.line, f.start, f.end))),
        tuple(reading.batches),
        tuple(reading.answers),
        records,
    )


class _Reading:
    """One pass over the records; knows the batch and the entry that an addenda belongs to."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.batches: list[BatchReport] = []
        self.answers: list[Answer] = []
        self.begun = False
        self.control_seen = False
        self.header: Header | None = None
        self.tally = Tally()
        self.amount: int | None = None

    def warn(self, findings: Iterable[Finding]) -> None:
        self.findings += [finding.as_warning() for finding in findings]

    def take(self, line: int, text: str, *, is_cut: bool) -> None:
        """One record of 94 characters, in the order of the file."""
        self._begin(line, text)
        if text[0] == "5":
            self._open(line, Header(line, layout.BATCH_HEADER, text))
        elif text[0] == "6":
            self._entry(line, text)
        elif text[0] == "7" and not is_cut:
            self._addenda(line, text)
        elif text[0] in "89":
            self._control(line, text)
        elif text[0] not in "17":
            self.findings.append(at_type(line - 1, layout.ADDENDA, "unknown_record"))

    def _begin(self, line: int, text: str) -> None:
        """A file begins with its header, and has one."""
        if self.begun == (text[0] == "1"):
            code = "order" if self.begun else "missing_record"
            self.warn([at_type(line - 1, layout.FILE_HEADER, code)])
        self.begun = True

    def _open(self, line: int, header: Header) -> None:
        self._close(line)
        self.header, self.tally, self.amount = header, Tally(), None

    def _need_batch(self, line: int) -> None:
        if self.header is None:
            self.warn([at_type(line - 1, layout.BATCH_HEADER, "missing_record")])
            self._open(line, Header(line, layout.BATCH_HEADER))

    def _close(self, line: int) -> None:
        """End a batch that has no control; `line` is where that should stand."""
        if self.header is not None:
            self.warn([at_type(line - 1, layout.BATCH_CONTROL, "missing_record")])
            self._end_batch(self.header)

    def _end_batch(self, header: Header) -> None:
        self.batches.append(batch_report(header.line, header, self.tally))
        self.header = None

    def _entry(self, line: int, text: str) -> None:
        self._need_batch(line)
        fields = RECORDS[ENTRY]
        code = fields["Transaction Code"].of(text)
        if code not in TRANSACTION_CODES:
            self.warn([at_field(line, ENTRY, "Transaction Code", "unknown_code", text)])
        self.amount = cents(fields["Amount"].of(text))
        if self.amount is None:
            must = "digits, filled with zeros"
            finding = at_field(line, ENTRY, "Amount", "content", text, must=must)
            self.findings.append(finding.masked())
        amount, is_debit = self.amount or 0, code in DEBITS
        self.tally += Tally(
            entries=1,
            debit=amount if is_debit else 0,
            credit=0 if is_debit else amount,
            routing_sum=cents(fields["Receiving DFI Identification"].of(text)) or 0,
            debit_entries=int(is_debit),
            certain=self.amount is not None,
        )

    def _addenda(self, line: int, text: str) -> None:
        self._need_batch(line)
        self.tally += Tally(addenda=1)
        kind = kind_of(text)
        if kind is None:
            return
        company_id = self.header.text[40:50].strip() if self.header else ""
        self.answers.append(read_answer(line, text, kind, self.amount, company_id or None))
        self.findings += answer_findings(self.answers[-1], text)

    def _control(self, line: int, text: str) -> None:
        if text[0] == "8":
            self._batch_control(line, text)
        elif text != FILL_RECORD and not self.control_seen:
            self._close(line)
            self.control_seen = True
            tally = sum((batch.tally for batch in self.batches), Tally())
            expected = file_control_values(tally, len(self.batches), -(-line // BLOCK))
            self.warn(differences(line, layout.FILE_CONTROL, text, expected, tally.certain))

    def _batch_control(self, line: int, text: str) -> None:
        if self.header is None:
            self.warn([at_type(line - 1, layout.BATCH_CONTROL, "order", "8")])
            return
        expected = batch_control_values(self.tally)
        if self.header.text:
            expected |= repeated_from(self.header.text)
        self.warn(differences(line, layout.BATCH_CONTROL, text, expected, self.tally.certain))
        self._end_batch(self.header)

    def finish(self, lines: int) -> None:
        """After the last record."""
        self._close(lines + 1)
        if not self.control_seen:
            self.warn([at_type(lines, layout.FILE_CONTROL, "missing_record")])
