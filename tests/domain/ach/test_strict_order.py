"""The order of records: missing, doubled, moved and surplus ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.domain.ach.given import batch, edited, entry, strict, trn, written

FILE = written(
    batch(entry(1, addenda=(trn(1),)), entry(2)),
    batch(entry(3), number=2, sec_code="CCD"),
)
"""Lines: 1 header, 2-6 first batch, 7-9 second batch, 10 control, no fill."""

SHORT = written(batch(entry(1)))
"""Lines: 1 header, 2-4 batch, 5 control, 6-10 fill."""

Edit = Callable[[list[str]], object]


def delete(line: int) -> Edit:
    return lambda lines: lines.pop(line - 1)


def double(line: int) -> Edit:
    return lambda lines: lines.insert(line, lines[line - 1])


def insert(line: int, text: str) -> Edit:
    return lambda lines: lines.insert(line - 1, text)


FAULTS = [
    (SHORT, delete(1), (1, "1 File Header", "missing_record")),
    (SHORT, delete(2), (2, "5 Batch Header", "missing_record")),
    (SHORT, delete(3), (3, "6 Entry PPD/CCD", "missing_record")),
    (SHORT, delete(4), (4, "8 Batch Control", "missing_record")),
    (SHORT, delete(5), (5, "9 File Control", "missing_record")),
    (SHORT, delete(10), (10, "9 Fill", "fill_missing")),
    (SHORT, lambda lines: lines.__delitem__(slice(4, 10)), (5, "9 File Control", "missing_record")),
    (SHORT, lambda lines: lines.__delitem__(slice(1, 4)), (2, "5 Batch Header", "missing_record")),
    (
        SHORT,
        lambda lines: lines.__delitem__(slice(3, 10)),
        (4, "8 Batch Control", "missing_record"),
    ),
    (FILE, delete(2), (2, "5 Batch Header", "missing_record")),
    (FILE, delete(6), (6, "8 Batch Control", "missing_record")),
    (FILE, delete(7), (7, "5 Batch Header", "missing_record")),
    (FILE, delete(9), (9, "8 Batch Control", "missing_record")),
    (SHORT, double(1), (2, "1 File Header", "order")),
    (SHORT, double(2), (3, "5 Batch Header", "order")),
    (SHORT, double(4), (5, "8 Batch Control", "order")),
    (SHORT, double(5), (6, "9 Fill", "after_control")),
    (SHORT, double(10), (11, "9 Fill", "fill_surplus")),
    (SHORT, lambda lines: lines.extend(["9" * 94] * 10), (11, "9 Fill", "fill_surplus")),
    (FILE, insert(11, "9" * 94), (11, "9 Fill", "fill_surplus")),
    (FILE, double(4), (5, "7 Addenda 05", "addenda_surplus")),
    (FILE, insert(3, "7" + "05" + " " * 80 + "00010000001"), (3, "7 Addenda 05", "order")),
    (FILE, insert(11, "5" + " " * 93), (11, "5 Batch Header", "after_control")),
    (FILE, insert(4, "X" * 94), (4, "6 Entry PPD/CCD", "unknown_record")),
    (FILE, insert(11, "X" * 94), (11, "9 Fill", "unknown_record")),
]


@pytest.mark.parametrize(("data", "edit", "expected"), FAULTS)
def test_a_fault_of_order_stands_at_its_record_type(
    data: bytes, edit: Edit, expected: tuple[int, str, str]
) -> None:
    findings = strict(edited(data, edit))
    places = [(f.line, f.record, f.code) for f in findings if f.field == "Record Type"]
    assert expected in places
    assert len(findings) <= 15


def test_a_doubled_entry_is_a_trace_number_out_of_order() -> None:
    findings = strict(edited(SHORT, double(3)))
    assert (findings[0].line, findings[0].field) == (4, "Trace Number")


def test_a_missing_control_alone_is_one_finding() -> None:
    assert len(strict(edited(SHORT, delete(5)))) == 1
    assert len(strict(edited(SHORT, delete(4)))) <= 3


def test_swapped_controls_are_few_findings() -> None:
    findings = strict(edited(SHORT, lambda lines: lines.insert(3, lines.pop(4))))
    assert [f.record for f in findings][:2] == ["8 Batch Control", "8 Batch Control"]
    assert len(findings) <= 5


LENGTHS = [
    (1, "1 File Header"),
    (2, "5 Batch Header"),
    (3, "6 Entry PPD/CCD"),
    (4, "8 Batch Control"),
    (5, "9 File Control"),
    (8, "9 File Control"),
]


@pytest.mark.parametrize(("line", "record"), LENGTHS)
@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: text + "x"])
def test_a_wrong_length_is_a_fault_of_the_whole_line(
    line: int, record: str, change: Callable[[str], str]
) -> None:
    def edit(lines: list[str]) -> None:
        lines[line - 1] = change(lines[line - 1])

    findings = strict(edited(SHORT, edit))
    first = next(f for f in findings if f.code == "length")
    assert (first.line, first.record, first.field) == (line, record, None)
    assert (first.start, first.end, first.value) == (1, 94, None)
    assert len(findings) <= 3


@pytest.mark.parametrize("line", ["", "\x1a", "   "])
def test_an_empty_line_has_the_wrong_length(line: str) -> None:
    (finding,) = strict(edited(SHORT, lambda lines: lines.append(line)))
    assert (finding.line, finding.record, finding.code) == (11, None, "length")
