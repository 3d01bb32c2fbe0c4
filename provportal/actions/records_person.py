"""Records of people: who signs in, and their role at an agency or in an organisation."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.audit import Subject
from provportal.actions.records import Outcome, both, columns_of, keep
from provportal.domain.roles import Context, Role
from provportal.store.person import Membership, Person
from provportal.store.row import new_id


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A human being, found again by the e-mail address. Passwords come from the person alone."""

    email: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class MembershipRecord:
    """A role at one agency or in one organisation; found again by all but the mark to sign."""

    agency_id: str | None
    organisation_id: str | None
    role: Role
    may_sign: bool


def keep_member(
    session: Session, context: Context, record: PersonRecord, membership: MembershipRecord
) -> Outcome:
    """Add or change a person and one membership. Raises NotAllowed."""
    found = session.scalar(sa.select(Person).where(Person.email == record.email))
    person = found or Person(id=new_id())
    # A person may work for several agencies: the audit row belongs to the one that writes it.
    subject = Subject("person", person.id, membership.agency_id)
    kept = keep(session, context, person, columns_of(record), subject)
    place = _membership_of(session, person.id, membership)
    about_place = Subject("membership", place.id, membership.agency_id)
    values = {"person_id": person.id, **columns_of(membership)}
    # The membership comes first: a known person's further role is new.
    return both(keep(session, context, place, values, about_place), kept)


def _membership_of(session: Session, person_id: str, record: MembershipRecord) -> Membership:
    found = session.scalar(
        sa.select(Membership).where(
            Membership.person_id == person_id,
            Membership.agency_id.is_not_distinct_from(record.agency_id),
            Membership.organisation_id.is_not_distinct_from(record.organisation_id),
            Membership.role == record.role,
        )
    )
    return found or Membership(id=new_id())
