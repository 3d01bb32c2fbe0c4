"""The entries of a file as values, for those who act on them: the importer and the simulator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provportal.domain.ach.layout import (
    ADDENDA,
    BATCH_HEADER,
    CTX_ENTRY,
    ENTRY,
    LENGTH,
    RECORDS,
    Field,
)
from provportal.domain.ach.model import Sec


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One entry as it stands in a file, under its batch header.

    `amount` is in cents, None when it cannot be read. Text is without trailing blanks;
    `addenda` holds the payment related information of each addenda 05, blanks included, so that
    text which runs over from one addenda into the next can be joined.
    """

    line: int
    sec_code: str
    company_id: str
    company_name: str
    description: str
    effective_entry_date: str
    transaction_code: str
    routing_number: str
    account_number: str
    amount: int | None
    identification: str
    name: str
    trace: str
    addenda: tuple[str, ...] = ()


def as_text(record: bytes) -> str:
    """A record as 94 characters: a short one is padded, so that every field can be cut out."""
    return record.decode("latin-1").ljust(LENGTH)


def cents(digits: str) -> int | None:
    """The amount that a field of digits says; None when it is not digits."""
    return int(digits) if digits.isascii() and digits.isdigit() else None


def read_entries(records: Sequence[bytes]) -> Iterator[ReadEntry]:
    """Each entry in order; what cannot be read is left out without a word (see the findings)."""
    header = ""
    entry: tuple[int, str] | None = None
    addenda: list[str] = []
    for line, record in enumerate(records, start=1):
        kind = record[:1]
        if kind in b"568" and entry:
            yield _entry(*entry, header, tuple(addenda))
            entry, addenda = None, []
        if kind == b"5":
            header = as_text(record)
        elif kind == b"6":
            entry = line, as_text(record)
        elif record[:3] == b"705":
            addenda.append(RECORDS[ADDENDA]["Payment Related Information"].of(as_text(record)))
    if entry:
        yield _entry(*entry, header, tuple(addenda))


def _entry(line: int, text: str, header: str, addenda: tuple[str, ...]) -> ReadEntry:
    batch = RECORDS[BATCH_HEADER]
    sec_code = batch["SEC Code"].of(header)
    fields = RECORDS[CTX_ENTRY if sec_code == Sec.CTX else ENTRY]
    name = "Receiving Company Name/ID" if sec_code == Sec.CTX else _NAME
    identification = "Identification Number" if sec_code == Sec.CTX else _IDENTIFICATION
    return ReadEntry(
        line=line,
        sec_code=sec_code,
        company_id=_text(batch["Company Identification"], header),
        company_name=_text(batch["Company Name"], header),
        description=_text(batch["Company Entry Description"], header),
        effective_entry_date=batch["Effective Entry Date"].of(header),
        transaction_code=fields["Transaction Code"].of(text),
        routing_number=text[3:12],
        account_number=_text(fields["DFI Account Number"], text),
        amount=cents(text[29:39]),
        identification=_text(fields[identification], text),
        name=_text(fields[name], text),
        trace=fields["Trace Number"].of(text),
        addenda=addenda,
    )


_NAME = "Individual/Receiving Company Name"
_IDENTIFICATION = "Individual ID / Identification Number"


def _text(field: Field, line: str) -> str:
    return field.of(line).rstrip()
