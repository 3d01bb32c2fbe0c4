"""The parts of an agency's work list: which requests belong to each, and what can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from provportal.domain.request import ExceptionKind, State
from provportal.domain.roles import Actor
from provportal.store.decision import Decision, DecisionKind
from provportal.store.provider import Contract
from provportal.store.request import IS_WAITING, Request, RequestVersion

_CURRENT = aliased(RequestVersion)
IS_RECOMMENDED = sa.and_(
    # What was never reviewed, or went back for a new decision, names no reviewer: the decisions
    # of an earlier version are looked for only where one is named.
    Request.reviewed_by_id.is_not(None),
    sa.exists()
    .where(
        _CURRENT.request_id == Request.id,
        _CURRENT.number == Request.current_version,
        Decision.version_id == _CURRENT.id,
        Decision.kind == DecisionKind.RECOMMEND,
    )
    .correlate(Request),
)


def _excepted(kind: ExceptionKind) -> sa.ColumnElement[bool]:
    return sa.and_(
        Request.state == State.EXCEPTION,
        Request.exception_kind == kind,
        Request.withdrawn_at.is_(None),
    )


class Part(StrEnum):
    """Which part of the work list is shown."""

    ALL = "all"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    TO_DECIDE = "to_decide"
    SET_ASIDE = "set_aside"
    WITH_PROVIDER = "with_provider"
    NOT_PAID = "not_paid"


PARTS: dict[Part, sa.ColumnElement[bool]] = {
    Part.ALL: sa.true(),
    Part.SUBMITTED: Request.state == State.SUBMITTED,
    Part.IN_REVIEW: sa.and_(Request.state == State.IN_REVIEW, ~IS_RECOMMENDED),
    Part.TO_DECIDE: sa.and_(Request.state == State.IN_REVIEW, IS_RECOMMENDED),
    Part.SET_ASIDE: _excepted(ExceptionKind.STAFF),
    Part.WITH_PROVIDER: _excepted(ExceptionKind.PROVIDER),
    Part.NOT_PAID: _excepted(ExceptionKind.DENIED),
}
_WITH_OTHERS = (Part.WITH_PROVIDER, Part.NOT_PAID)
"""What staff look up; it waits for nobody of them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the list. A number (receipt or provider) looks at every sent request."""

    part: Part = Part.ALL
    program: str = ""
    is_mine: bool = False
    number: str = ""


def conditions_of(actor: Actor, wanted: Wanted) -> list[sa.ColumnExpressionArgument[bool]]:
    """What a row must be to be listed, beside being of the actor's agency."""
    found: list[sa.ColumnExpressionArgument[bool]] = []
    if wanted.number:
        found.append(_numbered(wanted.number))
    elif wanted.part in _WITH_OTHERS:
        found.append(PARTS[wanted.part])
    else:
        found += [IS_WAITING, PARTS[wanted.part]]
    if wanted.program:
        found.append(Request.program == wanted.program)
    if wanted.is_mine:
        found.append(Request.owner_id == actor.person_id)
    return found


def _numbered(number: str) -> sa.ColumnElement[bool]:
    contracts = sa.select(Contract.id).where(Contract.number == number)
    return sa.and_(
        Request.state != State.DRAFT,
        sa.or_(Request.number == number, Request.contract_id.in_(contracts)),
    )
