"""A file comes in whole or not at all; the same file again changes nothing; all is audited."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions.records import Outcome
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Actor, Role
from provportal.imports.kinds import KINDS
from provportal.store.agency import Agency
from provportal.store.audit import AuditEvent
from provportal.store.person import Membership, Person
from provportal.store.provider import Certificate, Child, Contract, Organisation, Rate
from provportal.store.session import reading
from tests.imports.importing import (
    AGENCY,
    LINES,
    PROVIDER,
    RATE,
    USER,
    a_file,
    a_known_world,
    an_importer,
    bring,
)


def count(engine: Engine, row: type[object]) -> int:
    with reading(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(row)) or 0


def test_one_line_of_each_kind_is_stored(engine: Engine) -> None:
    a_known_world(an_importer(engine))
    rows = (Agency, Organisation, Person, Membership, Contract, Rate, Child, Certificate)
    assert [count(engine, row) for row in rows] == [1] * len(rows)


@pytest.mark.parametrize("kind", list(LINES))
def test_same_file_again_changes_nothing(sqlite: Engine, kind: str) -> None:
    importer = an_importer(sqlite)
    a_known_world(importer)
    audited = count(sqlite, AuditEvent)
    report = bring(importer, kind, LINES[kind])
    assert report.outcomes == {Outcome.UNCHANGED: 1}
    assert count(sqlite, AuditEvent) == audited


CHANGES = {
    "agencies": {"bank_line_ending": "lf"},
    "providers": {"tin": "969950009"},
    "users": {"name": "Lee Reviewer"},
    "contracts": {"licence_to": "2026-12-31"},
    "rates": {"amount": "960.00"},
    "children": {"school": "TK"},
    "certificates": {"fri": "08:00-17:00"},
}


@pytest.mark.parametrize(("kind", "cells"), CHANGES.items())
def test_changed_line_is_changed_and_audited(
    sqlite: Engine, kind: str, cells: dict[str, str]
) -> None:
    importer = an_importer(sqlite)
    a_known_world(importer)
    audited = count(sqlite, AuditEvent)
    report = bring(importer, kind, {**LINES[kind], **cells})
    assert report.outcomes == {Outcome.CHANGED: 1}
    assert count(sqlite, AuditEvent) == audited + 1


def test_known_person_in_a_further_role_is_new(sqlite: Engine) -> None:
    importer = an_importer(sqlite)
    a_known_world(importer)
    report = bring(importer, "users", {**USER, "role": "auditor"})
    assert report.outcomes == {Outcome.NEW: 1}


def test_one_fault_and_nothing_is_written(engine: Engine) -> None:
    importer = an_importer(engine)
    report = bring(importer, "providers", PROVIDER, {**PROVIDER, "reference": "ORG-2"})
    assert len(report.faults) == 1
    assert count(engine, Organisation) == 0
    assert count(engine, AuditEvent) == 0


def test_trying_out_counts_and_writes_nothing(engine: Engine) -> None:
    report = an_importer(engine).try_out(KINDS["providers"], a_file(PROVIDER))
    assert report.outcomes == {Outcome.NEW: 1}
    assert count(engine, Organisation) == 0


def test_tax_number_is_sealed_for_its_row(sqlite: Engine) -> None:
    importer = an_importer(sqlite)
    bring(importer, "providers", PROVIDER)
    with reading(sqlite) as session:
        stored = session.scalars(sa.select(Organisation)).one()
    opened = importer.keyring.open_(stored.tin_sealed, "organisation", stored.id, "tin")
    assert (opened, stored.tin_last4) == (PROVIDER["tin"], "0001")


def test_audit_holds_no_tax_number_and_no_name_of_a_child(sqlite: Engine) -> None:
    a_known_world(an_importer(sqlite))
    with reading(sqlite) as session:
        written = [str(event.after) for event in session.scalars(sa.select(AuditEvent))]
    assert not [
        text for text in written if "969950001" in text or LINES["children"]["name"] in text
    ]


def test_terms_are_stored_as_the_program_reads_them(sqlite: Engine) -> None:
    a_known_world(an_importer(sqlite))
    with reading(sqlite) as session:
        terms = session.scalars(sa.select(Certificate)).one().terms
    assert terms == {
        "stage": 1,
        "case_number": "B1Q4872",
        "variable": False,
        "schedule": {
            "mon": [["08:00", "17:00"]],
            "fri": [["07:00", "09:00"], ["14:00", "18:00"]],
        },
        "category": None,
        "family_fee": "0.00",
    }


def test_program_admin_imports_at_home(sqlite: Engine) -> None:
    a_known_world(an_importer(sqlite))
    with reading(sqlite) as session:
        home = session.scalars(sa.select(Agency.id)).one()
    admin = Actor(Role.PROGRAM_ADMIN, agency_id=home)
    report = bring(an_importer(sqlite, admin), "rates", {**RATE, "from": "2026-07-01"})
    assert report.outcomes == {Outcome.NEW: 1}


@pytest.mark.parametrize("role", [Role.PROGRAM_ADMIN, Role.REVIEWER])
def test_others_are_refused(sqlite: Engine, role: Role) -> None:
    stranger = Actor(role, agency_id="00000000-0000-7000-8000-000000000000")
    with pytest.raises(NotAllowed):
        bring(an_importer(sqlite, stranger), "agencies", AGENCY)
