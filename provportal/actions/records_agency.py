"""Records of paying agencies: the agency with its bank profile; and a rule book as plain JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.audit import Subject
from provportal.actions.records import Outcome, both, columns_of, keep
from provportal.domain.roles import Context
from provportal.domain.rulebook import RuleBook, canonical_json
from provportal.store.agency import Agency, BankProfile
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


def plain_payload(rules: RuleBook) -> dict[str, Any]:
    """The payload of a book as a column and a file can hold it: plain JSON values."""
    payload: dict[str, Any] = json.loads(canonical_json(rules.payload))
    return payload
