"""Reading CSV: what is accepted, and each fault with its line and column."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provportal.domain.duplicates import COLUMNS, Fault, Line, read_lines
from tests.domain.duplicates.given import earlier

HEADER = ",".join(COLUMNS)
ROW = (
    "R1,calworks,P1,T1,C1,Ana Lopez,2026-08-01,2026-08-31,care,INV-0042,950.00,2026-09-03T14:05:00Z"
)


def read(text: str | bytes) -> tuple[list[Line], list[Fault]]:
    faults: list[Fault] = []
    raw = text if isinstance(text, bytes) else text.encode()
    return list(read_lines(raw.splitlines(keepends=True), faults.append)), faults


ACCEPTED = {
    "plain": f"{HEADER}\n{ROW}\n",
    "a byte order mark": f"\ufeff{HEADER}\n{ROW}\n",
    "carriage returns": f"{HEADER}\r\n{ROW}\r\n",
    "no last line end": f"{HEADER}\n{ROW}",
    "blank lines": f"{HEADER}\n\n{ROW}\n\n",
    "blanks around": f"{HEADER}\n{ROW.replace(',', ' , ')}\n",
    "quotes": f"{HEADER}\n{ROW.replace('Ana Lopez', chr(34) + 'Ana Lopez' + chr(34))}\n",
    "another order and a further column": (
        f"note,{','.join(reversed(COLUMNS))}\nhm,{','.join(reversed(ROW.split(',')))}\n"
    ),
    "a time without a zone": f"{HEADER}\n{ROW.replace('Z', '')}\n",
    "a time of another zone": f"{HEADER}\n{ROW.replace('14:05:00Z', '07:05:00-07:00')}\n",
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(text: str) -> None:
    assert read(text) == ([earlier()], [])


def test_a_header_alone_is_an_empty_file() -> None:
    assert read(HEADER) == ([], [])


def test_unknown_texts_stay_blank() -> None:
    [line], _ = read(f"{HEADER}\nR1,,,,,,2026-08-01,2026-08-31,,,-1.00,2026-09-03T14:05:00\n")
    assert (line.person_id, line.program, line.amount.cents) == ("", "", -100)


FAULTS = [
    ("R1,", ",", "request_no"),
    ("2026-08-01", "2026-08-32", "service_from"),
    ("2026-08-01", "20260801", "service_from"),
    ("2026-08-01", "2026-W31-6", "service_from"),
    ("2026-08-31", "", "service_to"),
    ("2026-08-31", "2026-07-31", "service_to"),
    ("950.00", "950", "amount"),
    ("950.00", "1e3", "amount"),
    ("2026-09-03T14:05:00Z", "yesterday", "submitted_at"),
    ("2026-09-03T14:05:00Z", "0001-01-01T00:00:00+02:00", "submitted_at"),
    ("Ana Lopez", '"Lopez"", ""Ana" or so', ""),
    ("Ana Lopez", "Lopez, Ana", ""),
    (",2026-09-03T14:05:00Z", "", ""),
]


@pytest.mark.parametrize(("good", "bad", "column"), FAULTS)
def test_a_fault_has_its_line_and_column(good: str, bad: str, column: str) -> None:
    _, faults = read(f"{HEADER}\n{ROW}\n{ROW.replace(good, bad, 1)}\n")
    assert [(fault.line, fault.column) for fault in faults] == [(3, column)]


def test_rows_with_faults_are_left_and_the_others_read() -> None:
    lines, faults = read(
        f"{HEADER}\n{ROW.replace('950.00', '?')}\n{ROW}\n{ROW.replace('R1', '')}\n"
    )
    assert (lines, len(faults)) == ([earlier()], 2)


@pytest.mark.parametrize("text", ["", "\n", HEADER.replace("amount,", "")])
def test_a_missing_column_is_told_in_line_one(text: str) -> None:
    lines, [fault] = read(text)
    assert (lines, fault.line, "missing from" in fault.message) == ([], 1, True)


def test_a_column_named_twice_is_told() -> None:
    _, [fault] = read(f"{HEADER},amount\n")
    assert fault == Fault(1, "amount", "this column is twice in the header")


def test_text_that_is_not_utf8_is_told() -> None:
    lines, [fault] = read(
        f"{HEADER}\n{ROW}\n".encode() + ROW.replace("Ana", "Aña").encode("latin1")
    )
    assert (len(lines), fault.line, "UTF-8" in fault.message) == (1, 3, True)


def test_text_that_is_not_csv_is_told() -> None:
    _, [fault] = read(f'{HEADER}\n{ROW}\n"R2"x,\n')
    assert (fault.line, "not CSV" in fault.message) == (3, True)


def test_the_time_is_in_utc() -> None:
    [line], _ = read(ACCEPTED["a time of another zone"])
    assert line.submitted_at == datetime(2026, 9, 3, 14, 5, tzinfo=UTC)
