"""Roles: given by an admin of the place, never to oneself, and never away from the last admin."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.moving import refuse_same_person
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.role_change import ADMINS, WhyNot, why_not
from provportal.domain.roles import PROVIDER_ROLES, Context, Role
from provportal.store import memberships
from provportal.store.person import Membership


class RoleRefused(Exception):
    """The role cannot be given; says why."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Given:
    """A role, and at a provider whether its owner may sign requests."""

    role: Role
    may_sign: bool = False


def give_role(session: Session, context: Context, membership_id: str, given: Given) -> None:
    """Give a person another role in one membership; the same again changes nothing.

    It holds from the person's next request on, in every browser. Raises NotFound for somebody of
    another place, SamePerson for oneself, NotAllowed for who is no admin (any more), RoleRefused.
    """
    if context.actor.role not in ADMINS.values():
        raise NotAllowed("membership", "give a role", "-", "role")
    found = memberships.member_of(session, context.actor, membership_id).membership
    refuse_same_person(context, "give a role", found.person_id)
    memberships.lock_place(session, found)
    if not memberships.is_still(session, context.actor):
        raise NotAllowed("membership", "give a role", "-", "no admin any more")
    membership = memberships.membership_for_update(session, found.id)
    before, after = _told(membership), _kept(given)
    _refuse(session, membership, after.role)
    if before != after:
        membership.role, membership.may_sign = after.role, after.may_sign
        _record(session, context, membership, before)


def _told(membership: Membership) -> Given:
    return Given(membership.role, membership.may_sign)


def _kept(given: Given) -> Given:
    """Staff sign nothing."""
    return Given(given.role, given.may_sign and given.role in PROVIDER_ROLES)


def _refuse(session: Session, membership: Membership, role: Role) -> None:
    held = memberships.roles_held_beside(session, membership)
    why = why_not(membership.role, role, held, memberships.other_admins(session, membership))
    if why is not None:
        raise RoleRefused(why)


def _record(session: Session, context: Context, membership: Membership, before: Given) -> None:
    after = _told(membership)
    subject = Subject("membership", membership.id, context.actor.agency_id)
    change = Change(
        {"role": before.role, "may_sign": before.may_sign},
        {"role": after.role, "may_sign": after.may_sign},
    )
    audit.record(session, context, "membership.role", subject, change)
    session.flush()
