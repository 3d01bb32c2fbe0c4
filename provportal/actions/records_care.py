"""Records of those who are served: the person, and the certificate that care is asked under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.audit import Subject
from provportal.actions.records import Outcome, columns_of, keep, refuse_moved
from provportal.domain.roles import Context
from provportal.store.provider import Certificate, Child
from provportal.store.row import new_id


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """The person served; found again by the agency's number. Never a social security number."""

    agency_id: str
    number: str
    name: str
    born: date
    terms: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """The approval of care for one child with one provider; found again by its number."""

    agency_id: str
    contract_id: str
    child_id: str
    number: str
    starts_on: date
    ends_on: date
    terms: Mapping[str, Any]


def keep_child(session: Session, context: Context, record: ChildRecord) -> Outcome:
    """Add or change a child. Raises NotAllowed."""
    found = session.scalar(
        sa.select(Child).where(Child.agency_id == record.agency_id, Child.number == record.number)
    )
    child = found or Child(id=new_id())
    subject = Subject("child", child.id, record.agency_id)
    return keep(session, context, child, columns_of(record), subject)


def keep_certificate(session: Session, context: Context, record: CertificateRecord) -> Outcome:
    """Add or change a certificate. It stays with its contract and child: requests hang on it.

    Raises NotAllowed, Settled.
    """
    found = session.scalar(
        sa.select(Certificate).where(
            Certificate.agency_id == record.agency_id, Certificate.number == record.number
        )
    )
    certificate = found or Certificate(id=new_id())
    if found is not None:
        owners = ("contract_id", record.contract_id), ("child_id", record.child_id)
        refuse_moved(found, *owners)
    subject = Subject("certificate", certificate.id, record.agency_id)
    return keep(session, context, certificate, columns_of(record), subject)
