"""The CSV: what the snapshot says, readable by every program and run by none."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.documents.remittance_csv import COLUMNS, remittance_csv, text
from provportal.domain.money import Money, total
from provportal.domain.remittance import Reason, Remittance
from tests.documents.given import a_line, a_remittance

DOCUMENTED = Path(__file__).parents[2] / "docs" / "remittance-csv.md"


def rows(remittance: Remittance) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(remittance_csv(remittance).decode(), newline="")))


def only_row(**values: str) -> dict[str, str]:
    return rows(a_remittance(lines=(a_line(100, (), **values),)))[0]


def test_document_and_code_name_the_same_columns() -> None:
    documented = re.findall(
        r"^\| ([a-z_]+) \|", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [name for name in documented if name != "column"] == list(COLUMNS)


def test_a_row_holds_the_line_and_the_payment() -> None:
    assert rows(a_remittance())[0] == {
        "remittance_number": "RA-45-0188",
        "batch_number": "2026-45",
        "trace_number": "122999990004512",
        "provider_number": "004512388",
        "request_number": "PR-7F3K-20",
        "version": "1",
        "line_number": "1",
        "authorisation": "0019-4400",
        "person": "Mateo R.",
        "service_from": "2026-10-01",
        "service_to": "2026-10-31",
        "line_type": "care",
        "units": "1",
        "asked": "1100.00",
        "reduced": "93.80",
        "added": "140.00",
        "offset": "100.00",
        "paid": "1046.20",
        "reasons": "CEIL 93.80 R09; PLUS -140.00 R34; OFFSET 100.00 R18",
        "program": "CalWORKs child care",
        "pays_for": "care",
    }


def test_rows_add_up_to_what_was_paid() -> None:
    remittance = a_remittance(12)
    assert total(Money.read(row["paid"]) for row in rows(remittance)) == remittance.paid


def test_rows_end_with_crlf() -> None:
    data = remittance_csv(a_remittance())
    assert data.count(b"\r\n") == data.count(b"\n") == 7


def test_no_byte_order_mark() -> None:
    assert remittance_csv(a_remittance()).startswith(b"remittance_number,")


def test_leading_zeros_are_kept() -> None:
    assert only_row(authorisation="00012")["authorisation"] == "00012"


def test_quotes_commas_and_line_breaks_come_back() -> None:
    assert only_row(person='Ana "Bo", Jr\nthe 2nd')["person"] == 'Ana "Bo", Jr\nthe 2nd'


def test_a_negative_amount_is_a_number() -> None:
    back = a_line(-9380, request_number="PR-1")
    assert rows(a_remittance(lines=(back,)))[0]["paid"] == "-93.80"


def test_a_reason_without_a_rule_ends_at_its_amount() -> None:
    line = a_line(100, (Reason("OFFSET", Money(40), "", {}),))
    assert rows(a_remittance(lines=(line,)))[0]["reasons"] == "OFFSET 0.40"


HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(A1)",
    "  =1+1",
    '=HYPERLINK("http://127.0.0.1","x")',
]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_could_be_a_formula_gets_an_apostrophe(value: str) -> None:
    assert text(value) == f"'{value}"


@pytest.mark.parametrize("field", ["person", "authorisation", "request_number", "line_type"])
def test_every_text_column_is_guarded(field: str) -> None:
    assert only_row(**{field: "=1+1"})[field] == "'=1+1"


@pytest.mark.parametrize("value", ["-3", "-93.80", "00012", "1", ""])
def test_plain_numbers_are_left_alone(value: str) -> None:
    assert text(value) == value


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_text_starts_like_a_formula(value: str) -> None:
    guarded = text(value)
    assert guarded == value or guarded == f"'{value}"
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", guarded):
        assert guarded[:1] not in tuple("=+-@\t\r\n\0＝＋－＠")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_name_comes_back_as_it_was_written(name: str) -> None:
    assert only_row(person=name)["person"] == text(name)
