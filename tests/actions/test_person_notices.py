"""What a person is told about the own sign-in, and the code that makes a phone the person's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from provportal.actions import (
    notice_preferences,
    people,
    person_notices,
    phone_confirmation,
    second_factor,
)
from provportal.actions.delivering import LOST_AFTER, Attempted, StillSending
from provportal.actions.notice_preferences import Wanted
from provportal.actions.one_time_codes import code_at
from provportal.actions.person_notices import ToPerson
from provportal.actions.promises import Job
from provportal.domain.delivery import QuietHours, Result
from provportal.domain.notice import Channel, Ways
from provportal.domain.person_notice import CODE_TRIES, CODES_A_DAY, PersonEvent
from provportal.domain.roles import SYSTEM, Actor
from provportal.store.audit import AuditEvent
from provportal.store.notice import Notice, NoticeDelivery, NoticePreference
from provportal.store.outbox import Outbox
from provportal.store.person import Person
from provportal.store.person_notice import PersonNotice
from provportal.store.session import transaction
from tests.actions.seen import rows
from tests.actions.test_second_factor import AT, a_session, begun, codes_of, enrol, proved, with_app
from tests.given import NOW, World, a_world
from tests.given_requests import a_draft, sent

PHONE = "+15555550100"
MACHINE = datetime(2026, 11, 9, tzinfo=UTC)


@pytest.fixture
def world(engine: Engine) -> World:
    return a_world(engine)


@pytest.fixture
def biller(world: World) -> Actor:
    return world.provider.biller


def queued(world: World) -> list[PersonNotice]:
    """Every attempt, in the order in which it was promised."""
    by_id = {row.id: row for row in rows(world, PersonNotice)}
    promised = sorted(rows(world, Outbox), key=lambda row: row.id)
    return [by_id[row.subject_id] for row in promised if row.job == Job.SEND_PERSON_NOTICE]


def told(world: World, actor: Actor) -> list[tuple[PersonEvent, Channel]]:
    mine = [row for row in queued(world) if row.person_id == actor.person_id]
    return [(row.event, row.channel) for row in mine]


def chosen(world: World, actor: Actor) -> NoticePreference:
    [row] = rows(world, NoticePreference, NoticePreference.person_id == actor.person_id)
    return row


def claimed(world: World, now: datetime = NOW, machine: datetime = MACHINE) -> ToPerson | None:
    """What the newest notice would be sent as."""
    newest = queued(world)[-1]
    with transaction(world.engine) as session:
        context = world.doing(SYSTEM, now)
        return person_notices.claim(session, context, newest.id, machine, world.keyring)


def recorded(world: World, result: Result) -> None:
    newest = queued(world)[-1]
    with transaction(world.engine) as session:
        context = world.doing(SYSTEM)
        person_notices.record(session, context, newest.id, Attempted(result, "code"))


def with_phone(world: World, actor: Actor, phone: str = PHONE) -> bool:
    wanted = Wanted(phone, Ways.TEXT, Ways.TEXT, QuietHours())
    with transaction(world.engine) as session:
        return notice_preferences.choose(session, world.doing(actor), wanted)


def asked(world: World, actor: Actor, now: datetime = NOW) -> bool:
    with transaction(world.engine) as session:
        return phone_confirmation.ask_for_code(session, world.doing(actor, now))


def code_sent(world: World, actor: Actor, now: datetime = NOW) -> str:
    """The code of a text message that was sent now."""
    assert asked(world, actor, now)
    message = claimed(world, now)
    assert message is not None
    recorded(world, Result.DELIVERED)
    return message.code


def typed(world: World, actor: Actor, code: str, now: datetime = NOW) -> bool:
    with transaction(world.engine) as session:
        return phone_confirmation.confirm(session, world.doing(actor, now), world.keyring, code)


def ways(world: World, actor: Actor) -> list[Channel]:
    """How the person was told of requests and payments."""
    about = {row.id for row in rows(world, Notice, Notice.person_id == actor.person_id)}
    return [row.channel for row in rows(world, NoticeDelivery) if row.notice_id in about]


def new_app(world: World, actor: Actor) -> None:
    held = a_session(world, actor)
    assert enrol(world, actor, held, code_at(begun(world, actor), AT))


def recovery_code(world: World, actor: Actor) -> None:
    with_app(world, actor)
    assert proved(world, actor, codes_of(world, actor)[0])


def new_codes(world: World, actor: Actor) -> None:
    with transaction(world.engine) as session:
        second_factor.remake_recovery_codes(session, world.doing(actor), str(actor.person_id))


def taken_away(world: World, actor: Actor) -> None:
    with transaction(world.engine) as session:
        admin = world.doing(world.agency.program_admin)
        people.take_factor_away(session, admin, str(actor.person_id), AT)


@pytest.mark.parametrize(
    ("happens", "event"),
    [
        (new_app, PersonEvent.APP_CHANGED),
        (recovery_code, PersonEvent.RECOVERY_CODE_USED),
        (new_codes, PersonEvent.RECOVERY_CODES_MADE),
        (taken_away, PersonEvent.APP_TAKEN_AWAY),
    ],
)
@pytest.mark.parametrize("side", ["staff", "provider"])
def test_a_changed_factor_is_told_to_the_person(
    world: World, side: str, happens: Callable[[World, Actor], None], event: PersonEvent
) -> None:
    actor = world.agency.officer if side == "staff" else world.provider.biller
    happens(world, actor)
    assert told(world, actor) == [(event, Channel.EMAIL)]
    message = claimed(world)
    assert message is not None
    assert (message.event, message.phone) == (event, "555-0100")


def test_the_code_of_the_app_is_not_told(world: World, biller: Actor) -> None:
    seed = with_app(world, biller)
    assert proved(world, biller, code_at(seed, AT))
    assert told(world, biller) == []


def test_a_confirmed_phone_is_told_as_well(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    assert typed(world, biller, code_sent(world, biller))
    new_codes(world, biller)
    events = told(world, biller)[1:]
    made = PersonEvent.RECOVERY_CODES_MADE
    assert events == [(made, Channel.EMAIL), (made, Channel.TEXT)]
    message = claimed(world)
    assert message is not None
    assert (message.to, message.code) == (PHONE, "")


def test_a_code_goes_to_the_new_number_by_text_alone(world: World, biller: Actor) -> None:
    assert with_phone(world, biller)
    assert asked(world, biller)
    assert told(world, biller) == [(PersonEvent.PHONE_CODE, Channel.TEXT)]
    message = claimed(world)
    assert message is not None
    assert message.to == PHONE
    assert len(message.code) == 6


def test_before_the_code_is_typed_notices_go_by_email(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    assert sent(world, a_draft(world)).accepted
    assert ways(world, biller) == [Channel.EMAIL]


def test_once_it_is_typed_they_go_by_text(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    assert typed(world, biller, f" {code_sent(world, biller)[:3]} ") is False
    code = code_sent(world, biller)
    assert typed(world, biller, f"{code[:3]} {code[3:]}")
    assert chosen(world, biller).phone_confirmed_at == NOW
    assert sent(world, a_draft(world)).accepted
    assert ways(world, biller) == [Channel.TEXT]


def test_a_code_holds_once(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    code = code_sent(world, biller)
    assert typed(world, biller, code)
    assert typed(world, biller, code) is False


def test_a_code_holds_ten_minutes(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    code = code_sent(world, biller)
    assert typed(world, biller, code, NOW + timedelta(minutes=10, seconds=1)) is False
    assert typed(world, biller, code, NOW + timedelta(minutes=10))


def test_after_five_wrong_codes_the_right_one_does_not_fit(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    code = code_sent(world, biller)
    wrong = "000000" if code != "000000" else "111111"
    assert not any(typed(world, biller, wrong) for _ in range(CODE_TRIES))
    assert typed(world, biller, code) is False


def test_a_code_is_good_for_its_number_alone(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    code = code_sent(world, biller)
    with_phone(world, biller, "+15555550199")
    assert typed(world, biller, code) is False


def test_another_number_is_not_confirmed_by_the_one_before(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    assert typed(world, biller, code_sent(world, biller))
    assert with_phone(world, biller) is False, "the same number again"
    assert with_phone(world, biller, "+15555550199")
    assert chosen(world, biller).takes_texts is False


def test_a_phone_gets_five_codes_a_day(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    assert [asked(world, biller) for _ in range(CODES_A_DAY + 1)] == [True] * CODES_A_DAY + [False]
    assert asked(world, biller, NOW + timedelta(days=1, seconds=1))


def test_without_a_number_there_is_no_code(world: World, biller: Actor) -> None:
    assert asked(world, biller) is False
    assert typed(world, biller, "123456") is False


def test_the_code_is_in_no_table(world: World, biller: Actor) -> None:
    with_phone(world, biller)
    code = code_sent(world, biller)
    held: list[Any] = [*rows(world, PersonNotice), *rows(world, Outbox), *rows(world, AuditEvent)]
    said = [value for row in (*held, chosen(world, biller)) for value in vars(row).values()]
    assert code not in [str(value) for value in said]


def test_a_claimed_notice_is_sent_once(world: World, biller: Actor) -> None:
    new_codes(world, biller)
    assert claimed(world) is not None
    with pytest.raises(StillSending):
        claimed(world)
    recorded(world, Result.DELIVERED)
    assert claimed(world) is None


def test_a_warning_that_was_perhaps_sent_is_sent_again_and_a_code_is_not(
    world: World, biller: Actor
) -> None:
    new_codes(world, biller)
    claimed(world)
    assert claimed(world, machine=MACHINE + LOST_AFTER) is None
    attempts = [row.attempt for row in rows(world, PersonNotice)]
    assert sorted(attempts) == [1, 2]
    with_phone(world, biller)
    asked(world, biller)
    claimed(world)
    assert claimed(world, machine=MACHINE + LOST_AFTER) is None
    assert len(rows(world, PersonNotice)) == len(attempts) + 1


def test_what_cannot_be_sent_now_is_tried_later(world: World, biller: Actor) -> None:
    new_codes(world, biller)
    claimed(world)
    recorded(world, Result.TRY_LATER)
    second = max(rows(world, PersonNotice), key=lambda row: row.attempt)
    assert second.due_at == NOW + timedelta(minutes=1)


def test_an_address_that_refuses_it_is_remembered(world: World, biller: Actor) -> None:
    new_codes(world, biller)
    claimed(world)
    recorded(world, Result.REFUSED)
    assert chosen(world, biller).email_bounced_at == NOW


def test_who_left_is_told_nothing(world: World, biller: Actor) -> None:
    new_codes(world, biller)
    with transaction(world.engine) as session:
        session.get_one(Person, biller.person_id).disabled_at = NOW
    assert claimed(world) is None
    [row] = rows(world, PersonNotice)
    assert row.result is Result.NOT_WANTED


def test_an_attempt_ends_once_and_is_kept(world: World, biller: Actor) -> None:
    new_codes(world, biller)
    claimed(world)
    recorded(world, Result.DELIVERED)
    for change in ("UPDATE person_notice SET detail = 'x'", "DELETE FROM person_notice"):
        with pytest.raises(SQLAlchemyError), transaction(world.engine) as session:
            session.connection().exec_driver_sql(change)
