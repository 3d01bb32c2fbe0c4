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


def _width(record: str, name: str) -> int:
    return RECORDS[record][name].length


_ENTRY = (
    "6"
    f"%-{_width(ENTRY, 'Transaction Code')}s"
    f"%-{_width(ENTRY, 'Receiving DFI Identification') + _width(ENTRY, 'Check Digit')}s"
    f"%-{_width(ENTRY, 'DFI Account Number')}s"
    # Not %010d, which would cut the cents of a float.
    "%s"
    f"%-{_width(ENTRY, 'Individual ID / Identification Number')}s"
    f"%-{_width(ENTRY, 'Individual/Receiving Company Name')}s"
    f"{' ' * _width(ENTRY, 'Discretionary Data')}"
    "%s"
    f"%-{_width(ENTRY, 'Trace Number')}s"
)
_AMOUNT = _width(ENTRY, "Amount")
_ADDENDA = f"705%-{_width(ADDENDA, 'Payment Related Information')}s%04d%s"


def compose_entries(entries: Iterable[Entry]) -> list[str]:
    """The records of some entries, formatted but not yet judged. Raises Refused when too long.

    Formatting fills up and never shortens, so a record of 94 characters holds every value whole;
    a number that is too short shows as blanks, which no pattern takes for digits.
    """
    records = []
    for entry in entries:
        trace, addenda = entry.trace, entry.addenda
        line = _ENTRY % (
            entry.transaction_code,
            entry.routing_number,
            entry.account_number,
            str(entry.amount).zfill(_AMOUNT),
            entry.identification,
            entry.name,
            "1" if addenda else "0",
            trace,
        )
        if len(line) != LENGTH:
            _refuse_too_long(entry)
        records.append(line)
        for number, information in enumerate(addenda, start=1):
            record = _ADDENDA % (information, number, trace[-7:])
            if len(record) != LENGTH:
                _refuse_longer(RECORDS[ADDENDA]["Payment Related Information"], information)
            records.append(record)
    return records


def _refuse_too_long(entry: Entry) -> None:
    """Raise Refused for the field that made the record too long."""
    fields = RECORDS[ENTRY]
    rdfi, check_digit = entry.routing_number[:8], entry.routing_number[8:]
    texts = {
        "Transaction Code": entry.transaction_code,
        "Receiving DFI Identification": rdfi if len(check_digit) <= 1 else entry.routing_number,
        "DFI Account Number": entry.account_number,
        "Amount": str(entry.amount),
        "Individual ID / Identification Number": entry.identification,
        "Individual/Receiving Company Name": entry.name,
        "Trace Number": entry.trace,
    }
    for name, text in texts.items():
        _refuse_longer(fields[name], text)
