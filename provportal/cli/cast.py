"""The cast of the sample: who acts for which agency and organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.domain.roles import Actor, Role
from provportal.store.agency import Agency
from provportal.store.person import Membership
from provportal.store.provider import Organisation
from provportal.store.session import reading


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors by role, of each agency and each organisation.

    `codes` are the agencies' by id, in their order; `organisations` are ids by reference.
    """

    codes: Mapping[str, str]
    organisations: Mapping[str, str]
    memberships: Sequence[Membership]

    @property
    def agencies(self) -> Sequence[str]:
        """Their ids."""
        return list(self.codes)

    def agency(self, code: str) -> str:
        """The id of the agency with a code."""
        return next(agency_id for agency_id, its in self.codes.items() if its == code)

    def staff(self, agency_id: str, role: Role, nth: int = 0) -> Actor:
        """The nth person with a role at an agency. Raises IndexError when there is none."""
        found = [m for m in self.memberships if (m.agency_id, m.role) == (agency_id, role)]
        return Actor(role, found[nth].person_id, agency_id=agency_id)

    def provider(self, organisation_id: str, role: Role) -> Actor:
        """The first person with a role in an organisation."""
        found = next(
            m for m in self.memberships if (m.organisation_id, m.role) == (organisation_id, role)
        )
        return Actor(
            role, found.person_id, organisation_id=organisation_id, may_sign=found.may_sign
        )

    def signer(self, organisation_id: str) -> Actor:
        """Someone of an organisation who may sign: its biller when marked so, else its admin."""
        biller = self.provider(organisation_id, Role.BILLER)
        return biller if biller.may_sign else self.provider(organisation_id, Role.PROVIDER_ADMIN)


def read_cast(engine: Engine) -> Cast:
    """Everyone, as imported."""
    with reading(engine) as session:
        agencies = session.execute(sa.select(Agency.id, Agency.code).order_by(Agency.code))
        organisations = session.execute(sa.select(Organisation.reference, Organisation.id))
        memberships = session.scalars(sa.select(Membership).order_by(Membership.id)).all()
        return Cast(dict(agencies.tuples().all()), dict(organisations.tuples().all()), memberships)
