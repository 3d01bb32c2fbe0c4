"""The main job by its actions alone: from a draft to Paid, on both databases."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.domain.request import Place, State
from provportal.store.ledger import LedgerPosting
from provportal.store.remittance import Remittance
from provportal.store.session import reading
from tests.given import a_world
from tests.given_requests import a_request, look


def test_a_plain_month_is_paid_as_asked(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.PAID)
    assert look(world, request_id).state is State.PAID
    with reading(engine) as session:
        assert str(session.scalars(sa.select(Remittance)).one().paid) == "950.00"


def test_every_posting_of_a_paid_request_balances(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, at=Place.PAID)
    with reading(engine) as session:
        balances = {
            account.value: cents
            for account, cents in session.execute(
                sa.select(LedgerPosting.account, sa.func.sum(LedgerPosting.amount)).group_by(
                    LedgerPosting.account
                )
            )
        }
    assert {account: str(amount) for account, amount in balances.items() if amount} == {
        "approved": "-950.00",
        "settled": "950.00",
    }
