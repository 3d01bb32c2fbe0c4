"""What each field of a file we send must hold, as patterns compiled from the layout.

A record is right when the patterns of its fields, one after the other, match it. Only when they do
not is it looked at field by field, to say which one is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from provportal.domain.ach import layout
from provportal.domain.ach.codes import SENDABLE
from provportal.domain.ach.layout import RECORDS, Field

TEXT = "[ -~]{{{n}}}"
"""Printable ASCII, blank or not."""
FILLED = "(?! {{{n}}})[ -~]{{{n}}}"
"""Printable ASCII, not all blank."""
NAMED = "(?![ 0]{{{n}}})[ -~]{{{n}}}"
"""Printable ASCII, neither all blank nor all zeros."""
LEFT = "(?=[!-~])[ -~]{{{n}}}"
"""Filled from the first position."""
NUMBER = "[0-9]{{{n}}}"
BLANK = " {{{n}}}"
TIME = "(?:[01][0-9]|2[0-3])[0-5][0-9]|    "

STRICT: dict[str, str] = {
    "Priority Code": "01",
    "Immediate Destination": FILLED,
    "Immediate Origin": FILLED,
    "File Creation Date": NUMBER,
    "File Creation Time": TIME,
    "File ID Modifier": "[A-Z0-9]",
    "Record Size": "094",
    "Blocking Factor": "10",
    "Format Code": "1",
    "Service Class Code": "200|220|225",
    "Company Name": NAMED,
    "Company Identification": NAMED,
    "SEC Code": "PPD|CCD|CTX",
    "Company Entry Description": NAMED,
    "Effective Entry Date": NUMBER,
    "Settlement Date (Julian)": BLANK,
    "Originator Status Code": "[12]",
    "ODFI Identification": NUMBER,
    "Batch Number": NUMBER,
    "Transaction Code": "|".join(sorted(SENDABLE)),
    "Receiving DFI Identification": NUMBER,
    "Check Digit": NUMBER,
    "DFI Account Number": LEFT,
    "Amount": NUMBER,
    "Total Amount": NUMBER,
    "Individual/Receiving Company Name": FILLED,
    "Number of Addenda Records": NUMBER,
    "Receiving Company Name/ID": FILLED,
    "Reserved": BLANK,
    "Addenda Record Indicator": "[01]",
    "Trace Number": NUMBER,
    "Addenda Type": "05",
    "Addenda Sequence Number": NUMBER,
    "Entry Detail Sequence Number": NUMBER,
    "Entry/Addenda Count": NUMBER,
    "Entry Hash": NUMBER,
    "Total Debit": NUMBER,
    "Total Credit": NUMBER,
    "Batch Count": NUMBER,
    "Block Count": NUMBER,
}
"""Field name -> what it holds in a file we send; every other field is optional text."""


def pattern(field: Field) -> str:
    """The regular expression of one field, never longer or shorter than the field."""
    if field.name == "Record Type":
        return field.record[0]
    return STRICT.get(field.name, TEXT).format(n=field.length)


def record_pattern(record: str, captured: Iterable[str] = ()) -> str:
    """The regular expression of a whole record; the captured fields become groups, in order."""
    wanted = set(captured)
    return "".join(
        f"({pattern(field)})" if field.name in wanted else f"(?:{pattern(field)})"
        for field in RECORDS[record].values()
    )


IN_WORDS = {
    TEXT: "printable ASCII",
    FILLED: "printable ASCII, not blank",
    NAMED: "printable ASCII, neither blank nor zeros",
    LEFT: "printable ASCII from the first position on",
    NUMBER: "digits, filled with zeros",
    BLANK: "blank",
    TIME: "HHMM or blank",
}


def must_be(field: Field) -> str:
    """What a field has to hold, for people: '200 or 220 or 225', 'digits, filled with zeros'."""
    content = field.record[0] if field.name == "Record Type" else STRICT.get(field.name, TEXT)
    return IN_WORDS.get(content, content.replace("|", " or "))


TRN = r"TRN\*1\*[^*~\\\n]{1,50}\*[^*~\\\n]{10}(?:\*[^~\\\n]*)?[~\\] *"
"""The reassociation trace of a health care payment: CCD+ with the TRN segment of its 835
(45 CFR 162.1602; CAQH CORE 370): TRN*1*trace*payer of ten characters, ended by a backslash or ~."""

RIGHT_TRN = re.compile(TRN)
RIGHT_TRN_LINES = re.compile(f"(?:{TRN}\n)*")

SENT_RECORDS = (
    layout.FILE_HEADER,
    layout.BATCH_HEADER,
    layout.ENTRY,
    layout.CTX_ENTRY,
    layout.ADDENDA,
    layout.BATCH_CONTROL,
    layout.FILE_CONTROL,
)

RIGHT = {record: re.compile(record_pattern(record)) for record in SENT_RECORDS}
"""Record name -> the pattern of a right record."""

RIGHT_FIELD = {
    field: re.compile(pattern(field))
    for record in SENT_RECORDS
    for field in RECORDS[record].values()
}


def is_right(record: str, line: str) -> bool:
    """Whether a line is a right record of this kind."""
    return RIGHT[record].fullmatch(line) is not None


def wrong_fields(record: str, line: str) -> list[Field]:
    """The fields that hold what they may not, in the order of their positions."""
    if is_right(record, line):
        return []
    return [f for f in RECORDS[record].values() if not RIGHT_FIELD[f].fullmatch(f.of(line))]
