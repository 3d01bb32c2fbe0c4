"""Builders of odd cases: each walks real actions, and gives the request's id."""

from __future__ import annotations

import sqlalchemy as sa

from provportal.actions import deciding, drafts, returning, reviewing
from provportal.actions.reviewing import Reasoned
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.store.payout import BankAnswer, Entry, ReceivedFile
from provportal.store.row import new_id
from provportal.store.session import transaction
from tests.given import SETTLEMENT, World
from tests.given_requests import a_request, recommended

SIGNATURE = {"parent.sheet": "Send the page with both signatures."}
WANTED = Reasoned("missing", "The second signature is missing.", "private: call them")


def sent_back(world: World) -> str:
    """Sent back for one document."""
    request_id = a_request(world, at=Place.IN_REVIEW)
    with transaction(world.engine) as session:
        reviewer = world.doing(world.agency.reviewer)
        reviewing.send_back(session, reviewer, request_id, SIGNATURE, WANTED)
    return request_id


def set_aside(world: World) -> str:
    request_id = a_request(world, at=Place.IN_REVIEW)
    with transaction(world.engine) as session:
        reviewing.set_aside(session, world.doing(world.agency.reviewer), request_id, WANTED)
    return request_id


def denied(world: World) -> str:
    request_id = a_request(world, at=Place.IN_REVIEW)
    recommended(world, request_id)
    with transaction(world.engine) as session:
        deciding.deny(session, world.doing(world.agency.approver), request_id, WANTED)
    return request_id


def withdrawn(world: World, why: str = "a mistake") -> str:
    request_id = a_request(world, at=Place.SUBMITTED)
    with transaction(world.engine) as session:
        drafts.withdraw(session, world.doing(world.provider.biller), request_id, why)
    return request_id


def returned(world: World, code: str = "R03") -> str:
    """Paid, then sent back by the bank."""
    request_id = a_request(world, at=Place.PAID)
    with transaction(world.engine) as session:
        entry = session.scalars(sa.select(Entry)).one()
        file = ReceivedFile(
            id=new_id(),
            agency_id=world.agency.id,
            name="returns.ach",
            kind="returns",
            sha256="0" * 64,
            storage_key="kept",
            received_at=SETTLEMENT,
        )
        session.add(file)
        session.flush()
        answer = BankAnswer(
            file_id=file.id,
            agency_id=world.agency.id,
            line=1,
            kind="return",
            code=code,
            original_trace=entry.trace,
            details={},
        )
        session.add(answer)
        session.flush()
        system = world.doing(SYSTEM, SETTLEMENT)
        assert returning.receive_return(session, system, answer, entry.amount.cents)
    return request_id
