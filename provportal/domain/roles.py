"""Who acts: the roles of both sides, and the actor that every action is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do in one membership. Duties are kept apart by person as well."""

    BILLER = "biller"
    PROVIDER_ADMIN = "provider_admin"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    PAYMENT_OFFICER = "payment_officer"
    PROGRAM_ADMIN = "program_admin"
    AUDITOR = "auditor"
    SYSTEM = "system"


PROVIDER_ROLES = frozenset({Role.BILLER, Role.PROVIDER_ADMIN})
STAFF_ROLES = frozenset(
    {
        Role.REVIEWER,
        Role.APPROVER,
        Role.PAYMENT_OFFICER,
        Role.PROGRAM_ADMIN,
        Role.AUDITOR,
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one membership, or the system (no person).

    Staff carry the id of their agency, providers the id of their organisation; each query starts
    from that scope. `may_sign` is the mark on a provider's membership.
    """

    role: Role
    person_id: str | None = None
    agency_id: str | None = None
    organisation_id: str | None = None
    may_sign: bool = False


SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Context:
    """Who does it, when (UTC, from the one clock), and in which web request or job."""

    actor: Actor
    now: datetime
    request_id: str = "-"
