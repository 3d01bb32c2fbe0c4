"""The rules of the file header and of batch headers: dates, reserved words, batch numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from provportal.domain.ach.contents import wrong_fields
from provportal.domain.ach.entry_rules import content_findings
from provportal.domain.ach.findings import Finding, at_field
from provportal.domain.ach.layout import LENGTH, RECORDS
from provportal.domain.ach.model import Reserved
from provportal.domain.ach.tally import Tally
from provportal.domain.ach.terms import Terms, same_day_limit
from provportal.domain.calendar import add_banking_days, is_banking_day

CREDITS_AHEAD, DEBITS_AHEAD = 2, 1
"""Banking days from processing to the effective entry date (Nacha Appendix 2, R18)."""


def six_digit_date(digits: str) -> date | None:
    """The date that YYMMDD says, in this century; None when it says none."""
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None


def six_digits(day: date) -> str:
    """The day as YYMMDD."""
    return f"{day:%y%m%d}"


@dataclass(frozen=True, slots=True)
class Header:
    """A file or batch header as read. `text` is '' when it is missing or damaged."""

    line: int
    record: str
    text: str = ""

    @property
    def wrong(self) -> set[str]:
        return (
            {field.name for field in wrong_fields(self.record, self.text)} if self.text else set()
        )

    def right(self, name: str) -> str:
        """A field's characters; '' when they are wrong or the header could not be read."""
        return (
            "" if not self.text or name in self.wrong else RECORDS[self.record][name].of(self.text)
        )

    def finding(self, name: str, code: str, **words: object) -> Finding:
        return at_field(self.line, self.record, name, code, self.text, **words)

    def content_findings(self) -> list[Finding]:
        if not self.text:
            return []
        wrong = wrong_fields(self.record, self.text)
        return content_findings(self.line, self.record, self.text, wrong)


def header_at(record: str, index: int | None, lines: list[bytes]) -> Header:
    """The header at a line index; an empty one when there is none or it has not 94 characters."""
    if index is None or len(lines[index]) != LENGTH:
        return Header(0 if index is None else index + 1, record)
    return Header(index + 1, record, lines[index].decode("latin-1"))


def creation_date(header: Header) -> date | None:
    """The day against which all dates of the file are judged."""
    return six_digit_date(header.right("File Creation Date"))


def file_header_findings(header: Header) -> Iterator[Finding]:
    """Everything wrong with record 1."""
    yield from header.content_findings()
    if header.right("File Creation Date") and creation_date(header) is None:
        yield header.finding("File Creation Date", "not_a_date")


def terms_of(header: Header, created: date | None) -> Terms:
    """What the batch header demands of its entries."""
    effective = six_digit_date(header.right("Effective Entry Date"))
    same_day = created is not None and effective == created
    return Terms(
        sec_code=header.right("SEC Code"),
        description=header.right("Company Entry Description").rstrip(),
        odfi=header.right("ODFI Identification"),
        limit=same_day_limit(created) if created and same_day else None,
    )


def batch_header_findings(
    header: Header, created: date | None, previous_number: str, tally: Tally
) -> Iterator[Finding]:
    """Everything wrong with one batch header, its entries counted already."""
    yield from header.content_findings()
    yield from _reserved_word(header)
    yield from _class(header, tally)
    yield from _effective_date(header, created, tally)
    number = header.right("Batch Number")
    if number and number <= previous_number:
        yield header.finding("Batch Number", "batch_order")


def _reserved_word(header: Header) -> Iterator[Finding]:
    description = header.right("Company Entry Description").strip()
    if description.upper() in set(Reserved) and description != description.upper():
        word = description.upper()
        yield header.finding("Company Entry Description", "reserved_word", word=word)


def _class(header: Header, tally: Tally) -> Iterator[Finding]:
    service_class = header.right("Service Class Code")
    if not tally.certain:
        return
    credits_only, debits_only = service_class == "220", service_class == "225"
    has_credits = tally.entries > tally.debit_entries
    if (credits_only and tally.debit_entries) or (debits_only and has_credits):
        yield header.finding("Service Class Code", "class_differs")


def _effective_date(header: Header, created: date | None, tally: Tally) -> Iterator[Finding]:
    name = "Effective Entry Date"
    digits = header.right(name)
    effective = six_digit_date(digits)
    if digits and effective is None:
        yield header.finding(name, "not_a_date")
    if effective is None:
        return
    if created and effective < created:
        yield header.finding(name, "date_past")
    if not is_banking_day(effective):
        yield header.finding(name, "holiday")
    elif created and effective > add_banking_days(created, _days_ahead(header, tally)):
        yield header.finding(name, "date_far").as_warning()


def _days_ahead(header: Header, tally: Tally) -> int:
    """Debits may be dated one day ahead; an offset goes with its credits' date."""
    only_debits = tally.debit_entries == tally.entries
    takes_money = only_debits or terms_of(header, None).allows_debits
    return DEBITS_AHEAD if tally.debit_entries and takes_money else CREDITS_AHEAD
