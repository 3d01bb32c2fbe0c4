"""Findings: what is wrong in a file, where it stands, and how bad it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from provportal.domain.ach.layout import LENGTH, RECORDS
from provportal.domain.ach.masking import mask


class Severity(StrEnum):
    """An error makes a file invalid; a warning is told and changes nothing."""

    ERROR = "error"
    WARNING = "warning"


MESSAGES = {
    "length": "the record has {found} characters, not 94",
    "trailing_blanks": "the record has {found} characters: trailing blanks were lost or added",
    "cut": "the record is cut off",
    "unreadable": "the record does not read as what its first character says",
    "not_ascii": "the record holds characters outside printable ASCII",
    "blank_line": "blank lines or Ctrl-Z at the end",
    "record_type": "the first character does not fit this place; the rest reads as this record",
    "unknown_record": "no record may begin with this character here",
    "order": "this record may not stand here",
    "missing_record": "this record is missing here",
    "batch_missing": "a file has at least one batch",
    "entry_missing": "a batch has at least one entry",
    "after_control": "nothing but fill may follow the file control",
    "fill_missing": "the file is not filled up to a whole block of ten records",
    "fill_surplus": "more fill records than the last block needs",
    "content": "must be: {must}",
    "not_a_date": "not a date",
    "differs": "expected {expected}",
    "class_differs": "does not fit the entries of the batch",
    "reserved_word": "{word} has a meaning of its own and is written in capitals",
    "batch_order": "batch numbers ascend",
    "holiday": "not a day on which the Federal Reserve settles",
    "date_past": "before the file creation date",
    "date_far": "further ahead than banks accept; they may refuse it or hold it",
    "routing_prefix": "no payee's bank has this prefix",
    "routing_doubtful": "prefixes 61 to 72 are rarely a payee's bank",
    "check_digit": "the check digit of this routing number is {expected}",
    "zero_dollar_in_ppd": "a zero-dollar remittance needs CCD or CTX",
    "reversal_only": "this code may stand only in a REVERSAL batch",
    "debit": "a debit is a reversal, an account verification, or the offset that balances a batch",
    "amount_zero": "a live payment is more than zero",
    "amount_not_zero": "a prenote or a zero-dollar remittance is zero",
    "over_limit": "above the limit of a same-day payment",
    "verification_amount": "a verification credit is less than a dollar",
    "verification_total": "verification debits may not pass the credits before them",
    "addenda_indicator": "does not say whether an addenda record follows",
    "addenda_needed": "this entry must have an addenda record",
    "addenda_count": "{found} addenda records follow",
    "addenda_surplus": "this entry has at most one addenda record",
    "addenda_sequence": "addenda are numbered 1, 2, 3 ...; expected {expected}",
    "addenda_trace": "the last seven digits of its entry's trace number: expected {expected}",
    "trn": "must be TRN*1*trace*payer of 10 characters, ended by \\ or ~",
    "trace_odfi": "a trace number begins with the first eight digits of the ODFI",
    "trace_order": "trace numbers ascend in a batch",
    "unknown_code": "a code that the tables do not know",
    "corrected_data": "the corrected data do not fit their positions",
}
"""Finding code -> the sentence for people; words in braces are filled in."""

HIDDEN = frozenset({"DFI Account Number", "Corrected Data"})
"""Fields whose value is an account number or holds one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `line` counts records from 1; `field` None (1-94) means the whole record.

    `value` is what stands in the file, account numbers masked; None where a raw record would show.
    """

    line: int
    record: str | None
    field: str | None
    start: int
    end: int
    code: str
    severity: Severity
    message: str
    value: str | None

    def as_warning(self) -> Finding:
        return replace(self, severity=Severity.WARNING)

    def masked(self) -> Finding:
        """With its value masked: in a record whose characters moved it may be an account number."""
        return self if self.value is None else replace(self, value=mask(self.value))


def whole_line(line: int, record: str | None, code: str, **words: object) -> Finding:
    """A fault of a whole record."""
    message = MESSAGES[code].format(**words)
    return Finding(line, record, None, 1, LENGTH, code, Severity.ERROR, message, None)


def at_field(line: int, record: str, name: str, code: str, text: str, **words: object) -> Finding:
    """A fault of one field of the record `text`."""
    field = RECORDS[record][name]
    value = field.of(text)
    shown = mask(value) if name in HIDDEN else value
    message = MESSAGES[code].format(**words)
    return Finding(line, record, name, field.start, field.end, code, Severity.ERROR, message, shown)
