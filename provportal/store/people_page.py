"""What a program admin sees of the people who sign in: staff, and those of providers under
contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.roles import Actor, Role
from provportal.store.person import Membership, Person
from provportal.store.provider import Contract, Organisation
from provportal.store.reads import NotFound
from provportal.store.second_factor import SecondFactor

PAGE = 50


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """One person in one membership; `provider` is empty for staff."""

    id: str
    name: str
    email: str
    role: Role
    provider: str
    has_app: bool
    is_disabled: bool
    membership_id: str


def people_of(session: Session, actor: Actor, wanted: str, page: int) -> Sequence[SeenPerson]:
    """People whose name or email holds what is wanted, by name; one more than a page has."""
    asked = _asked(actor).order_by(Person.name, Membership.id)
    if wanted:
        asked = asked.where(
            Person.name.icontains(wanted, autoescape=True)
            | Person.email.icontains(wanted, autoescape=True)
        )
    return [SeenPerson(*row) for row in session.execute(asked.limit(PAGE + 1).offset(page * PAGE))]


def person_of(session: Session, actor: Actor, person_id: str) -> Sequence[SeenPerson]:
    """One person in each membership that the agency sees. Raises NotFound."""
    asked = _asked(actor).where(Person.id == person_id).order_by(Membership.id)
    found = [SeenPerson(*row) for row in session.execute(asked)]
    if not found:
        raise NotFound("person")
    return found


def _asked(actor: Actor) -> sa.Select[str, str, str, Role, str, bool, bool, str]:
    providers = sa.select(Contract.organisation_id).where(Contract.agency_id == actor.agency_id)
    return (
        sa.select(
            Person.id,
            Person.name,
            Person.email,
            Membership.role,
            sa.func.coalesce(Organisation.name, ""),
            SecondFactor.enrolled_at.is_not(None),
            Person.disabled_at.is_not(None),
            Membership.id,
        )
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(SecondFactor, SecondFactor.person_id == Person.id)
        .where(
            (Membership.agency_id == actor.agency_id) | Membership.organisation_id.in_(providers)
        )
    )
