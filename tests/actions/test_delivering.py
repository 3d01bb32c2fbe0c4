"""Deliveries: claimed once, recorded once, tried again with an end; what bounced is remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from provportal.actions import delivering, notice_preferences
from provportal.actions.delivering import LOST_AFTER, Attempted, Outgoing, StillSending
from provportal.actions.notice_preferences import Wanted
from provportal.actions.promises import Job
from provportal.domain.delivery import WAITS, QuietHours, Result
from provportal.domain.notice import Channel, NoticeEvent, Ways
from provportal.domain.roles import SYSTEM, Actor
from provportal.store.notice import Notice, NoticeDelivery, NoticePreference
from provportal.store.outbox import Outbox
from provportal.store.person import Person
from provportal.store.session import transaction
from tests.actions.seen import audited, rows
from tests.actions.test_bank_account_stops import a_change
from tests.given import NOW, World, a_world
from tests.given_requests import a_draft, sent

MACHINE = datetime(2030, 1, 1, tzinfo=UTC)
"""The machine's clock, which is not the portal's."""
NIGHT = datetime(2026, 11, 4, 6, 0, tzinfo=UTC)
"""10 pm in California."""
MORNING = datetime(2026, 11, 4, 16, 0, tzinfo=UTC)
PHONE = "+15555550100"
GONE = Attempted(Result.REFUSED, "550 5.1.1")


def chosen(world: World, actor: Actor, ways: Ways, phone: str = PHONE) -> None:
    with transaction(world.engine) as session:
        wanted = Wanted(phone, ways, ways, QuietHours())
        notice_preferences.choose(session, world.doing(actor), wanted)
        # How a phone comes to be confirmed is shown in test_person_notices.
        session.get_one(NoticePreference, actor.person_id).phone_confirmed_at = NOW


def received(world: World) -> list[NoticeDelivery]:
    """What is to go out because a request was sent."""
    sent(world, a_draft(world))
    return of(world, NoticeEvent.REQUEST_RECEIVED)


def of(world: World, event: NoticeEvent) -> list[NoticeDelivery]:
    notices = [notice.id for notice in rows(world, Notice, Notice.event == event)]
    return rows(world, NoticeDelivery, NoticeDelivery.notice_id.in_(notices))


def claim(
    world: World, delivery_id: str, now: datetime = NOW, machine: datetime = MACHINE
) -> Outgoing | None:
    with transaction(world.engine) as session:
        return delivering.claim(session, world.doing(SYSTEM, now), delivery_id, machine)


def record(world: World, delivery_id: str, attempted: Attempted) -> None:
    with transaction(world.engine) as session:
        delivering.record(session, world.doing(SYSTEM), delivery_id, attempted)


def attempted(world: World, delivery_id: str, came: Attempted) -> None:
    claim(world, delivery_id)
    record(world, delivery_id, came)


def delivery(world: World, delivery_id: str) -> NoticeDelivery:
    [row] = rows(world, NoticeDelivery, NoticeDelivery.id == delivery_id)
    return row


def preference(world: World, actor: Actor) -> NoticePreference:
    [row] = rows(world, NoticePreference, NoticePreference.person_id == actor.person_id)
    return row


def test_a_notice_is_promised_in_the_outbox(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    [promised] = rows(world, Outbox, Outbox.subject_id == email.id)
    assert (promised.job, promised.due_at) == (Job.SEND_NOTICE, NOW)


def test_a_claim_says_what_to_send_to_whom(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    outgoing = claim(world, email.id)
    assert outgoing is not None
    [person] = rows(world, Person, Person.id == world.provider.biller.person_id)
    assert (outgoing.to, outgoing.channel, outgoing.event) == (
        person.email,
        Channel.EMAIL,
        NoticeEvent.REQUEST_RECEIVED,
    )


def test_a_second_worker_does_not_send_what_is_being_sent(engine: Engine) -> None:
    """The promise stays open: should the first one die, the sweep comes back to it."""
    world = a_world(engine)
    [email] = received(world)
    claim(world, email.id)
    with pytest.raises(StillSending):
        claim(world, email.id, machine=MACHINE + LOST_AFTER - timedelta(seconds=1))


def test_what_was_sent_is_not_sent_again(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    attempted(world, email.id, Attempted(Result.DELIVERED))
    assert claim(world, email.id) is None


def test_what_was_delivered_is_logged(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    attempted(world, email.id, Attempted(Result.DELIVERED, "250", "<id@example.org>"))
    done = delivery(world, email.id)
    assert (done.result, done.finished_at, done.detail, done.reference) == (
        Result.DELIVERED,
        NOW,
        "250",
        "<id@example.org>",
    )
    assert (done.sent_to or "").startswith("p•••@")
    [notice] = rows(world, Notice, Notice.id == done.notice_id)
    assert notice.sent_at == NOW


def test_each_result_is_audited(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    attempted(world, email.id, Attempted(Result.DELIVERED))
    [(action, after)] = audited(world, email.notice_id)
    assert (action, after["channel"], after["attempt"]) == ("notice.delivered", "email", 1)


def test_what_cannot_be_sent_now_is_promised_later(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    attempted(world, email.id, Attempted(Result.TRY_LATER, "451"))
    second = of(world, NoticeEvent.REQUEST_RECEIVED)[-1]
    [promised] = rows(world, Outbox, Outbox.subject_id == second.id)
    assert (second.attempt, promised.due_at) == (2, NOW + WAITS[0])


def test_the_last_try_ends(engine: Engine) -> None:
    world = a_world(engine)
    received(world)
    for _ in range(len(WAITS) + 1):
        newest = of(world, NoticeEvent.REQUEST_RECEIVED)[-1]
        attempted(world, newest.id, Attempted(Result.TRY_LATER))
    assert len(of(world, NoticeEvent.REQUEST_RECEIVED)) == len(WAITS) + 1


def test_all_attempts_have_one_key(engine: Engine) -> None:
    """Who gets two copies can tell that they are one."""
    world = a_world(engine)
    [email] = received(world)
    first = claim(world, email.id)
    record(world, email.id, Attempted(Result.TRY_LATER))
    second = claim(world, of(world, NoticeEvent.REQUEST_RECEIVED)[-1].id)
    assert first is not None
    assert second is not None
    assert first.key == second.key


def lost(world: World, delivery_id: str) -> NoticeDelivery:
    """Claimed by a process that then died; the sweep comes back."""
    claim(world, delivery_id)
    assert claim(world, delivery_id, machine=MACHINE + LOST_AFTER) is None
    return delivery(world, delivery_id)


def test_what_was_cut_off_is_told_as_perhaps_sent(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    assert lost(world, email.id).result is Result.PERHAPS_SENT
    assert len(of(world, NoticeEvent.REQUEST_RECEIVED)) == 1


def test_what_must_be_read_is_sent_again_when_it_was_cut_off(engine: Engine) -> None:
    world = a_world(engine)
    account_id = a_change(world)
    [notice] = rows(
        world,
        Notice,
        Notice.event == NoticeEvent.BANK_DETAILS_ENTERED,
        Notice.subject_id == account_id,
    )
    [email] = rows(world, NoticeDelivery, NoticeDelivery.notice_id == notice.id)
    lost(world, email.id)
    attempts = rows(world, NoticeDelivery, NoticeDelivery.notice_id == notice.id)
    assert [attempt.attempt for attempt in attempts] == [1, 2]


def test_a_refused_address_is_remembered(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    attempted(world, email.id, GONE)
    assert preference(world, world.provider.biller).email_bounced_at == NOW
    assert len(of(world, NoticeEvent.REQUEST_RECEIVED)) == 1


def test_a_later_email_that_arrives_forgets_it(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    attempted(world, email.id, GONE)
    received(world)
    attempted(world, of(world, NoticeEvent.REQUEST_RECEIVED)[-1].id, Attempted(Result.DELIVERED))
    assert preference(world, world.provider.biller).email_bounced_at is None


def test_a_text_that_is_refused_goes_by_email(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.TEXT)
    [text] = received(world)
    attempted(world, text.id, GONE)
    assert [one.channel for one in of(world, NoticeEvent.REQUEST_RECEIVED)] == [
        Channel.TEXT,
        Channel.EMAIL,
    ]


def test_a_text_beside_an_email_is_not_doubled(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.BOTH)
    [text] = [one for one in received(world) if one.channel is Channel.TEXT]
    attempted(world, text.id, GONE)
    assert len(of(world, NoticeEvent.REQUEST_RECEIVED)) == 2


def test_a_phone_that_refuses_is_texted_no_more(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.TEXT)
    [text] = received(world)
    attempted(world, text.id, GONE)
    received(world)
    assert of(world, NoticeEvent.REQUEST_RECEIVED)[-1].channel is Channel.EMAIL


def test_a_text_that_waits_for_a_phone_that_is_gone_is_not_sent(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.TEXT)
    [text] = received(world)
    chosen(world, world.provider.biller, Ways.EMAIL, phone="")
    assert claim(world, text.id) is None
    assert delivery(world, text.id).result is Result.NOT_WANTED


def test_who_has_left_is_sent_nothing(engine: Engine) -> None:
    world = a_world(engine)
    [email] = received(world)
    with transaction(engine) as session:
        person = session.get_one(Person, world.provider.biller.person_id)
        person.disabled_at = NOW
    assert claim(world, email.id) is None
    assert delivery(world, email.id).result is Result.NOT_WANTED


def test_a_text_waits_when_a_worker_comes_back_in_the_night(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.TEXT)
    [text] = received(world)
    assert claim(world, text.id, now=NIGHT) is None
    waiting = rows(world, Outbox, Outbox.subject_id == text.id)
    assert waiting[-1].due_at == MORNING
    assert claim(world, text.id, now=MORNING) is not None


def test_preferences_decide_the_ways(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.BOTH)
    assert {one.channel for one in received(world)} == set(Channel)


def test_who_wants_nothing_is_told_nothing_of_a_request(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.NONE)
    assert received(world) == []


def test_a_bank_change_is_told_whatever_was_chosen(engine: Engine) -> None:
    world = a_world(engine)
    before = len(of(world, NoticeEvent.BANK_DETAILS_ENTERED))
    chosen(world, world.provider.admin, Ways.NONE)
    a_change(world)
    told = of(world, NoticeEvent.BANK_DETAILS_ENTERED)[before:]
    assert {one.channel for one in told} == set(Channel)


def test_choices_are_audited_without_the_number(engine: Engine) -> None:
    world = a_world(engine)
    chosen(world, world.provider.biller, Ways.TEXT)
    chosen(world, world.provider.biller, Ways.TEXT)
    changes = audited(world, str(world.provider.biller.person_id))
    assert changes == [
        (
            "person.notices",
            {"phone": "•••0100", "requests": "text", "payments": "text", "quiet": "20-8"},
        )
    ]


REWRITES: tuple[dict[str, Any], ...] = (
    {"result": "refused"},
    {"channel": "text"},
    {"attempt": 9},
)


@pytest.mark.parametrize("values", REWRITES, ids=lambda values: next(iter(values)))
def test_an_attempt_that_has_ended_stays(engine: Engine, values: dict[str, Any]) -> None:
    world = a_world(engine)
    [email] = received(world)
    attempted(world, email.id, Attempted(Result.DELIVERED))
    with pytest.raises(SQLAlchemyError), transaction(engine) as session:
        session.execute(
            sa.update(NoticeDelivery).where(NoticeDelivery.id == email.id).values(**values)
        )


def test_an_attempt_is_kept(engine: Engine) -> None:
    world = a_world(engine)
    received(world)
    with pytest.raises(SQLAlchemyError), transaction(engine) as session:
        session.execute(sa.delete(NoticeDelivery))
