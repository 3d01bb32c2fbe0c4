"""Records of paying agencies: the agency with its bank profile, and its published rule books."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.records import Outcome, both, columns_of, keep, refuse_outsiders
from provportal.domain.roles import Context
from provportal.domain.rulebook import RuleBook, canonical_json, payload_hash
from provportal.store.agency import Agency, BankProfile, RuleVersion
from provportal.store.row import new_id


@dataclass(frozen=True, slots=True)
class BankProfileRecord:
    """How the agency's bank wants its files; the lengths are those of a bank file's fields."""

    odfi: str
    destination: str
    destination_name: str
    origin: str
    origin_name: str
    company_name: str
    company_id: str
    line_ending: str


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """A county or an alternative payment program; found again by its code."""

    code: str
    name: str
    county: str
    phone: str


def keep_agency(
    session: Session, context: Context, record: AgencyRecord, bank: BankProfileRecord
) -> Outcome:
    """Add or change an agency and its bank profile. Raises NotAllowed."""
    found = session.scalar(sa.select(Agency).where(Agency.code == record.code))
    agency = found or Agency(id=new_id())
    subject = Subject("agency", agency.id, agency.id)
    kept = keep(session, context, agency, columns_of(record), subject)
    profile = session.get(BankProfile, agency.id) or BankProfile(agency_id=agency.id)
    about_bank = Subject("bank_profile", agency.id, agency.id)
    return both(kept, keep(session, context, profile, columns_of(bank), about_bank))


def publish_rules(
    session: Session, context: Context, agency_id: str, program: str, book: tuple[RuleBook, str]
) -> RuleVersion:
    """Publish a rule book, with where it came from. It never changes: a new one comes beside it.

    Raises NotAllowed.
    """
    refuse_outsiders(context, "rule_version", agency_id)
    rules, source = book
    version = RuleVersion(
        id=new_id(),
        agency_id=agency_id,
        program=program,
        version=rules.version,
        effective_from=rules.effective_from,
        payload=plain_payload(rules),
        hash=payload_hash(rules.payload),
        source=source,
        published_at=context.now,
    )
    session.add(version)
    session.flush()
    subject = Subject("rule_version", version.id, agency_id)
    after = {"program": program, "version": version.version, "hash": version.hash}
    audit.record(session, context, "rule_version.publish", subject, Change(after=after))
    return version


def plain_payload(rules: RuleBook) -> dict[str, Any]:
    """The payload of a book as a column and a file can hold it: plain JSON values."""
    payload: dict[str, Any] = json.loads(canonical_json(rules.payload))
    return payload


def next_version(session: Session, agency_id: str, program: str, day: date) -> str:
    """A name for the agency's next rule book from a day, like '2022-01-01-2': its second."""
    published = session.scalar(
        sa.select(sa.func.count()).where(
            RuleVersion.agency_id == agency_id,
            RuleVersion.program == program,
            RuleVersion.effective_from == day,
        )
    )
    return f"{day.isoformat()}-{(published or 0) + 1}"
