"""Says what is wrong with entries, one by one: the careful way, for what was not recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provportal.domain.ach.addenda import addenda_findings
from provportal.domain.ach.codes import DEBITS
from provportal.domain.ach.entry_rules import Case, entry_findings
from provportal.domain.ach.findings import Finding
from provportal.domain.ach.layout import ADDENDA, LENGTH
from provportal.domain.ach.repair import right_record
from provportal.domain.ach.sections import at_type
from provportal.domain.ach.tally import Tally
from provportal.domain.ach.terms import Terms

Numbered = tuple[int, str]
"""A line number from 1 and the record's text."""


def explain(
    records: Sequence[Numbered], terms: Terms, previous_trace: str
) -> tuple[Tally, list[Finding], str]:
    """The tally of some entries, everything wrong with them, and the last trace number.

    A record that has not 94 characters is counted and otherwise left alone.
    """
    findings: list[Finding] = []
    tally = Tally()
    for entry, addenda in _groups([_as_meant(record, findings) for record in records]):
        if entry is None:
            findings += [at_type(line - 1, ADDENDA, "order", "7") for line, _ in addenda]
            tally += Tally(addenda=len(addenda))
            continue
        case = Case.of(entry, terms, previous_trace, len(addenda))
        findings += entry_findings(case)
        findings += addenda_findings(case, addenda)
        tally += _count(case)
        previous_trace = case.own_trace or previous_trace
    return tally, findings, previous_trace


def _as_meant(record: Numbered, findings: list[Finding]) -> Numbered:
    """An entry whose first character says addenda, or the reverse, is read as what it is."""
    line, text = record
    other = "7" if text[:1] == "6" else "6"
    if len(text) != LENGTH or right_record(text[0], text):
        return record
    meant = right_record(other, text)
    if meant is None:
        return record
    findings.append(at_type(line - 1, meant, "record_type", text[0]))
    return line, other + text[1:]


def _groups(records: Sequence[Numbered]) -> Iterator[tuple[Numbered | None, list[Numbered]]]:
    """Each entry with its addenda; addenda before any entry come with None."""
    entry: Numbered | None = None
    addenda: list[Numbered] = []
    for record in records:
        if record[1][:1] == "7":
            addenda.append(record)
            continue
        if entry or addenda:
            yield entry, addenda
        entry, addenda = record, []
    yield entry, addenda


def _count(case: Case) -> Tally:
    amount = case.amount or 0
    is_debit = case.code in DEBITS
    return Tally(
        entries=1,
        addenda=case.addenda_count,
        debit=amount if is_debit else 0,
        credit=0 if is_debit else amount,
        routing_sum=case.rdfi or 0,
        debit_entries=int(is_debit),
        certain=None not in {case.amount, case.rdfi, case.code},
    )
