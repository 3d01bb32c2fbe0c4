"""The amount above which an agency's approvals ask for a fresh code."""

from __future__ import annotations

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import Money
from provportal.domain.roles import Context, Role
from provportal.store.agency import Agency


def set_tier(session: Session, context: Context, above: Money) -> None:
    """Ask whoever approves more than this for a fresh code; the same again changes nothing.

    Zero asks at each approval. Raises NotAllowed for other roles.
    """
    if context.actor.role is not Role.PROGRAM_ADMIN:
        raise NotAllowed("agency", "set the tier", "-", "role")
    agency = session.get_one(Agency, context.actor.agency_id, with_for_update=True)
    if agency.factor_above == above:
        return
    change = Change({"asks_above": str(agency.factor_above)}, {"asks_above": str(above)})
    agency.factor_above = above
    audit.record(session, context, "agency.tier", Subject("agency", agency.id, agency.id), change)
