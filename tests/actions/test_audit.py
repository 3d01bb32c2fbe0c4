"""The audit log: one row for each thing done, by whom, in the transaction that does it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.actions import drafts
from provportal.domain.request import Place
from provportal.store.audit import AuditEvent
from provportal.store.session import transaction
from tests.actions.seen import audited, rows
from tests.given import World, a_world
from tests.given_requests import a_draft, a_request, look

PAID = [
    "request.start",
    *["request.save"] * 5,
    "request.submit",
    *["request.check"] * 4,
    "request.take",
    "request.recommend",
    "request.approve",
    "request.schedule",
    "request.pay",
]


def test_a_paid_request_tells_its_whole_life(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.PAID)
    assert [action for action, _ in audited(world, request_id)] == PAID


def test_each_move_of_a_batch_and_an_entry_is_told(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.PAID)
    told = [e.action for e in rows(world, AuditEvent, AuditEvent.subject.in_(["batch", "entry"]))]
    assert told == [
        "batch.build",
        "batch.release",
        "batch.send",
        "batch.acknowledge",
        "entry.settle",
        "batch.settle",
    ]


def test_a_move_is_told_with_its_person_and_role(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.APPROVED)
    event = rows(world, AuditEvent, AuditEvent.subject_id == request_id)[-1]
    assert (event.actor_id, event.role, event.before, event.after["place"]) == (
        world.agency.approver.person_id,
        world.agency.approver.role,
        {"place": "in_review"},
        "approved",
    )


def test_what_is_undone_is_not_told(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    before = len(rows(world, AuditEvent))
    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        _break_after_withdrawing(session, world, request_id)
    assert (len(rows(world, AuditEvent)), look(world, request_id).withdrawn_at) == (before, None)


def _break_after_withdrawing(session: Session, world: World, request_id: str) -> None:
    drafts.withdraw(session, world.doing(world.provider.biller), request_id, "Sent twice.")
    raise ZeroDivisionError


def test_no_childs_name_is_told(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.RETURNED)
    told = [f"{event.before} {event.after}" for event in rows(world, AuditEvent)]
    assert [line for line in told if "Mateo" in line or "Rivera" in line] == []
