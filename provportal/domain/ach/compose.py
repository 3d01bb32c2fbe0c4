"""Puts values into records by the layout table, or refuses them by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def _width(record: str, name: str) -> int:
    return RECORDS[record][name].length


_CODE = _width(ENTRY, "Transaction Code")
_ROUTING = _width(ENTRY, "Receiving DFI Identification") + _width(ENTRY, "Check Digit")
_ACCOUNT = _width(ENTRY, "DFI Account Number")
_AMOUNT = _width(ENTRY, "Amount")
_IDENTIFICATION = _width(ENTRY, "Individual ID / Identification Number")
_NAME = _width(ENTRY, "Individual/Receiving Company Name")
_DISCRETIONARY = " " * _width(ENTRY, "Discretionary Data")
_TRACE = _width(ENTRY, "Trace Number")
_INFORMATION = _width(ADDENDA, "Payment Related Information")
_SEQUENCES = [f"{number:04}" for number in range(1, 10**4)]
"""The four digits that number the addenda of an entry."""
_DETAIL = _width(ADDENDA, "Entry Detail Sequence Number")


def compose_entries(entries: Sequence[Entry]) -> list[str]:
    """The records of some entries, formatted but not yet judged. Raises Refused when too long.

    Formatting fills up and never shortens, so a record of 94 characters holds every value whole;
    a number that is too short shows as blanks, which no pattern takes for digits.
    """
    records = []
    for entry in entries:
        records.append(_entry(entry))
        # Passing `strict` to zip would take as long as formatting the addenda.
        for sequence, information in zip(_SEQUENCES, entry.addenda):  # noqa: B905 - see above
            detail = entry.trace[-_DETAIL:]
            records.append(f"705{information.ljust(_INFORMATION)}{sequence}{detail}")
    if set(map(len, records)) != {LENGTH}:
        # Field by field, the one that is too long is refused by its name.
        return [record for entry in entries for record in _laid_out(entry)]
    return records


def _entry(entry: Entry) -> str:
    """The entry's own record. Filling up by method takes half the time of a format's widths."""
    return (
        f"6{entry.transaction_code.ljust(_CODE)}{entry.routing_number.ljust(_ROUTING)}"
        f"{entry.account_number.ljust(_ACCOUNT)}{str(entry.amount).zfill(_AMOUNT)}"
        f"{entry.identification.ljust(_IDENTIFICATION)}{entry.name.ljust(_NAME)}"
        f"{_DISCRETIONARY}{'1' if entry.addenda else '0'}{entry.trace.ljust(_TRACE)}"
    )


def _laid_out(entry: Entry) -> list[str]:
    texts = {
        "Transaction Code": entry.transaction_code,
        "Receiving DFI Identification": entry.routing_number[:-1],
        "DFI Account Number": entry.account_number,
        "Amount": str(entry.amount),
        "Individual ID / Identification Number": entry.identification,
        "Individual/Receiving Company Name": entry.name,
        "Trace Number": entry.trace,
    }
    information = [{"Payment Related Information": text} for text in entry.addenda]
    return [lay_out(ENTRY, texts), *(lay_out(ADDENDA, text) for text in information)]
