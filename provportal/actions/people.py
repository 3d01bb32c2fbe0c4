"""What a program admin does about the sign-ins of others: end them, or let a factor be set anew."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit, second_factor
from provportal.actions.audit import Change, Subject
from provportal.actions.moving import refuse_same_person
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Context, Role
from provportal.store.person import Membership, Person
from provportal.store.provider import Contract
from provportal.store.reads import NotFound
from provportal.store.sign_in import end_all


def disable(session: Session, context: Context, person_id: str, at: datetime) -> None:
    """A person who left signs in no more, and is out at the next request. Done twice, it is once.

    Raises NotAllowed, NotFound for somebody of another agency, SamePerson for oneself.
    """
    person = _of_ones_agency(session, context, person_id, "disable")
    if person.disabled_at is not None:
        return
    person.disabled_at = context.now
    end_all(session, person.id, at)
    subject = Subject("person", person.id, context.actor.agency_id)
    audit.record(session, context, "person.disabled", subject, Change())


def take_factor_away(session: Session, context: Context, person_id: str, at: datetime) -> None:
    """For who lost the phone and the recovery codes: the app is set up anew at the next sign-in.

    Raises like `disable`: nobody does it for oneself, or a stolen session would do it.
    """
    person = _of_ones_agency(session, context, person_id, "take the factor away")
    second_factor.take_away(session, context, person.id, at)


def _of_ones_agency(session: Session, context: Context, person_id: str, deed: str) -> Person:
    """Staff of the actor's agency, or somebody of a provider who has a contract with it; locked."""
    if context.actor.role is not Role.PROGRAM_ADMIN:
        raise NotAllowed("person", deed, "-", "role")
    refuse_same_person(context, deed, person_id)
    agency_id = context.actor.agency_id
    providers = sa.select(Contract.organisation_id).where(Contract.agency_id == agency_id)
    works_here = sa.select(Membership.person_id).where(
        (Membership.agency_id == agency_id) | Membership.organisation_id.in_(providers)
    )
    found = session.scalar(
        sa.select(Person).where(Person.id == person_id, Person.id.in_(works_here)).with_for_update()
    )
    if found is None:
        raise NotFound("person")
    return found
