"""Memberships that an admin may change, and what a change of one is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.role_change import ADMINS
from provportal.domain.roles import Actor, Role
from provportal.store.agency import Agency
from provportal.store.locking import locked
from provportal.store.person import Membership, Person
from provportal.store.provider import Contract, Organisation
from provportal.store.reads import NotFound


@dataclass(frozen=True, slots=True)
class Member:
    """A person in one membership."""

    membership: Membership
    person: Person


def members_of(session: Session, actor: Actor) -> Sequence[Member]:
    """The people of the actor's own organisation who can sign in, by name."""
    asked = _members().where(
        Membership.organisation_id == actor.organisation_id, Person.disabled_at.is_(None)
    )
    return [Member(*row) for row in session.execute(asked.order_by(Person.name, Membership.id))]


def member_of(session: Session, actor: Actor, membership_id: str) -> Member:
    """One membership that the actor may give a role in. Raises NotFound.

    A program admin: of the own agency and of the providers under contract with it; a provider
    admin: of the own organisation.
    """
    asked = _members().where(Membership.id == membership_id, _within(actor))
    row = session.execute(asked).one_or_none()
    if row is None:
        raise NotFound("membership")
    return Member(*row)


def lock_place(session: Session, membership: Membership) -> None:
    """Two admins who change each other's role at once take turns."""
    if membership.organisation_id is not None:
        session.get_one(Organisation, membership.organisation_id, with_for_update=True)
    else:
        session.get_one(Agency, membership.agency_id, with_for_update=True)


def is_still(session: Session, actor: Actor) -> bool:
    """Whether the actor has the role at this moment: it may be gone since the page was opened."""
    held = sa.select(Membership.id).where(
        Membership.person_id == actor.person_id,
        Membership.role == actor.role,
        _same(Membership.agency_id, actor.agency_id),
        _same(Membership.organisation_id, actor.organisation_id),
    )
    return session.scalar(held.limit(1)) is not None


def roles_held_beside(session: Session, membership: Membership) -> frozenset[Role]:
    """The person's other roles at the same place."""
    rows = sa.select(Membership.role).where(
        Membership.person_id == membership.person_id,
        Membership.id != membership.id,
        *_at(membership),
    )
    return frozenset(session.scalars(rows))


def other_admins(session: Session, membership: Membership) -> int:
    """How many admins the place has without this person, of those who can sign in."""
    admins = (
        sa.select(sa.func.count(sa.distinct(Membership.person_id)))
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.role == ADMINS[membership.organisation_id is not None],
            Membership.person_id != membership.person_id,
            Person.disabled_at.is_(None),
            *_at(membership),
        )
    )
    return session.scalar(admins) or 0


def membership_for_update(session: Session, membership_id: str) -> Membership:
    """The row, read anew and locked."""
    asked = locked(sa.select(Membership).where(Membership.id == membership_id))
    return session.scalars(asked.execution_options(populate_existing=True)).one()


def _members() -> sa.Select[Membership, Person]:
    return sa.select(Membership, Person).join(Person, Person.id == Membership.person_id)


def _within(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.role is Role.PROVIDER_ADMIN:
        return Membership.organisation_id == actor.organisation_id
    providers = sa.select(Contract.organisation_id).where(Contract.agency_id == actor.agency_id)
    return sa.or_(
        Membership.agency_id == actor.agency_id, Membership.organisation_id.in_(providers)
    )


def _at(membership: Membership) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _same(Membership.agency_id, membership.agency_id),
        _same(Membership.organisation_id, membership.organisation_id),
    )


def _same(
    column: sa.orm.InstrumentedAttribute[str | None], value: str | None
) -> sa.ColumnElement[bool]:
    return column.is_(None) if value is None else column == value
