"""The page of notices: what one chooses is remembered, and what was sent is shown; the mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from provportal.actions import delivering, person_notices
from provportal.actions.delivering import Attempted
from provportal.domain.delivery import Result
from provportal.domain.notice import Channel, Ways
from provportal.domain.person_notice import CODES_A_DAY
from provportal.domain.roles import SYSTEM, Context
from provportal.notices.file import FileSender
from provportal.notices.sender import Message
from provportal.store.notice import Notice, NoticeDelivery, NoticePreference
from provportal.store.person_notice import PersonNotice
from provportal.store.session import reading, transaction
from tests.given import NOW, SETTLEMENT
from tests.given_requests import a_draft, a_request, sent
from tests.web.applications import application
from tests.web.given import token_in
from tests.web.reading import MAX_STATEMENTS, Place, a_place, statements

PAGE = "/account/notices"
TYPED = {
    "requests": "text",
    "payments": "both",
    "phone": "(555) 555-0100",
    "quiet_from": "21",
    "quiet_to": "7",
}


@pytest.fixture(scope="module")
def shared() -> Iterator[Place]:
    """A place of which the tests of this file change one person's choices alone."""
    with TemporaryDirectory() as folder:
        yield a_place(Path(folder))


def save(browser: FlaskClient, **changed: str) -> TestResponse:
    token = token_in(browser.get(PAGE))
    return browser.post(PAGE, data={**TYPED, **changed, "csrf_token": token})


def chosen(place: Place) -> NoticePreference | None:
    person = place.world.provider.biller.person_id
    with reading(place.world.engine) as session:
        return session.get(NoticePreference, person)


def test_choices_are_saved_and_shown(shared: Place) -> None:
    browser = shared.browser()
    assert save(browser).status_code == 303
    row = chosen(shared)
    assert row is not None
    assert (row.requests, row.payments, row.phone, row.quiet_from, row.quiet_to) == (
        Ways.TEXT,
        Ways.BOTH,
        "+15555550100",
        21,
        7,
    )
    shown = browser.get(f"{PAGE}?saved=yes").text
    assert "Saved. From now on we tell you this way." in shown
    assert 'value="555-555-0100"' in shown


def code_to(place: Place) -> str:
    """The code in the text message that a worker would send now."""
    with transaction(place.world.engine) as session:
        row = session.scalars(
            sa.select(PersonNotice).where(PersonNotice.claimed_at.is_(None))
        ).one()
        keyring, machine = place.portal.equipment.keyring, datetime.now(UTC)
        context = Context(SYSTEM, place.portal.equipment.clock.now())
        claimed = person_notices.claim(session, context, row.id, machine, keyring)
    assert claimed is not None
    return claimed.code


def test_a_new_number_is_confirmed_by_the_code_of_a_text(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    browser = place.browser()
    assert save(browser).location == f"{PAGE}/phone"
    assert f'href="{PAGE}/phone"' in browser.get(PAGE).text
    with statements(place) as said:
        shown = browser.get(f"{PAGE}/phone").text
    assert "the number ending 0100" in shown
    assert len(said) <= MAX_STATEMENTS
    code, form = code_to(place), {"csrf_token": token_in(browser.get(f"{PAGE}/phone"))}
    refused = browser.post(f"{PAGE}/phone", data={**form, "code": code[::-1] + "0"})
    assert (refused.status_code, code[::-1] in refused.text) == (422, False)
    taken = browser.post(f"{PAGE}/phone", data={**form, "code": code})
    assert taken.status_code == 303
    assert "Your phone is confirmed." in browser.get(taken.location).text
    assert browser.get(f"{PAGE}/phone").status_code == 303


def test_another_code_is_sent_until_there_were_enough(tmp_path: Path) -> None:
    browser = a_place(tmp_path).browser()
    save(browser)
    form = {"csrf_token": token_in(browser.get(f"{PAGE}/phone"))}
    answers = [browser.post(f"{PAGE}/phone/again", data=form) for _ in range(CODES_A_DAY)]
    assert "A new code is on its way" in browser.get(answers[0].location).text
    assert "No more codes today" in browser.get(answers[-1].location).text


def test_no_code_is_one_sentence(tmp_path: Path) -> None:
    browser = a_place(tmp_path).browser()
    save(browser)
    form = {"csrf_token": token_in(browser.get(f"{PAGE}/phone"))}
    assert browser.post(f"{PAGE}/phone", data=form).status_code == 422


def test_a_text_needs_a_number(shared: Place) -> None:
    answer = save(shared.browser(), phone="")
    assert answer.status_code == 422
    assert "Enter the phone number for text messages" in answer.text


def test_what_is_no_number_is_refused_and_kept(shared: Place) -> None:
    answer = save(shared.browser(), phone="555-0100")
    assert answer.status_code == 422
    assert "Enter a phone number of ten digits" in answer.text
    assert 'value="555-0100"' in answer.text


def test_an_hour_that_is_none_is_refused(shared: Place) -> None:
    assert save(shared.browser(), quiet_from="24").status_code == 422


def test_it_says_what_cannot_be_switched_off(shared: Place) -> None:
    assert "we always send by email" in shared.browser().get(PAGE).text


def test_staff_have_no_such_page(shared: Place) -> None:
    assert shared.browser(shared.world.agency.reviewer).get(PAGE).status_code == 403


def test_the_account_leads_to_it(shared: Place) -> None:
    assert f'href="{PAGE}"' in shared.browser().get("/account").text


def told(place: Place, came: Attempted) -> None:
    """A request is sent, and its notice comes to an end."""
    sent(place.world, a_draft(place.world))
    with transaction(place.world.engine) as session:
        delivery = session.scalars(
            sa.select(NoticeDelivery)
            .join(Notice, Notice.id == NoticeDelivery.notice_id)
            .where(Notice.person_id == place.world.provider.biller.person_id)
        ).one()
        context = place.world.doing(SYSTEM)
        delivering.claim(session, context, delivery.id, datetime.now(UTC))
        delivering.record(session, context, delivery.id, came)


@pytest.mark.parametrize(
    ("result", "words"),
    [(Result.DELIVERED, "Sent."), (Result.PERHAPS_SENT, "Perhaps sent"), (Result.REFUSED, "back")],
)
def test_what_was_sent_is_shown_with_what_became_of_it(
    tmp_path: Path, result: Result, words: str
) -> None:
    place = a_place(tmp_path)
    told(place, Attempted(result))
    browser = place.browser()
    with statements(place) as said:
        shown = browser.get(PAGE).text
    assert "We have your request PR-" in shown
    assert words in shown
    assert re.search(r"Email p•••@example\.org", shown)
    assert len(said) <= MAX_STATEMENTS, said


def test_an_address_that_bounces_is_told_on_the_first_page(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    told(place, Attempted(Result.REFUSED, "550 5.1.1"))
    assert "Our emails to you come back" in place.browser().get("/home").text


def test_a_phone_that_bounces_leads_to_the_page(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with transaction(place.world.engine) as session:
        person_id = str(place.world.provider.biller.person_id)
        session.add(
            NoticePreference(person_id=person_id, phone="+15555550100", phone_bounced_at=NOW)
        )
    browser = place.browser()
    assert "Check your phone number" in browser.get("/home").text
    assert "Your phone company refused it." in browser.get(PAGE).text


def test_promises_kept_are_counted_for_the_program_admin(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    a_request(place.world)
    shown = place.browser(place.world.agency.program_admin).get("/audit").text
    assert "Dates that we promised: 2 of 2 kept, 100.0 %." in shown


TEXT = Message(
    "019a-text",
    Channel.TEXT,
    "+15555550100",
    "zh-Hant",
    "",
    "服務提供者付款：已收到申請 PR-7F3K-20",
    SETTLEMENT,
)
EMAIL = Message("019b-email", Channel.EMAIL, "rosa@example.org", "en", "Hello", "One.\n", NOW)


def test_the_mailbox_of_a_demo_shows_what_would_have_been_sent(tmp_path: Path) -> None:
    plain = a_place(tmp_path).portal
    folder = tmp_path / "messages"
    for message in (TEXT, EMAIL):
        FileSender(folder).send(message)
    demo = application(replace(plain.equipment, is_demo=True, messages_path=folder)).test_client()
    shown = demo.get("/mailbox").text
    assert shown.index("Hello") < shown.index("PR-7F3K-20"), "newest first"
    assert "text to •••0100, 繁體中文" in shown
    assert "signs in one part" in shown
    assert "email to r•••@example.org, English" in shown
    assert 'href="/mailbox"' in demo.get("/sign-in").text


def test_there_is_no_mailbox_outside_a_demo(shared: Place) -> None:
    browser = shared.browser()
    assert browser.get("/mailbox").status_code == 404
    assert "/mailbox" not in browser.get("/home").text
