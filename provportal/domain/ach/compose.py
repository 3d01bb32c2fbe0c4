"""Puts values into records by the layout table, or refuses them by name."""

from __future__ import annotations

from collections.abc import Iterable

from provportal.domain.ach.contents import must_be, wrong_fields
from provportal.domain.ach.findings import HIDDEN, Finding, Severity
from provportal.domain.ach.layout import ADDENDA, ENTRY, LENGTH, RECORDS, Field
from provportal.domain.ach.masking import mask
from provportal.domain.ach.model import Entry


class Refused(ValueError):
    """A value that no bank file may hold. `value` is masked where it is an account number."""

    def __init__(self, field: str, reason: str, value: str | None = None) -> None:
        shown = "" if value is None else f" ({value!r})"
        super().__init__(f"{field}: {reason}{shown}")
        self.field, self.reason, self.value = field, reason, value


def refuse_first(findings: Iterable[Finding]) -> None:
    """Raise Refused for the first error among findings; warnings pass."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            raise Refused(finding.field or str(finding.record), finding.message, finding.value)


def lay_out(record: str, texts: dict[str, str]) -> str:
    """A record from its fields' texts; the others are blank. Refuses what is too long."""
    given = {"Record Type": record[0], **texts}
    fields = RECORDS[record].values()
    for field in fields:
        _refuse_longer(field, given.get(field.name, ""))
    return "".join(given.get(field.name, "").ljust(field.length) for field in fields)


def compose(record: str, texts: dict[str, str]) -> str:
    """A record that the strict reader accepts. Raises Refused for the first wrong field."""
    line = lay_out(record, texts)
    for field in wrong_fields(record, line):
        raise _refused(field, f"must be: {must_be(field)}", field.of(line))
    return line


def _refuse_longer(field: Field, text: str) -> None:
    if len(text) > field.length:
        raise _refused(field, f"longer than {field.length} characters", text)


def _refused(field: Field, reason: str, value: str) -> Refused:
    return Refused(field.name, reason, mask(value) if field.name in HIDDEN else value)


_WIDTH = {field.name: field.length for field in RECORDS[ENTRY].values()}

_ENTRY = (
    "6{}{}"
    f"{{:{_WIDTH['DFI Account Number']}}}"
    f"{{:0{_WIDTH['Amount']}d}}"
    f"{{:{_WIDTH['Individual ID / Identification Number']}}}"
    f"{{:{_WIDTH['Individual/Receiving Company Name']}}}"
    f"{' ' * _WIDTH['Discretionary Data']}"
    "{}{}"
).format
_ADDENDA = f"705{{:{RECORDS[ADDENDA]['Payment Related Information'].length}}}{{:04}}{{}}".format


def compose_entry(entry: Entry) -> list[str]:
    """The records of one entry, formatted but not yet judged. Raises Refused for a wrong length.

    Formatting fills up and never shortens: fields of a fixed length checked, a record of 94
    characters holds every value whole.
    """
    code, routing, trace = entry.transaction_code, entry.routing_number, entry.trace
    line = _ENTRY(
        code,
        routing,
        entry.account_number,
        entry.amount,
        entry.identification,
        entry.name,
        1 if entry.addenda else 0,
        trace,
    )
    if len(line) != LENGTH or len(code) != 2 or len(routing) != 9 or len(trace) != 15:
        _refuse_lengths(entry)
    if not entry.addenda:
        return [line]
    records = [line]
    for number, information in enumerate(entry.addenda, start=1):
        _refuse_longer(RECORDS[ADDENDA]["Payment Related Information"], information)
        records.append(_ADDENDA(information, number, trace[-7:]))
    return records


def _refuse_lengths(entry: Entry) -> None:
    """Raise Refused for the field that does not fit."""
    fields = RECORDS[ENTRY]
    fixed = {
        "Transaction Code": (entry.transaction_code, 2),
        "Receiving DFI Identification": (entry.routing_number, 9),
        "Trace Number": (entry.trace, 15),
    }
    for name, (text, length) in fixed.items():
        if len(text) != length:
            raise _refused(fields[name], f"must have {length} digits", text)
    _refuse_longer(fields["DFI Account Number"], entry.account_number)
    _refuse_longer(fields["Amount"], str(entry.amount))
    _refuse_longer(fields["Individual ID / Identification Number"], entry.identification)
    _refuse_longer(fields["Individual/Receiving Company Name"], entry.name)
