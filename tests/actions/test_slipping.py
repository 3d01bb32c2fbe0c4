"""A date that will slip is told before it passes, once, with why and the new one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from provportal.actions import slipping
from provportal.domain.calendar import PACIFIC
from provportal.domain.notice import NoticeEvent
from provportal.domain.promised_date import Outcome, PromiseKind, SlipReason
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.store.agency import ClosedDay
from provportal.store.notice import Notice
from provportal.store.request import Request
from provportal.store.session import reading, transaction
from tests.actions.seen import audited, rows
from tests.actions.test_promised_dates import ANSWER, DECIDE, PAY, became, open_days
from tests.given import NOW, World, a_world
from tests.given_requests import a_batch, a_request, released

DECISION_DAY = date(2026, 11, 18)
"""A Wednesday; the request was complete on Tuesday the 3rd, and the 11th is Veterans Day."""
THE_DAY_BEFORE = datetime(2026, 11, 17, 9, tzinfo=PACIFIC)
ANSWER_DAY = datetime(2026, 11, 10, 17, tzinfo=PACIFIC)
RUN_IS_OVER = datetime(2026, 11, 6, 17, tzinfo=PACIFIC)


def look(world: World, request_id: str, now: datetime) -> SlipReason | None:
    with transaction(world.engine) as session:
        return slipping.look(session, world.doing(SYSTEM, now), request_id)


def slips_told(world: World) -> list[dict[str, str]]:
    return [n.params for n in rows(world, Notice, Notice.event == NoticeEvent.DATE_SLIPPED)]


def test_what_nobody_began_is_told_on_the_day_before(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    assert look(world, request_id, THE_DAY_BEFORE) is SlipReason.QUEUE
    [told] = slips_told(world)
    assert told["number"].startswith("PR-")
    assert (told["kind"], told["old"], told["new"], told["reason"]) == (
        PAY,
        "2026-11-24",
        "2026-12-01",
        "queue",
    )


def test_the_notice_is_there_before_the_promised_day(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    look(world, request_id, THE_DAY_BEFORE)
    [notice] = rows(world, Notice, Notice.event == NoticeEvent.DATE_SLIPPED)
    assert notice.queued_at.date() < DECISION_DAY
    assert became(world, request_id, DECIDE)[0] is Outcome.MOVED


def test_the_new_dates_take_their_place(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    look(world, request_id, THE_DAY_BEFORE)
    assert open_days(world, request_id) == {DECIDE: date(2026, 11, 24), PAY: date(2026, 12, 1)}


def test_looking_twice_tells_once(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    look(world, request_id, THE_DAY_BEFORE)
    assert look(world, request_id, THE_DAY_BEFORE + timedelta(hours=1)) is None
    assert len(slips_told(world)) == 1


@pytest.mark.parametrize("place", [Place.SUBMITTED, Place.IN_REVIEW, Place.APPROVED, Place.ASKED])
def test_what_is_in_time_is_left_alone(engine: Engine, place: Place) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=place)
    assert look(world, request_id, NOW + timedelta(hours=1)) is None
    assert slips_told(world) == []


def test_staff_who_do_not_answer_in_time_say_a_new_day(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SET_ASIDE)
    assert look(world, request_id, ANSWER_DAY) is SlipReason.SET_ASIDE
    [request] = rows(world, Request, Request.id == request_id)
    assert request.due_on == open_days(world, request_id)[ANSWER] == date(2026, 11, 18)


def test_what_its_run_left_out_is_told(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    assert look(world, request_id, RUN_IS_OVER) is SlipReason.RUN
    assert open_days(world, request_id) == {PAY: date(2026, 11, 17)}


def test_what_is_held_is_told(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.HELD)
    assert look(world, request_id, RUN_IS_OVER) is SlipReason.HELD


def test_a_run_that_nobody_released_slips(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    a_batch(world)
    assert look(world, request_id, RUN_IS_OVER) is SlipReason.RUN


def test_a_run_that_was_released_does_not(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    released(world, a_batch(world))
    assert look(world, request_id, RUN_IS_OVER) is None


def test_a_day_off_that_came_later_is_told(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.IN_REVIEW)
    with transaction(engine) as session:
        session.add(ClosedDay(agency_id=world.agency.id, day=DECISION_DAY, name="Fair"))
    assert look(world, request_id, THE_DAY_BEFORE) is SlipReason.CLOSED


def test_a_slip_is_audited_with_both_dates(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    look(world, request_id, THE_DAY_BEFORE)
    found = dict(audited(world, request_id))
    assert found["request.date_slipped"] == {
        "decide_by": "2026-11-24",
        "pay_by": "2026-12-01",
        "because": "queue",
    }


def test_only_what_has_a_near_day_is_looked_at(engine: Engine) -> None:
    world = a_world(engine)
    near = a_request(world, at=Place.APPROVED)
    far = a_request(world, at=Place.SUBMITTED)
    with reading(engine) as session:
        assert slipping.may_slip(session, NOW) == [near]
        assert far in slipping.may_slip(session, THE_DAY_BEFORE)


def test_a_decision_that_moves_alone_is_told_as_a_decision(engine: Engine) -> None:
    """The money's day is far enough away to stay."""
    world = a_world(engine)
    request_id = a_request(world, at=Place.IN_REVIEW)
    with transaction(engine) as session:
        session.add(ClosedDay(agency_id=world.agency.id, day=DECISION_DAY, name="Fair"))
    look(world, request_id, NOW + timedelta(days=1))
    assert [told["kind"] for told in slips_told(world)] == [PromiseKind.DECIDE_BY]
