"""The rules of the addenda 05 under one entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provportal.domain.ach.contents import RIGHT_TRN, wrong_fields
from provportal.domain.ach.entry_rules import TOO_MANY_WRONG, Case, content_findings
from provportal.domain.ach.findings import Finding, at_field
from provportal.domain.ach.layout import ADDENDA, LENGTH, RECORDS
from provportal.domain.ach.model import Reserved, Sec
from provportal.domain.ach.sections import at_type

TYPE = RECORDS[ADDENDA]["Addenda Type"]
INFORMATION = RECORDS[ADDENDA]["Payment Related Information"]
SEQUENCE = RECORDS[ADDENDA]["Addenda Sequence Number"]
DETAIL = RECORDS[ADDENDA]["Entry Detail Sequence Number"]


def addenda_findings(case: Case, addenda: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """Everything wrong with the addenda of one entry, numbered from 1."""
    for number, (line, text) in enumerate(addenda, start=1):
        if number > 1 and not _may_have_many(case):
            yield at_type(line - 1, ADDENDA, "addenda_surplus", "7")
        if len(text) == LENGTH:
            yield from _own_findings(case, number, line, text)


def _may_have_many(case: Case) -> bool:
    return case.terms.sec_code == Sec.CTX and case.terms.description != Reserved.HEALTH_CARE_CLAIM


def _own_findings(case: Case, number: int, line: int, text: str) -> Iterator[Finding]:
    wrong = wrong_fields(ADDENDA, text)
    if TYPE in wrong:
        # Another addenda type has another layout: its further fields are not judged by this one.
        wrong = [TYPE]
    yield from content_findings(line, ADDENDA, text, wrong)
    if len(wrong) >= TOO_MANY_WRONG or TYPE in wrong:
        return
    expected = f"{number:0{SEQUENCE.length}}"
    if SEQUENCE not in wrong and SEQUENCE.of(text) != expected:
        yield at_field(line, ADDENDA, SEQUENCE.name, "addenda_sequence", text, expected=expected)
    trace = case.right("Trace Number")
    if DETAIL not in wrong and trace and DETAIL.of(text) != trace[-DETAIL.length :]:
        expected = trace[-DETAIL.length :]
        yield at_field(line, ADDENDA, DETAIL.name, "addenda_trace", text, expected=expected)
    health_care = case.terms.description == Reserved.HEALTH_CARE_CLAIM
    if health_care and INFORMATION not in wrong and not RIGHT_TRN.fullmatch(INFORMATION.of(text)):
        yield at_field(line, ADDENDA, INFORMATION.name, "trn", text)
