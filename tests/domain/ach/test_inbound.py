"""What banks send: every answer that can be understood, and what is odd about the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from provportal.domain.ach.answers import Answer, Kind
from provportal.domain.ach.findings import Severity
from provportal.domain.ach.reader import Profile, Report, read_file
from provportal.rails.simulator import Behaviour, Rule, received_on, replies, replies_as_file
from tests.domain.ach.given import batch, changed, edited, entry, joined, records, written


def inbound(data: bytes) -> Report:
    return read_file(data, Profile.INBOUND)


def returned(*entries: int, code: str = "R03") -> bytes:
    """A bank's file that returns these entries of a batch of three."""
    sent = read_file(written(batch(entry(1), entry(2), entry(3))), Profile.STRICT)
    behaviour = Behaviour(tuple(Rule(f"{number:04}", code) for number in entries))
    return replies_as_file(sent, list(replies(sent, behaviour)), received_on(sent))


def with_addenda(addenda: str) -> bytes:
    """A bank's file whose one addenda is this text, padded to 94 characters."""
    lines = records(returned(1))
    lines[3] = addenda.ljust(94)
    return joined(lines)


def answer_to(addenda: str) -> Answer:
    (answer,) = inbound(with_addenda(addenda)).answers
    return answer


FILE = returned(1, 2, 3)
"""Lines: 1 header, 2 batch header, 3-8 entries with addenda 99, 9 control, 10 file control."""

TRACE, OWN, RDFI = "121000370000001", "011000010000001", "01100001"


def test_a_right_file_has_nothing_odd() -> None:
    report = inbound(FILE)
    assert report.findings == ()
    assert [answer.line for answer in report.answers] == [4, 6, 8]


ODD = [
    (lambda lines: lines.pop(0), "missing_record"),
    (lambda lines: lines.pop(1), "missing_record"),
    (lambda lines: lines.pop(8), "missing_record"),
    (lambda lines: lines.pop(9), "missing_record"),
    (lambda lines: lines.append(""), "blank_line"),
    (lambda lines: lines.append("\x1a"), "blank_line"),
    (lambda lines: lines.extend(["", "  ", "\x1a"]), "blank_line"),
    (lambda lines: lines.insert(2, ""), "blank_line"),
    (lambda lines: lines.insert(1, lines[0]), "order"),
    (lambda lines: lines.insert(9, lines[8]), "order"),
    (lambda lines: lines.__setitem__(9, lines[9].rstrip()), "trailing_blanks"),
    (lambda lines: lines.__setitem__(9, lines[9] + "  "), "trailing_blanks"),
    (lambda lines: lines.__setitem__(0, lines[0].rstrip()), "trailing_blanks"),
]


@pytest.mark.parametrize(("edit", "code"), ODD)
def test_what_is_odd_is_a_warning_and_costs_no_answer(
    edit: Callable[[list[str]], object], code: str
) -> None:
    report = inbound(edited(FILE, edit))
    assert code in {finding.code for finding in report.findings}
    assert report.valid
    assert [answer.amount for answer in report.answers] == [10_001, 10_002, 10_003]


ODD_FIELDS = [
    (9, 5, "000009", "differs"),
    (9, 21, "9", "differs"),
    (10, 2, "000009", "differs"),
    (10, 8, "000009", "differs"),
    (3, 2, "99", "unknown_code"),
    (4, 4, "R97", "unknown_code"),
    (3, 55, "Jos\xe9", "not_ascii"),
    (4, 40, "\xa0", "not_ascii"),
    (2, 51, "XYZ", None),
    (2, 70, "000000", None),
    (1, 4, "ABCDEFGHIJ", None),
]


@pytest.mark.parametrize(("line", "start", "text", "code"), ODD_FIELDS)
def test_odd_fields_are_at_most_warnings(
    line: int, start: int, text: str, code: str | None
) -> None:
    report = inbound(changed(FILE, line, start, text))
    assert {finding.code for finding in report.findings} == ({code} if code else set())
    assert report.valid
    assert len(report.answers) == 3


NOT_UNDERSTOOD = [
    (3, 30, "0000X10001", "Amount"),
    (4, 7, "12100037000000X", "Original Entry Trace Number"),
    (3, 1, "X", "Record Type"),
]


@pytest.mark.parametrize(("line", "start", "text", "field"), NOT_UNDERSTOOD)
def test_what_cannot_be_understood_is_an_error(
    line: int, start: int, text: str, field: str
) -> None:
    report = inbound(changed(FILE, line, start, text))
    errors = [f.field for f in report.findings if f.severity is Severity.ERROR]
    assert errors == [field]
    assert len(report.answers) == 3


@pytest.mark.parametrize("length", range(150, len(FILE), 37))
def test_a_cut_file_yields_every_answer_before_the_cut(length: int) -> None:
    report = inbound(FILE[:length])
    whole_lines = length // 95 + (length % 95 == 94)
    assert [a.line for a in report.answers] == [n for n in (4, 6, 8) if n <= whole_lines]


def test_a_line_that_is_too_long_is_left_out() -> None:
    report = inbound(edited(FILE, lambda lines: lines.__setitem__(3, lines[3] + "x")))
    assert report.findings[0].code == "length"
    assert [answer.line for answer in report.answers] == [6, 8]


def test_a_name_in_utf8_does_not_move_the_fields() -> None:
    data = changed(FILE, 3, 55, "Jos\xe9").decode("latin-1").encode()
    report = inbound(data)
    assert report.valid
    assert len(report.answers) == 3


@pytest.mark.parametrize("ending", ["\r\n", ""])
def test_other_line_ends_give_the_same_answers(ending: str) -> None:
    data = FILE.replace(b"\n", ending.encode())
    assert inbound(data).answers == inbound(FILE).answers


def test_two_returns_of_one_trace_stay_two() -> None:
    report = inbound(edited(FILE, lambda lines: lines.insert(4, lines[3])))
    assert [answer.line for answer in report.answers[:2]] == [4, 5]
    assert report.answers[0].original_trace == report.answers[1].original_trace


def test_an_unknown_return_code_is_kept() -> None:
    answer = inbound(changed(FILE, 4, 4, "R97")).answers[0]
    assert (answer.kind, answer.code, answer.known) == (Kind.RETURN, "R97", False)


def test_a_return_tells_the_date_of_death_and_what_the_bank_says() -> None:
    answer = answer_to(f"799R15{TRACE}261101{RDFI}{'NEXT OF KIN':44}{OWN}")
    assert (answer.kind, answer.code, answer.original_trace) == (Kind.RETURN, "R15", TRACE)
    assert (answer.date_of_death, answer.addenda_information) == ("261101", "NEXT OF KIN")
    assert (answer.original_rdfi, answer.company_id, answer.amount) == (RDFI, "1946000001", 10_001)
    assert (answer.return_trace, answer.return_code) == (None, None)


def test_a_dishonored_return_has_its_own_layout() -> None:
    answer = answer_to(f"799R69{TRACE}      {RDFI}   {OWN}32903{'01*03':21}{OWN}")
    assert (answer.kind, answer.code, answer.known) == (Kind.DISHONORED, "R69", True)
    assert (answer.return_trace, answer.return_settlement_date) == (OWN, "329")
    assert (answer.return_code, answer.addenda_information) == ("03", "01*03")


def test_a_contested_return_has_its_own_layout() -> None:
    answer = answer_to(f"799R73{TRACE}261125{RDFI}329{OWN}33003{TRACE}33168 {OWN}")
    assert answer.kind is Kind.CONTESTED
    assert (answer.date_original_entry_returned, answer.original_settlement_date) == (
        "261125",
        "329",
    )
    assert (answer.return_trace, answer.return_settlement_date) == (OWN, "330")
    assert (answer.return_code, answer.dishonored_trace) == ("03", TRACE)
    assert (answer.dishonored_settlement_date, answer.dishonored_code) == ("331", "68")


ROUTING = "011000015"
CORRECTIONS = [
    ("C01", "12 34-567", {"account_number": "12 34-567"}),
    ("C02", ROUTING, {"routing_number": ROUTING}),
    ("C03", f"{ROUTING}   12 34", {"routing_number": ROUTING, "account_number": "12 34"}),
    ("C04", "ROSA M", {"name": "ROSA M"}),
    ("C05", "32", {"transaction_code": "32"}),
    ("C06", f"{'12 34':17}   37", {"account_number": "12 34", "transaction_code": "37"}),
    (
        "C07",
        f"{ROUTING}{'12 34':17}22",
        {"routing_number": ROUTING, "account_number": "12 34", "transaction_code": "22"},
    ),
    ("C09", "P-77", {"identification_number": "P-77"}),
    ("C13", "anything", {}),
    ("C61", "anything", {}),
]


def correction(code: str, data: str) -> str:
    return f"798{code}{TRACE}      {RDFI}{data:29}{' ' * 15}{OWN}"


@pytest.mark.parametrize(("code", "data", "parts"), CORRECTIONS)
def test_corrected_data_are_cut_by_position(code: str, data: str, parts: dict[str, str]) -> None:
    answer = answer_to(correction(code, data))
    assert (answer.kind, answer.code, answer.known) == (Kind.CORRECTION, code, True)
    assert answer.corrected == parts


MISPLACED = [
    ("C01", " 1234567"),
    ("C01", ""),
    ("C02", "011000016"),
    ("C02", f" {ROUTING}"),
    ("C03", f"{ROUTING} 1234567"),
    ("C05", "23"),
    ("C06", f"{'1234':17}x  22"),
    ("C07", f"{ROUTING} {'1234':17}22"),
    ("C05", "32 extra"),
]


@pytest.mark.parametrize(("code", "data"), MISPLACED)
def test_data_out_of_place_are_a_finding_and_no_correction(code: str, data: str) -> None:
    report = inbound(with_addenda(correction(code, data)))
    assert [finding.field for finding in report.findings] == ["Corrected Data"]
    assert report.answers[0].corrected == {}


def test_an_unknown_correction_is_kept_without_parts() -> None:
    report = inbound(with_addenda(correction("C99", "1234")))
    assert [finding.field for finding in report.findings] == ["Change Code"]
    assert (report.answers[0].known, report.answers[0].corrected) == (False, {})


def test_an_answer_without_entry_or_batch_is_kept() -> None:
    lines = records(FILE)
    report = inbound(joined([lines[0], lines[3], *lines[9:]]))
    (answer,) = report.answers
    assert (answer.amount, answer.company_id) == (None, None)


def test_the_files_of_a_day_are_dated() -> None:
    assert received_on(inbound(FILE)) == date(2026, 11, 23)
