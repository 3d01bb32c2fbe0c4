"""Each field of a file we send: one wrong character there, and the finding stands there."""

from __future__ import annotations

import pytest

from provportal.domain.ach.layout import RECORDS
from provportal.domain.ach.reader import Profile, read_file
from tests.domain.ach.given import batch, changed, entry, strict, trn, written

HEALTH = batch(
    entry(1, addenda=(trn(1),)),
    entry(2, addenda=(trn(2),)),
    sec_code="CCD",
    description="HCCLAIMPMT",
)
PLAIN = written()
PAID = written(HEALTH)

LINES = {
    "1 File Header": 1,
    "5 Batch Header": 2,
    "6 Entry PPD/CCD": 3,
    "7 Addenda 05": 4,
    "8 Batch Control": 7,
    "9 File Control": 8,
}

WRONG = [
    ("1 File Header", "Priority Code", "02"),
    ("1 File Header", "Immediate Destination", " " * 10),
    ("1 File Header", "Immediate Origin", " " * 10),
    ("1 File Header", "File Creation Date", "261345"),
    ("1 File Header", "File Creation Date", "      "),
    ("1 File Header", "File Creation Time", "2460"),
    ("1 File Header", "File ID Modifier", "a"),
    ("1 File Header", "Record Size", "095"),
    ("1 File Header", "Blocking Factor", "11"),
    ("1 File Header", "Format Code", "2"),
    ("1 File Header", "Immediate Origin Name", "\xe9"),
    ("5 Batch Header", "Service Class Code", "280"),
    ("5 Batch Header", "Company Name", "0" * 16),
    ("5 Batch Header", "Company Identification", " " * 10),
    ("5 Batch Header", "SEC Code", "ppd"),
    ("5 Batch Header", "Company Entry Description", " " * 10),
    ("5 Batch Header", "Company Entry Description", "HCClaimPmt"),
    ("5 Batch Header", "Company Descriptive Date", "\t"),
    ("5 Batch Header", "Effective Entry Date", "000000"),
    ("5 Batch Header", "Effective Entry Date", "26 125"),
    ("5 Batch Header", "Settlement Date (Julian)", "329"),
    ("5 Batch Header", "Originator Status Code", "0"),
    ("5 Batch Header", "ODFI Identification", "1210003X"),
    ("5 Batch Header", "Batch Number", "      1"),
    ("6 Entry PPD/CCD", "Transaction Code", "21"),
    ("6 Entry PPD/CCD", "Receiving DFI Identification", "99100001"),
    ("6 Entry PPD/CCD", "Check Digit", "6"),
    ("6 Entry PPD/CCD", "DFI Account Number", " 9876"),
    ("6 Entry PPD/CCD", "Amount", "     10001"),
    ("6 Entry PPD/CCD", "Individual ID / Identification Number", "\x01"),
    ("6 Entry PPD/CCD", "Individual/Receiving Company Name", " " * 22),
    ("6 Entry PPD/CCD", "Discretionary Data", "\xe9\xe9"),
    ("6 Entry PPD/CCD", "Addenda Record Indicator", "2"),
    ("6 Entry PPD/CCD", "Addenda Record Indicator", "0"),
    ("6 Entry PPD/CCD", "Trace Number", "121000380000001"),
    ("7 Addenda 05", "Addenda Type", "99"),
    ("7 Addenda 05", "Payment Related Information", "TRN*2"),
    ("7 Addenda 05", "Payment Related Information", "\xe9"),
    ("7 Addenda 05", "Addenda Sequence Number", "0002"),
    ("7 Addenda 05", "Addenda Sequence Number", "   1"),
    ("7 Addenda 05", "Entry Detail Sequence Number", "0000009"),
    ("8 Batch Control", "Service Class Code", "200"),
    ("8 Batch Control", "Entry/Addenda Count", "000005"),
    ("8 Batch Control", "Entry Hash", "0000000000"),
    ("8 Batch Control", "Total Debit", "000000000001"),
    ("8 Batch Control", "Total Credit", "           1"),
    ("8 Batch Control", "Company Identification", "1946000002"),
    ("8 Batch Control", "Reserved", "x"),
    ("8 Batch Control", "ODFI Identification", "01100001"),
    ("8 Batch Control", "Batch Number", "0000002"),
    ("9 File Control", "Batch Count", "000002"),
    ("9 File Control", "Block Count", "000002"),
    ("9 File Control", "Entry/Addenda Count", "00000002"),
    ("9 File Control", "Entry Hash", "0000000001"),
    ("9 File Control", "Total Debit", "000000000001"),
    ("9 File Control", "Total Credit", "000000000001"),
    ("9 File Control", "Reserved", "x"),
]


def test_the_files_are_right_before_they_are_changed() -> None:
    assert (strict(PLAIN), strict(PAID)) == ((), ())


@pytest.mark.parametrize(("record", "name", "text"), WRONG)
def test_a_wrong_field_is_found_at_its_position(record: str, name: str, text: str) -> None:
    field = RECORDS[record][name]
    findings = strict(changed(PAID, LINES[record], field.start, text))
    places = [(f.line, f.record, f.field, f.start, f.end) for f in findings]
    assert (LINES[record], record, name, field.start, field.end) in places
    assert len(findings) <= 15


@pytest.mark.parametrize(("record", "name", "text"), WRONG)
def test_a_file_with_an_error_is_not_valid(record: str, name: str, text: str) -> None:
    field = RECORDS[record][name]
    assert not read_file(changed(PAID, LINES[record], field.start, text), Profile.STRICT).valid


@pytest.mark.parametrize("kind", "X056789 ")
@pytest.mark.parametrize(("record", "line"), LINES.items())
def test_a_wrong_first_character_is_one_finding(kind: str, record: str, line: int) -> None:
    if kind == record[0]:
        return
    (finding,) = strict(changed(PAID, line, 1, kind))
    assert (finding.line, finding.record, finding.field) == (line, record, "Record Type")


def test_an_account_number_is_shown_masked() -> None:
    data = written(batch(entry(1, account_number="123456789012")))
    (finding,) = strict(changed(data, 3, 13, " "))
    assert finding.value == "*******9012"


def test_a_record_of_wrong_fields_shows_nothing_of_itself() -> None:
    data = changed(PLAIN, 3, 1, "6" + "X" * 93)
    shown = [f.value for f in strict(data) if f.line == 3]
    assert shown == [None]


def test_a_record_that_only_begins_like_a_control_shows_nothing_of_itself() -> None:
    data = changed(PLAIN, 5, 1, "8" + "x" * 93)
    assert [f.value for f in strict(data) if f.line == 5] == [None]
