"""The rules of one entry: contents, routing number, amount, addenda presence, trace number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from provportal.domain.ach.contents import must_be, wrong_fields
from provportal.domain.ach.findings import Finding, at_field, whole_line
from provportal.domain.ach.layout import CTX_ENTRY, ENTRY, LENGTH, RECORDS, Field
from provportal.domain.ach.model import Sec
from provportal.domain.ach.routing import DOUBTFUL_PREFIXES, PAYEE_PREFIXES, check_digit
from provportal.domain.ach.terms import Shape, Terms

TOO_MANY_WRONG = 5
"""A record with so many wrong fields is none of its kind: one finding says so, and shows nothing.

Its characters may have moved, and then an account number would stand in a field that is printed.
"""


def content_findings(line: int, record: str, text: str, wrong: list[Field]) -> list[Finding]:
    """One finding for each wrong field, or one for the whole record when there are too many."""
    if len(wrong) >= TOO_MANY_WRONG:
        return [whole_line(line, record, "unreadable")]
    return [at_field(line, record, f.name, "content", text, must=must_be(f)) for f in wrong]


@dataclass(frozen=True, slots=True)
class Case:
    """One entry before its rules. `wrong` are the fields that hold what they may not.

    A damaged record (not 94 characters, or nothing but wrong fields) has no text to judge.
    """

    line: int
    record: str
    text: str
    wrong: list[Field]
    terms: Terms
    previous_trace: str
    addenda_count: int

    @classmethod
    def of(
        cls, entry: tuple[int, str], terms: Terms, previous_trace: str, addenda_count: int
    ) -> Case:
        line, text = entry
        record = CTX_ENTRY if terms.sec_code == Sec.CTX else ENTRY
        fields = RECORDS[record].values()
        wrong = wrong_fields(record, text) if len(text) == LENGTH else list(fields)
        return cls(line, record, text, wrong, terms, previous_trace, addenda_count)

    @property
    def damaged(self) -> bool:
        return len(self.wrong) >= TOO_MANY_WRONG

    def right(self, name: str) -> str | None:
        """A field's characters; None when they are wrong."""
        field = RECORDS[self.record][name]
        return None if self.damaged or field in self.wrong else field.of(self.text)

    @property
    def amount_field(self) -> str:
        return "Total Amount" if self.record == CTX_ENTRY else "Amount"

    @property
    def amount(self) -> int | None:
        digits = self.right(self.amount_field)
        return None if digits is None else int(digits)

    @property
    def rdfi(self) -> int | None:
        digits = self.right("Receiving DFI Identification")
        return None if digits is None else int(digits)

    @property
    def code(self) -> str | None:
        return self.right("Transaction Code")

    @property
    def own_trace(self) -> str:
        """The trace number when it is one of this ODFI, else ''."""
        trace = self.right("Trace Number") or ""
        return trace if trace.startswith(self.terms.odfi) else ""

    def finding(self, name: str, code: str, **words: object) -> Finding:
        return at_field(self.line, self.record, name, code, self.text, **words)


def entry_findings(case: Case) -> list[Finding]:
    """Everything wrong with one entry record, its addenda's own faults left out."""
    found = [finding for rule in RULES for finding in rule(case)]
    if len(case.text) == LENGTH:
        found += content_findings(case.line, case.record, case.text, case.wrong)
    characters_moved = len(case.wrong) > 1
    return [finding.masked() for finding in found] if characters_moved else found


def _routing(case: Case) -> Iterator[Finding]:
    rdfi, digit = case.right("Receiving DFI Identification"), case.right("Check Digit")
    if rdfi is None:
        return
    if rdfi[:2] in DOUBTFUL_PREFIXES:
        yield case.finding("Receiving DFI Identification", "routing_doubtful").as_warning()
    elif rdfi[:2] not in PAYEE_PREFIXES:
        yield case.finding("Receiving DFI Identification", "routing_prefix")
    if digit is not None and digit != check_digit(rdfi):
        yield case.finding("Check Digit", "check_digit", expected=check_digit(rdfi))


def _shape(case: Case) -> Iterator[Finding]:
    indicator = case.right("Addenda Record Indicator")
    if case.code is None or case.amount is None or indicator is None:
        return
    shape = Shape(case.code, case.amount == 0, indicator, case.addenda_count > 0)
    fault = case.terms.fault(shape)
    if fault:
        name, code = fault
        yield case.finding(case.amount_field if name == "Amount" else name, code)


def _limit(case: Case) -> Iterator[Finding]:
    limit = case.terms.limit
    if limit is not None and case.amount is not None and case.amount > limit:
        yield case.finding(case.amount_field, "over_limit")


def _trace(case: Case) -> Iterator[Finding]:
    trace = case.right("Trace Number")
    if trace is None:
        return
    if not trace.startswith(case.terms.odfi):
        yield case.finding("Trace Number", "trace_odfi")
    elif trace <= case.previous_trace:
        yield case.finding("Trace Number", "trace_order")


def _ctx_addenda_count(case: Case) -> Iterator[Finding]:
    if case.record != CTX_ENTRY:
        return
    count = case.right("Number of Addenda Records")
    if count is not None and int(count) != case.addenda_count:
        yield case.finding("Number of Addenda Records", "addenda_count", found=case.addenda_count)


RULES = (_routing, _shape, _limit, _trace, _ctx_addenda_count)
