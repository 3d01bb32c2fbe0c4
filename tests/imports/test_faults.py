"""Every fault names its line and column in one plain sentence, and never repeats a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from provportal.domain.programs.calworks.program import CalworksProgram
from provportal.imports.kinds import KINDS
from tests.imports.importing import (
    AGENCY,
    CERTIFICATE,
    CHILD,
    CONTRACT,
    LINES,
    PROVIDER,
    USER,
    a_file,
    a_known_world,
    an_importer,
    bring,
    said,
)

WRONG_CELLS = [
    ("agencies", "code", "AL DER", "Write up to 20 letters, digits, dashes, dots or underscores."),
    ("agencies", "bank_odfi", "121000375", "This routing number has a wrong digit."),
    ("agencies", "bank_odfi", "991000374", "No bank has a routing number that begins so."),
    ("agencies", "phone", "call me", "Write a telephone number, like 555-0100."),
    ("agencies", "bank_company_name", "ÅLDER", "Write up to 16 letters A to Z, digits, blanks or "
     ". , & / -"),
    ("agencies", "bank_origin", "12345678", "Write 9 to 10 digits or letters."),
    ("agencies", "bank_company_id", "123456789", "Write 10 digits or letters."),
    ("providers", "name", "x" * 101, "This is longer than 100 characters."),
    ("providers", "name", "two\nlines", "This has a line break, a tab or another sign that does "
     "not print."),
    ("providers", "tin", "12345678", "This needs exactly 9 digits."),
    ("providers", "tin", "12345678a", "This may have digits only."),
    ("providers", "tin", "000000000", "No taxpayer can have this number."),
    ("users", "email", "lee at example", "Write an e-mail address, like name@example.org."),
    ("users", "language", "fr", "Write one of en, es, zh_Hant."),
    ("users", "role", "boss", "Write one of approver, auditor, biller, payment_officer, "
     "program_admin, provider_admin, reviewer."),
    ("users", "may_sign", "maybe", "Write yes or no."),
    ("contracts", "from", "2026-02-30", "Write a date that exists, like 2026-10-31."),
    ("contracts", "from", "31/10/2026", "Write a date that exists, like 2026-10-31."),
    ("contracts", "from", "1799-10-31", "Dates run from 1900 to 2199."),
    ("contracts", "licence_number", "12", "This needs exactly 9 digits."),
    ("contracts", "closure_days_used", "-1", "Write a whole number from 0 to 366."),
    ("contracts", "closure_days_used", "367", "Write a whole number from 0 to 366."),
    ("rates", "amount", "950", "Write an amount with two decimals and no other signs, like "
     "950.00."),
    ("rates", "amount", "-950.00", "Write an amount with two decimals and no other signs, like "
     "950.00."),
    ("certificates", "mon", "8-17", "Write times on quarter hours, like 08:00-17:00, with blanks "
     "between two."),
    ("certificates", "mon", "08:00-17:05", "Write times on quarter hours, like 08:00-17:00, with "
     "blanks between two."),
    ("certificates", "mon", "08:00-08:00", "The two times are equal."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "column", "cell", "sentence"), WRONG_CELLS)
def test_wrong_cell(sqlite: Engine, kind: str, column: str, cell: str, sentence: str) -> None:
    report = bring(an_importer(sqlite), kind, {**LINES[kind], column: cell})
    assert said(report) == [(2, column, sentence)]


WRONG_LINES = [
    ("users", {"role": "biller", "agency": ""}, "organisation", "This role needs it."),
    ("users", {"organisation": "ORG-1"}, "organisation", "Leave this empty for this role."),
    ("users", {"may_sign": "yes"}, "may_sign", "Only billers and provider admins sign."),
    ("contracts", {"to": "2025-06-30"}, "to", "This is before from."),
    ("contracts", {"licence_to": "2019-12-31"}, "licence_to", "This is before licence_from."),
    ("contracts", {"licence_from": ""}, "licence_from", "This is needed beside licence_number."),
    ("contracts", {"licence_number": "", "licence_from": "", "licence_to": "2029-01-01"},
     "licence_from", "This is needed beside licence_to."),
    ("contracts", {"trustline_status": "pending"}, "trustline_date",
     "This is needed beside trustline_status."),
    ("children", {"exceptional_needs_factor": "1.2", "exceptional_needs_documented": "yes"},
     "exceptional_needs_from", "This is needed beside exceptional_needs_factor."),
    ("certificates", {"to": "2026-01-04"}, "to", "This is before from."),
    ("certificates", {"mon": "", "fri": ""}, "mon", "No care is certified on any weekday."),
    ("certificates", {"mon": "08:00-12:00 11:00-13:00"}, "mon",
     "This care overlaps other certified care."),
    ("certificates", {"sun": "20:00-09:00"}, "mon", "This care overlaps other certified care."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cells", "column", "sentence"), WRONG_LINES)
def test_cells_that_do_not_fit_each_other(
    sqlite: Engine, kind: str, cells: dict[str, str], column: str, sentence: str
) -> None:
    report = bring(an_importer(sqlite), kind, {**LINES[kind], **cells})
    assert said(report) == [(2, column, sentence)]


UNKNOWN = [
    ("users", {"agency": "ELM"}, "agency", "There is no agency with this code."),
    ("users", {"role": "biller", "agency": "", "organisation": "ORG-2"}, "organisation",
     "There is no provider with this reference."),
    ("contracts", {"agency": "ELM"}, "agency", "There is no agency with this code."),
    ("contracts", {"provider": "ORG-2"}, "provider", "There is no provider with this reference."),
    ("contracts", {"program": "welfare"}, "program", "Write one of calworks."),
    ("rates", {"contract": "P-2"}, "contract",
     "This agency has no contract with this number."),
    ("certificates", {"child": "C-2"}, "child", "This agency has no child with this number."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cells", "column", "sentence"), UNKNOWN)
def test_reference_that_is_not_there(
    sqlite: Engine, kind: str, cells: dict[str, str], column: str, sentence: str
) -> None:
    importer = an_importer(sqlite)
    a_known_world(importer)
    assert said(bring(importer, kind, {**LINES[kind], **cells})) == [(2, column, sentence)]


def test_needed_cell_that_is_empty(sqlite: Engine) -> None:
    report = bring(an_importer(sqlite), "providers", {**PROVIDER, "name": " "})
    assert said(report) == [(2, "name", "This is empty.")]


def test_column_missing_unknown_and_twice(sqlite: Engine) -> None:
    data = b"reference,nmae,tin,tin\n"
    report = an_importer(sqlite).bring_in(KINDS["providers"], data)
    assert said(report) == [
        (1, "name", "This column is missing."),
        (1, "nmae", "A file of providers has no such column; perhaps name is meant."),
        (1, "tin", "This column stands here twice."),
    ]


def test_file_without_header_does_not_give_its_data_away(sqlite: Engine) -> None:
    report = an_importer(sqlite).bring_in(KINDS["providers"], b"ORG-1,Ann,969-95-0001\n")
    assert "969" not in str(report.as_json())
    assert (1, "number 3", "A file of providers has no such column.") in said(report)


def test_too_many_cells(sqlite: Engine) -> None:
    data = a_file(PROVIDER) + b"ORG-2,Ann\n"
    report = an_importer(sqlite).bring_in(KINDS["providers"], data)
    assert said(report) == [(3, "", "This line has 2 values, the header has 3 columns.")]


def test_line_that_repeats_another(sqlite: Engine) -> None:
    other = {**PROVIDER, "tin": "969950002"}
    report = bring(an_importer(sqlite), "providers", PROVIDER, other)
    assert said(report) == [(3, "reference", "Line 2 has the same reference.")]


def test_same_tax_number_twice(sqlite: Engine) -> None:
    report = bring(an_importer(sqlite), "providers", PROVIDER, {**PROVIDER, "reference": "ORG-2"})
    assert said(report) == [(3, "tin", "Another provider has this taxpayer number.")]


def test_one_person_with_two_names(sqlite: Engine) -> None:
    importer = an_importer(sqlite)
    bring(importer, "agencies", AGENCY)
    other = {**USER, "role": "approver", "name": "Lea Officer"}
    report = bring(importer, "users", USER, other)
    assert said(report) == [(3, "name", "Line 2 has another name for this person.")]


def test_contract_stays_with_its_provider(sqlite: Engine) -> None:
    importer = an_importer(sqlite)
    a_known_world(importer)
    other = {**PROVIDER, "reference": "ORG-2", "tin": "969950002"}
    bring(importer, "providers", other)
    report = bring(importer, "contracts", {**CONTRACT, "provider": "ORG-2"})
    sentence = "This contract has another provider; a new one needs a new number."
    assert said(report) == [(2, "provider", sentence)]


def test_certificate_stays_with_its_child(sqlite: Engine) -> None:
    importer = an_importer(sqlite)
    a_known_world(importer)
    bring(importer, "children", {**CHILD, "number": "C-2"})
    report = bring(importer, "certificates", {**CERTIFICATE, "child": "C-2"})
    sentence = "This certificate has another child; a new one needs a new number."
    assert said(report) == [(2, "child", sentence)]


def test_every_fault_of_a_file_is_told(sqlite: Engine) -> None:
    worse = {**PROVIDER, "reference": "ORG 2", "tin": "1"}
    report = bring(an_importer(sqlite), "providers", {**PROVIDER, "tin": "2"}, worse)
    assert [(line, column) for line, column, _ in said(report)] == [
        (2, "tin"),
        (3, "reference"),
        (3, "tin"),
    ]


class Simple(CalworksProgram):
    """A program that asks nothing about licences."""

    @property
    def lawful_terms(self) -> Mapping[str, frozenset[str]]:
        terms = super().lawful_terms
        return {**terms, "contract": terms["contract"] - {"licence"}}


def test_fact_that_the_program_has_no_use_for(sqlite: Engine) -> None:
    importer = replace(an_importer(sqlite), programs={"calworks": Simple()})
    bring(importer, "agencies", AGENCY)
    bring(importer, "providers", PROVIDER)
    sentence = "The program calworks does not use this; leave it empty."
    assert said(bring(importer, "contracts", CONTRACT)) == [(2, "licence_from", sentence)]
