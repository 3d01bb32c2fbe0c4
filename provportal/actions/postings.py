"""Posting to the ledger: balanced transfers, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from provportal.domain.ledger import Account, transfer
from provportal.domain.money import Money
from provportal.domain.roles import Context
from provportal.store.ledger import LedgerPosting
from provportal.store.request import Request, RequestLine
from provportal.store.row import new_id


@dataclass(frozen=True, slots=True)
class Transfer:
    """From where to where, and why."""

    source: Account
    target: Account
    because: str


def post(
    session: Session,
    context: Context,
    request: Request,
    line: RequestLine,
    what: tuple[Transfer, Money],
) -> None:
    """Post one transfer of one line. An amount of zero posts nothing."""
    movement, amount = what
    if not amount:
        return
    transfer_id = new_id()
    for posting in transfer(movement.source, movement.target, amount):
        session.add(
            LedgerPosting(
                transfer_id=transfer_id,
                at=context.now,
                agency_id=request.agency_id,
                organisation_id=request.organisation_id,
                fund=line.fund,
                line_id=line.id,
                account=posting.account,
                amount=posting.amount,
                because=movement.because,
            )
        )
