"""Closed requests: when one lapses, how long it can be appealed, and what an appeal brings back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from provportal.actions import appealing, deciding
from provportal.actions.appealing import KeyTaken
from provportal.actions.moving import SamePerson
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Role
from provportal.integrity import check
from provportal.store.decision import Decision, DecisionKind
from provportal.store.request import AskedItem, BillKey
from provportal.store.session import transaction
from tests.actions.deeds import LONG_AFTER, also
from tests.actions.seen import rows
from tests.given import NOW, WHY, a_certificate, a_world
from tests.given_requests import (
    a_request,
    approved,
    lapsed,
    look,
    recommended,
    sent,
    upheld,
)

LAST_DAY = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)


def test_until_its_due_date_a_request_can_be_answered(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    with pytest.raises(NotAllowed, match="still be answered"):
        lapsed(world, request_id, LAST_DAY)


def test_after_it_an_approver_closes_it(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    lapsed(world, request_id)
    assert look(world, request_id).place is Place.DENIED
    assert rows(world, BillKey) == []


def test_nothing_lapses_by_itself(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    with pytest.raises(NotAllowed, match="warned"), transaction(engine) as session:
        appealing.lapse(session, world.doing(SYSTEM, LONG_AFTER), request_id, WHY)


def test_who_asked_does_not_let_it_lapse(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    approver = world.doing(also(world.agency.reviewer, Role.APPROVER, world), LONG_AFTER)
    with pytest.raises(SamePerson), transaction(engine) as session:
        appealing.lapse(session, approver, request_id, WHY)


def test_thirty_days_remain_to_appeal(engine: Engine) -> None:
    world = a_world(engine)
    assert look(world, a_request(world, Place.DENIED)).due_on == date(2026, 12, 3)


def test_an_upheld_appeal_claims_the_bill_again(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.DENIED)
    upheld(world, request_id)
    assert look(world, request_id).place is Place.IN_REVIEW
    assert [key.request_id for key in rows(world, BillKey)] == [request_id]


def test_who_denied_does_not_uphold(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.DENIED)
    with pytest.raises(SamePerson), transaction(engine) as session:
        appealing.uphold_appeal(session, world.doing(world.agency.approver), request_id, WHY)


def test_who_let_it_lapse_does_not_uphold(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    lapsed(world, request_id)
    with pytest.raises(SamePerson), transaction(engine) as session:
        appealing.uphold_appeal(session, world.doing(world.agency.approver), request_id, WHY)


def test_a_bill_that_was_asked_for_again_is_not_reopened(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    denied_id = a_request(world, Place.DENIED, certificate_id=certificate_id)
    again = look(world, a_request(world, Place.SUBMITTED, certificate_id=certificate_id))
    with pytest.raises(KeyTaken) as caught:
        upheld(world, denied_id)
    assert caught.value.number == again.number


def test_reopened_its_bill_is_not_sent_again(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    upheld(world, a_request(world, Place.DENIED, certificate_id=certificate_id))
    again = a_request(world, Place.DRAFT, certificate_id=certificate_id)
    assert not sent(world, again).accepted


def test_reopened_it_is_recommended_anew(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)
    with transaction(engine) as session:
        deciding.deny(session, world.doing(world.agency.approver), request_id, WHY)
    upheld(world, request_id)
    with pytest.raises(NotAllowed, match="no recommendation"):
        approved(world, request_id)


def test_reopened_it_can_be_paid(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.DENIED)
    upheld(world, request_id)
    recommended(world, request_id)
    approved(world, request_id)
    assert check(world.engine).ok


def test_an_appeal_answers_what_was_asked(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    lapsed(world, request_id)
    upheld(world, request_id)
    assert [item.answered_at for item in rows(world, AskedItem)] == [NOW]


def test_each_closing_and_its_appeal_is_a_decision(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    lapsed(world, request_id)
    upheld(world, request_id)
    assert {made.kind for made in rows(world, Decision)} == {
        DecisionKind.ASK,
        DecisionKind.LAPSE,
        DecisionKind.UPHOLD_APPEAL,
    }
