"""Records of a declared program: what only another program reads of them is left empty."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.domain.programs import PROGRAMS
from provportal.domain.programs.declared.program import book_of_text, declared_program
from provportal.imports.load import Importer
from provportal.store.provider import Certificate, Contract
from provportal.store.session import reading
from tests.given_programs import PROGRAM, TEXT
from tests.imports.importing import (
    CERTIFICATE,
    CONTRACT,
    a_known_world,
    an_importer,
    bring,
    said,
)

NO_CARE = dict.fromkeys(("stage", "variable", "mon", "fri", "category", "family_fee"), "")
PLAIN_CONTRACT = CONTRACT | {
    "program": PROGRAM,
    "number": "S-1",
    "kind": "",
    "licence_number": "",
    "licence_from": "",
    "closure_days_used": "",
    "closures_paid_by_private_families": "",
    "registration_fee": "",
}
PLAIN_CERTIFICATE = CERTIFICATE | NO_CARE | {"contract": "S-1", "number": "S-A-1"}


@pytest.fixture
def importer(sqlite: Engine) -> Importer:
    """One that knows the program, where a line of each kind is there already."""
    declared = declared_program(book_of_text(TEXT).payload)
    made = replace(an_importer(sqlite), programs=PROGRAMS | {PROGRAM: declared})
    a_known_world(made)
    return made


def test_a_contract_and_a_certificate_come_in_plain(importer: Importer) -> None:
    assert said(bring(importer, "contracts", PLAIN_CONTRACT)) == []
    assert said(bring(importer, "certificates", PLAIN_CERTIFICATE)) == []
    with reading(importer.engine) as session:
        contract = session.scalars(sa.select(Contract).where(Contract.number == "S-1")).one()
        certificates = sa.select(Certificate).where(Certificate.contract_id == contract.id)
        terms = [contract.terms, session.scalars(certificates).one().terms]
    assert terms == [{"licence_number": None}, {"case_number": "B1Q4872"}]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("stage", {"stage": "1", "mon": "08:00-17:00"}),
        ("mon", {"mon": "08:00-17:00"}),
        ("variable", {"variable": "no"}),
        ("category", {"category": "daily"}),
        ("family_fee", {"family_fee": "0.00"}),
    ],
)
def test_what_it_has_no_use_for_is_one_sentence(
    importer: Importer, column: str, cells: dict[str, str]
) -> None:
    bring(importer, "contracts", PLAIN_CONTRACT)
    sentence = f"The program {PROGRAM} does not use this; leave it empty."
    assert said(bring(importer, "certificates", PLAIN_CERTIFICATE | cells)) == [
        (2, column, sentence)
    ]


def test_a_contract_of_a_facility_is_refused(importer: Importer) -> None:
    sentence = f"The program {PROGRAM} does not use this; leave it empty."
    assert said(bring(importer, "contracts", PLAIN_CONTRACT | {"kind": CONTRACT["kind"]})) == [
        (2, "kind", sentence)
    ]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("stage", {"stage": ""}),
        ("case_number", {"case_number": ""}),
        ("variable", {"variable": ""}),
        ("family_fee", {"family_fee": ""}),
        ("stage", NO_CARE),
    ],
)
def test_a_certificate_of_child_care_needs_its_terms(
    importer: Importer, column: str, cells: dict[str, str]
) -> None:
    sentence = "The program calworks needs this."
    assert said(bring(importer, "certificates", CERTIFICATE | cells)) == [(2, column, sentence)]


@pytest.mark.parametrize(
    "column", ["kind", "closure_days_used", "closures_paid_by_private_families"]
)
def test_a_contract_of_child_care_needs_its_terms(importer: Importer, column: str) -> None:
    sentence = "The program calworks needs this."
    assert said(bring(importer, "contracts", CONTRACT | {column: ""})) == [(2, column, sentence)]
