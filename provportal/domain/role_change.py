"""Which role may follow which: a person keeps the side, and a place keeps an admin."""

from __future__ import annotations

from enum import StrEnum

from provportal.domain.roles import PROVIDER_ROLES, STAFF_ROLES, Role

ADMINS = {True: Role.PROVIDER_ADMIN, False: Role.PROGRAM_ADMIN}
"""Who gives roles at a provider, and at an agency."""


class WhyNot(StrEnum):
    """Why a role is not given."""

    OTHER_SIDE = "other_side"
    HELD_ALREADY = "held_already"
    LAST_ADMIN = "last_admin"


def roles_of(role: Role) -> frozenset[Role]:
    """What somebody with this role can become: staff stay staff, providers stay providers."""
    return PROVIDER_ROLES if role in PROVIDER_ROLES else STAFF_ROLES


def why_not(before: Role, after: Role, held: frozenset[Role], other_admins: int) -> WhyNot | None:
    """What stands against it; None when nothing does.

    `held` are the person's other roles at that place, `other_admins` counts the admins of that
    place who can still sign in, without this person.
    """
    if after not in roles_of(before):
        return WhyNot.OTHER_SIDE
    if after in held:
        return WhyNot.HELD_ALREADY
    if before in ADMINS.values() and after is not before and not other_admins:
        return WhyNot.LAST_ADMIN
    return None
