"""Builders for tests of imports: files from columns and cells, and an importer on a database."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import rules
from provportal.domain.programs import PROGRAMS
from provportal.domain.roles import SYSTEM, Actor, Context, Role
from provportal.domain.rule_draft import OPEN
from provportal.imports.kinds import KINDS
from provportal.imports.load import Importer
from provportal.imports.report import Report
from provportal.store.agency import RuleDraft
from provportal.store.keyring import Keyring
from provportal.store.session import reading, transaction
from tests import given

NOW = datetime(2026, 11, 3, 17, 0, tzinfo=UTC)

AGENCY = {
    "code": "ALDER",
    "name": "Alder County Social Services",
    "county": "Los Angeles",
    "phone": "555-0100",
    "bank_odfi": "121000374",
    "bank_destination": "121000374",
    "bank_destination_name": "FRB SAN FRANCISCO",
    "bank_origin": "1999999999",
    "bank_origin_name": "ALDER COUNTY",
    "bank_company_name": "ALDER COUNTY",
    "bank_company_id": "1999999999",
    "bank_line_ending": "crlf",
}
PROVIDER = {"reference": "ORG-1", "name": "Luciérnaga Family Child Care", "tin": "969950001"}
USER = {
    "email": "lee@example.org",
    "name": "Lee Officer",
    "language": "en",
    "role": "reviewer",
    "organisation": "",
    "agency": "ALDER",
    "may_sign": "no",
}
CONTRACT = {
    "agency": "ALDER",
    "provider": "ORG-1",
    "program": "calworks",
    "number": "P-1",
    "from": "2025-07-01",
    "to": "",
    "kind": "licensed_home",
    "licence_number": "190000001",
    "licence_from": "2020-01-01",
    "licence_to": "",
    "trustline_status": "",
    "trustline_date": "",
    "relationship": "",
    "closure_days_used": "0",
    "closures_paid_by_private_families": "yes",
    "registration_fee": "50.00",
}
RATE = {
    "agency": "ALDER",
    "contract": "P-1",
    "category": "monthly_full_time",
    "age_group": "2-5",
    "amount": "950.00",
    "from": "2026-01-01",
}
CHILD = {
    "agency": "ALDER",
    "number": "C-1",
    "name": "王小明",
    "born": "2023-03-14",
    "school": "none",
    "room": "",
    "exceptional_needs_factor": "",
    "exceptional_needs_documented": "",
    "exceptional_needs_from": "",
}
CERTIFICATE = {
    "agency": "ALDER",
    "contract": "P-1",
    "child": "C-1",
    "number": "A-1",
    "from": "2026-01-05",
    "to": "2027-12-31",
    "stage": "1",
    "case_number": "B1Q4872",
    "variable": "no",
    "mon": "08:00-17:00",
    "tue": "",
    "wed": "",
    "thu": "",
    "fri": "07:00-09:00 14:00-18:00",
    "sat": "",
    "sun": "",
    "category": "",
    "family_fee": "0.00",
}
LINES = {
    "agencies": AGENCY,
    "providers": PROVIDER,
    "users": USER,
    "contracts": CONTRACT,
    "rates": RATE,
    "children": CHILD,
    "certificates": CERTIFICATE,
}
"""One good line of each kind, in the order in which they refer to each other."""


def an_importer(engine: Engine, actor: Actor = SYSTEM, now: datetime = NOW) -> Importer:
    """An importer with keys of its own."""
    return Importer(engine, Context(actor, now, "test"), Keyring.fresh(), PROGRAMS)


def a_file(*lines: dict[str, str]) -> bytes:
    """A CSV file with the columns of the first line."""
    text = io.StringIO()
    file = csv.DictWriter(text, list(lines[0]), lineterminator="\n")
    file.writeheader()
    file.writerows(lines)
    return text.getvalue().encode()


def bring(importer: Importer, kind: str, *lines: dict[str, str]) -> Report:
    """Import lines of a kind."""
    return importer.bring_in(KINDS[kind], a_file(*lines))


def a_known_world(importer: Importer) -> None:
    """One good line of each kind, imported."""
    for kind, line in LINES.items():
        report = bring(importer, kind, line)
        assert report.faults == [], kind


def said(report: Report) -> list[tuple[int, str, str]]:
    """Line, column and sentence of each fault, in order."""
    return [(fault.line, fault.column, fault.message) for fault in sorted(report.faults)]


def publish_drafts(engine: Engine) -> None:
    """Make versions of all drafts of rules, by two program admins of each agency."""
    with reading(engine) as session:
        drafts = session.scalars(sa.select(RuleDraft).where(RuleDraft.state.in_(OPEN))).all()
    for draft in drafts:
        one, other = (
            Context(given.a_person(engine, Role.PROGRAM_ADMIN, agency_id=draft.agency_id), NOW)
            for _ in range(2)
        )
        with transaction(engine) as session:
            rules.propose(session, one, draft.id, draft.hash)
        with transaction(engine) as session:
            rules.publish(session, other, draft.id, draft.hash)
