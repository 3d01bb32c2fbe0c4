"""Held money: what an agency holds, and one approved request that may be held or is."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.ledger import Account
from provportal.domain.money import Money
from provportal.domain.request import ExceptionKind, State
from provportal.domain.roles import Actor
from provportal.store.decision import Decision, DecisionKind
from provportal.store.ledger import LedgerPosting
from provportal.store.payout import Batch, BatchLine
from provportal.store.person import Person
from provportal.store.provider import Organisation
from provportal.store.reads import NotFound
from provportal.store.request import Request, RequestLine

UNDER_WAY = (Account.AWAITING_BATCH, Account.HELD, Account.SCHEDULED)
"""Where approved money stands before it is sent."""
OF_A_HOLD = (DecisionKind.HOLD, DecisionKind.END_HOLD, DecisionKind.REDECIDE)


@dataclass(frozen=True, slots=True)
class Holdable:
    """A request whose money may be held: its payee, its amount, who holds it, and its run."""

    request: Request
    organisation: str
    owner: str | None
    amount: Money
    batch: Batch | None


_AMOUNT = (
    sa.select(
        sa.func.coalesce(sa.func.sum(LedgerPosting.amount), 0, type_=LedgerPosting.amount.type)
    )
    .join(RequestLine, RequestLine.id == LedgerPosting.line_id)
    .where(RequestLine.request_id == Request.id, LedgerPosting.account.in_(UNDER_WAY))
    .correlate(Request)
    .scalar_subquery()
)
_IN_RUN = (
    sa.select(BatchLine.batch_id)
    .where(BatchLine.request_id == Request.id, BatchLine.active)
    .limit(1)
    .correlate(Request)
    .scalar_subquery()
)
_HELD = Request.exception_kind == ExceptionKind.HELD


def _rows(actor: Actor) -> sa.Select[Request, str, str, Money, Batch]:
    return (
        sa.select(Request, Organisation.name, Person.name, _AMOUNT, Batch)
        .join(Organisation, Organisation.id == Request.organisation_id)
        .outerjoin(Person, Person.id == Request.owner_id)
        .outerjoin(Batch, Batch.id == _IN_RUN)
        .where(Request.agency_id == actor.agency_id, Request.state != State.DRAFT)
    )


def held(session: Session, actor: Actor) -> list[tuple[Holdable, Decision]]:
    """All that an agency holds with the decision of its hold, the longest held first."""
    found = [Holdable(*row) for row in session.execute(_rows(actor).where(_HELD))]
    holds = session.scalars(
        sa.select(Decision)
        .where(
            Decision.request_id.in_([one.request.id for one in found]),
            Decision.kind == DecisionKind.HOLD,
        )
        .order_by(Decision.decided_at, Decision.id)
    )
    newest = {decision.request_id: decision for decision in holds}
    rows = [(one, newest[one.request.id]) for one in found]
    return sorted(rows, key=lambda row: (row[1].decided_at, row[0].request.number))


def held_total(session: Session, actor: Actor) -> tuple[int, Money]:
    """How many requests an agency holds, and how much."""
    row = session.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(_AMOUNT), 0, type_=LedgerPosting.amount.type),
        )
        .select_from(Request)
        .where(Request.agency_id == actor.agency_id, _HELD)
    ).one()
    return (*row,)


def one_holdable(session: Session, actor: Actor, request_id: str) -> Holdable:
    """A sent request of the agency, be it held or not. Raises NotFound."""
    row = session.execute(_rows(actor).where(Request.id == request_id)).one_or_none()
    if row is None:
        raise NotFound("request")
    return Holdable(*row)


def holds_of(session: Session, request_id: str) -> list[tuple[Decision, str]]:
    """What was decided about holding a request and by whom, newest first."""
    rows = session.execute(
        sa.select(Decision, Person.name)
        .join(Person, Person.id == Decision.decided_by_id)
        .where(Decision.request_id == request_id, Decision.kind.in_(OF_A_HOLD))
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    return [(*row,) for row in rows]
