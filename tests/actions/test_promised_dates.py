"""The ledger of promised dates: what a page says is stored, by the action that promised it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from provportal.actions import batching, drafts, holding
from provportal.actions.previewing import CALENDAR
from provportal.actions.promised_dates import ENDS, FULFILS, PROMISES
from provportal.domain.notice import NoticeEvent
from provportal.domain.promised_date import Outcome, PromiseKind
from provportal.domain.request import Action, Place
from provportal.store.agency import ClosedDay
from provportal.store.money_facts import Promising, known
from provportal.store.notice import Notice
from provportal.store.promised_date import PromisedDate, outcomes
from provportal.store.provider_pages import one_request
from provportal.store.session import reading, transaction
from provportal.words.standing_values import arrives_on
from tests import given_requests as requests
from tests.actions.seen import rows
from tests.given import NOW, RUN_DAY, WHY, World, a_world
from tests.given_requests import a_draft, a_request, sent

PAY, DECIDE, ANSWER = PromiseKind.PAY_BY, PromiseKind.DECIDE_BY, PromiseKind.ANSWER_BY


def open_days(world: World, request_id: str) -> dict[PromiseKind, date]:
    found = rows(
        world,
        PromisedDate,
        PromisedDate.request_id == request_id,
        PromisedDate.closed_at.is_(None),
    )
    return {row.kind: row.day for row in found}


def became(world: World, request_id: str, kind: PromiseKind) -> list[Outcome | None]:
    found = rows(
        world, PromisedDate, PromisedDate.request_id == request_id, PromisedDate.kind == kind
    )
    return [row.outcome for row in sorted(found, key=lambda row: row.made_at)]


@pytest.mark.parametrize(
    "place",
    [Place.SUBMITTED, Place.IN_REVIEW, Place.SET_ASIDE, Place.APPROVED, Place.PAYOUT_SCHEDULED],
)
def test_the_date_on_the_page_is_stored(engine: Engine, place: Place) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=place)
    with reading(engine) as session:
        row = one_request(session, world.provider.id, request_id)
        [found] = known(session, [row], Promising(CALENDAR, NOW))
    assert open_days(world, request_id)[PAY] == arrives_on(found.standing)


def test_a_sent_request_has_a_day_for_its_decision_and_one_for_its_money(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    assert open_days(world, request_id) == {DECIDE: date(2026, 11, 18), PAY: date(2026, 11, 24)}


def test_days_off_of_the_county_are_counted(engine: Engine) -> None:
    world = a_world(engine)
    with transaction(engine) as session:
        session.add(ClosedDay(agency_id=world.agency.id, day=date(2026, 11, 9), name="Fair"))
    request_id = a_request(world, at=Place.SUBMITTED)
    assert open_days(world, request_id)[DECIDE] == date(2026, 11, 19)


def test_a_promise_knows_who_made_it(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    found = rows(world, PromisedDate, PromisedDate.request_id == request_id)
    assert {(row.made_by, row.made_at, row.agency_id, row.organisation_id) for row in found} == {
        ("submit", NOW, world.agency.id, world.provider.id)
    }


def test_an_approval_keeps_the_day_of_the_decision(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    assert became(world, request_id, DECIDE) == [Outcome.KEPT]
    assert open_days(world, request_id) == {PAY: date(2026, 11, 10)}


def test_a_payment_on_its_day_keeps_the_promise(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.PAID)
    assert became(world, request_id, PAY)[-1] is Outcome.KEPT
    assert open_days(world, request_id) == {}


def test_what_is_set_aside_has_a_day_on_which_staff_answer(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SET_ASIDE)
    assert open_days(world, request_id)[ANSWER] == date(2026, 11, 10)


@pytest.mark.parametrize("place", [Place.ASKED, Place.DENIED])
def test_nothing_is_promised_where_it_is_the_providers_turn(engine: Engine, place: Place) -> None:
    world = a_world(engine)
    assert open_days(world, a_request(world, at=place)) == {}


def test_what_is_taken_back_promises_nothing_and_counts_for_nothing(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.SUBMITTED)
    with transaction(engine) as session:
        drafts.recall(session, world.doing(world.provider.biller), request_id)
    assert became(world, request_id, PAY) == [Outcome.ENDED]


def test_a_returned_payment_that_is_owed_again_is_promised_anew(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.RETURNED)
    assert became(world, request_id, PAY)[-1] is Outcome.KEPT
    assert open_days(world, request_id) == {}


def test_a_later_run_than_was_said_is_told(engine: Engine) -> None:
    """A hold that ends after the cut-off: the money comes a week later than the approval said."""
    world = a_world(engine)
    request_id = a_request(world, at=Place.HELD)
    with transaction(engine) as session:
        late = world.doing(world.agency.officer, RUN_DAY + timedelta(hours=1))
        holding.end_hold(session, late, request_id, WHY, world.keyring)
    assert open_days(world, request_id) == {PAY: date(2026, 11, 17)}
    [notice] = rows(world, Notice, Notice.event == NoticeEvent.DATE_SLIPPED)
    assert (notice.params["old"], notice.params["new"], notice.params["reason"]) == (
        "2026-11-10",
        "2026-11-17",
        "held",
    )


def test_a_nearer_day_is_not_told_as_a_delay(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    assert became(world, request_id, PAY) == [Outcome.NEARER, None]
    assert rows(world, Notice, Notice.event == NoticeEvent.DATE_SLIPPED) == []


def test_every_move_that_promises_or_ends_is_a_move() -> None:
    named = set(PROMISES) | set(FULFILS) | ENDS
    assert named <= set(Action)
    assert not set(PROMISES) & ENDS


def test_a_sent_request_without_an_open_date_keeps_moving(engine: Engine) -> None:
    """What was sent before there was a ledger is approved and paid all the same."""
    world = a_world(engine)
    request_id = a_request(world, at=Place.IN_REVIEW)
    with transaction(engine) as session:
        session.execute(sa.update(PromisedDate).values(closed_at=NOW, outcome=Outcome.ENDED))
    requests.recommended(world, request_id)
    requests.approved(world, request_id)
    assert open_days(world, request_id) == {PAY: date(2026, 11, 10)}


def test_promises_of_an_agency_can_be_counted(engine: Engine) -> None:
    world, other = a_world(engine), a_world(engine)
    a_request(world, at=Place.PAID)
    a_request(other, at=Place.APPROVED)
    with reading(engine) as session:
        counted = dict(outcomes(session, world.agency.id))
    assert counted[Outcome.KEPT] == 2


def test_two_open_days_of_one_kind_are_refused(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    sent(world, request_id)
    with pytest.raises(SQLAlchemyError), transaction(engine) as session:
        session.add(
            PromisedDate(
                agency_id=world.agency.id,
                organisation_id=world.provider.id,
                request_id=request_id,
                kind=PAY,
                day=date(2026, 12, 1),
                made_at=NOW,
                made_by="test",
            )
        )


@pytest.mark.parametrize("values", [{"day": date(2026, 12, 1)}, {"kind": ANSWER}])
def test_a_promised_day_never_changes(engine: Engine, values: dict[str, object]) -> None:
    world = a_world(engine)
    sent(world, a_draft(world))
    with pytest.raises(SQLAlchemyError), transaction(engine) as session:
        session.execute(sa.update(PromisedDate).values(**values))


def test_a_promised_day_is_kept_in_the_ledger(engine: Engine) -> None:
    world = a_world(engine)
    sent(world, a_draft(world))
    with pytest.raises(SQLAlchemyError), transaction(engine) as session:
        session.execute(sa.delete(PromisedDate))


def test_a_run_that_is_cancelled_and_built_again_on_its_day_alarms_nobody(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.APPROVED)
    batch_id = requests.a_batch(world)
    with transaction(engine) as session:
        officer = world.doing(world.agency.officer, RUN_DAY)
        batching.cancel(session, officer, batch_id, "Too early.")
    requests.a_batch(world)
    assert open_days(world, request_id) == {PAY: date(2026, 11, 10)}
    assert rows(world, Notice, Notice.event == NoticeEvent.DATE_SLIPPED) == []
