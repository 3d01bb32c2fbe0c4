"""Builders of requests: each walks real actions to the place that a test starts from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from provportal.actions import (
    appealing,
    asking,
    batching,
    checking,
    deciding,
    drafts,
    holding,
    releasing,
    returning,
    reviewing,
    settling,
)
from provportal.actions.releasing import SentFile
from provportal.actions.reviewing import Reasoned
from provportal.actions.settling import Acknowledgement
from provportal.actions.submitting import Receipt, submit
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.store.decision import CheckResult
from provportal.store.payout import BankAnswer, BankFile, Batch, BatchLine, Entry, ReceivedFile
from provportal.store.request import Request
from provportal.store.row import new_id
from provportal.store.session import reading, transaction
from tests import given
from tests.given import MONTH, RUN_DAY, SETTLEMENT, WHY, World
from tests.walked import walked

DOUBT = Reasoned("account", "We are asking your bank about the account.")
AFTER_THE_REPLY_DAY = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
"""Thursday 19 November 2026: what was asked on the 3rd could be answered until the 18th."""
RETURN_DAY = SETTLEMENT + timedelta(days=2)
"""Thursday 12 November 2026: two banking days after the settlement."""


def a_draft(
    world: World, certificate_id: str | None = None, month: date = MONTH, **steps: Any
) -> str:
    """A filled-in draft, for October 2026 unless told otherwise; returns the request's id."""
    biller = world.doing(world.provider.biller)
    certificate_id = certificate_id or given.a_certificate(world)
    with transaction(world.engine) as session:
        request = drafts.start(session, biller, certificate_id, month)
        for slug, given_answers in given.answers(**steps).items():
            drafts.save_step(session, biller, request.id, slug, given_answers)
    return request.id


def sent(world: World, request_id: str) -> Receipt:
    """Submit a draft; the background checks have not run yet."""
    with transaction(world.engine) as session:
        return submit(session, world.doing(world.provider.biller), request_id, f"key-{request_id}")


def checked(world: World, request_id: str) -> None:
    """Run the background checks of a request."""
    with reading(world.engine) as session:
        ids = session.scalars(
            sa.select(CheckResult.id).where(
                CheckResult.request_id == request_id, CheckResult.reported_at.is_(None)
            )
        ).all()
    for check_id in ids:
        with transaction(world.engine) as session:
            checking.run_check(session, world.doing(SYSTEM), check_id, world.keyring)


def taken(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        reviewing.take(session, world.doing(world.agency.reviewer), request_id)


def recommended(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        reviewing.recommend(session, world.doing(world.agency.reviewer), request_id, WHY)


def approved(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        deciding.approve(session, world.doing(world.agency.approver), request_id, WHY)


def a_batch(world: World) -> str:
    """A batch of whatever is approved, built on the run day; returns its id."""
    with transaction(world.engine) as session:
        return batching.build(session, world.doing(world.agency.officer, RUN_DAY)).id


def released(world: World, batch_id: str) -> None:
    with transaction(world.engine) as session:
        releasing.release(session, world.doing(world.agency.other_officer, RUN_DAY), batch_id)


def was_sent(world: World, batch_id: str) -> None:
    with transaction(world.engine) as session:
        file = SentFile(sha256=batch_id.replace("-", "") * 2, size=940, storage_key="kept")
        releasing.record_sent(session, world.doing(SYSTEM, RUN_DAY), batch_id, file)


def acknowledged(world: World, batch_id: str) -> None:
    """The bank confirms what was sent."""
    with transaction(world.engine) as session:
        file = session.get_one(BankFile, batch_id)
        batch = session.get_one(Batch, batch_id)
        said = Acknowledgement(str(file.sha256), batch.entry_count, batch.total, accepted=True)
        settling.acknowledge(session, world.doing(SYSTEM, RUN_DAY + timedelta(hours=1)), said)


def settled(world: World, batch_id: str) -> None:
    with transaction(world.engine) as session:
        settling.settle(session, world.doing(SYSTEM, SETTLEMENT), batch_id)


def _decided(world: World, request_id: str) -> None:
    recommended(world, request_id)
    approved(world, request_id)


def _batched(world: World, request_id: str) -> None:
    a_batch(world)


def _paid(world: World, request_id: str) -> None:
    batch_id = batch_of(world, request_id)
    for step in (released, was_sent, acknowledged, settled):
        step(world, batch_id)


def batch_of(world: World, request_id: str) -> str:
    """The batch in which a request is now."""
    with reading(world.engine) as session:
        return session.scalars(
            sa.select(BatchLine.batch_id).where(
                BatchLine.request_id == request_id, BatchLine.active
            )
        ).one()


def _submitted(world: World, request_id: str) -> None:
    receipt = sent(world, request_id)
    assert receipt.accepted, receipt.findings
    checked(world, request_id)


def asked(world: World, request_id: str, **items: str) -> None:
    """Sent back: the amount is asked about, or the fields that are given."""
    items = items or {"amount.total": "Please check the amount."}
    with transaction(world.engine) as session:
        reviewing.send_back(session, world.doing(world.agency.reviewer), request_id, items, WHY)


def answered(world: World, request_id: str, total: str = "940.00") -> Receipt:
    """The provider sends the amount that was asked about."""
    with transaction(world.engine) as session:
        return asking.answer(
            session,
            world.doing(world.provider.biller),
            request_id,
            {"amount.total": total},
            f"again-{request_id}",
        )


def set_aside(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        reviewing.set_aside(session, world.doing(world.agency.reviewer), request_id, WHY)


def denied(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        deciding.deny(session, world.doing(world.agency.approver), request_id, WHY)


def recalled(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        drafts.recall(session, world.doing(world.provider.biller), request_id)


def withdrawn(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        drafts.withdraw(session, world.doing(world.provider.biller), request_id, "Sent twice.")


def returned(world: World, request_id: str, code: str = "R02", now: datetime = RETURN_DAY) -> Entry:
    """The bank returns the entry in which a request was paid last."""
    with reading(world.engine) as session:
        entry = session.scalars(
            sa.select(Entry)
            .join(BatchLine, BatchLine.entry_id == Entry.id)
            .where(BatchLine.request_id == request_id)
            .order_by(Entry.trace.desc())
        ).first()
    assert entry is not None
    came_back(world, entry.trace, entry.amount.cents, code, now)
    return entry


def came_back(
    world: World, trace: str, cents: int, code: str = "R02", now: datetime = RETURN_DAY
) -> BankAnswer:
    """A return as the bank's file tells it, handled at once."""
    with transaction(world.engine) as session:
        file = ReceivedFile(
            id=new_id(),
            agency_id=world.agency.id,
            name="returns.ach",
            kind="answers",
            sha256=new_id().replace("-", "") * 2,
            storage_key=new_id(),
            received_at=now,
        )
        session.add(file)
        session.flush()
        answer = BankAnswer(
            file_id=file.id,
            agency_id=world.agency.id,
            line=3,
            kind="return",
            code=code,
            original_trace=trace,
            details={},
        )
        session.add(answer)
        session.flush()
        returning.receive_return(session, world.doing(SYSTEM, now), answer, cents)
    return answer


def _returned(world: World, request_id: str) -> None:
    returned(world, request_id)


def held(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        holding.hold(session, officer, request_id, DOUBT)


def hold_ended(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        holding.end_hold(session, officer, request_id, DOUBT, world.keyring)


def sent_to_a_new_decision(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        holding.redecide(session, officer, request_id, DOUBT)


def lapsed(world: World, request_id: str, now: datetime = AFTER_THE_REPLY_DAY) -> None:
    with transaction(world.engine) as session:
        approver = world.doing(world.agency.approver, now)
        appealing.lapse(session, approver, request_id, WHY)


def upheld(world: World, request_id: str) -> None:
    with transaction(world.engine) as session:
        other = world.doing(world.agency.other_approver)
        appealing.uphold_appeal(session, other, request_id, WHY)


ASIDE: dict[Place, tuple[Place, Callable[[World, str], None]]] = {
    Place.ASKED: (Place.IN_REVIEW, asked),
    Place.SET_ASIDE: (Place.IN_REVIEW, set_aside),
    Place.DENIED: (Place.IN_REVIEW, denied),
    Place.HELD: (Place.APPROVED, held),
    Place.RETURNED: (Place.PAID, _returned),
}
"""The exceptions: from which place on the way, by which step."""

WAY: tuple[tuple[Place, Callable[[World, str], None]], ...] = (
    (Place.SUBMITTED, _submitted),
    (Place.IN_REVIEW, taken),
    (Place.APPROVED, _decided),
    (Place.PAYOUT_SCHEDULED, _batched),
    (Place.PAID, _paid),
)


def a_request(world: World, at: Place = Place.PAID, **draft: Any) -> str:
    """A request that walked to a place; returns its id."""
    if draft:
        return _a_request(world, at, **draft)
    return walked(
        world.engine, (at, world.agency.id, world.provider.id), lambda: _a_request(world, at)
    )


def _a_request(world: World, at: Place, **draft: Any) -> str:
    if at in ASIDE:
        source, aside = ASIDE[at]
        request_id = _a_request(world, source, **draft)
        aside(world, request_id)
        return request_id
    request_id = a_draft(world, **draft)
    if at is Place.DRAFT:
        return request_id
    for place, step in WAY:
        step(world, request_id)
        if place is at:
            return request_id
    raise ValueError(f"no way to {at}")


def look(world: World, request_id: str) -> Request:
    """The request as it stands now."""
    with reading(world.engine) as session:
        return session.get_one(Request, request_id)
