"""People over HTTP: whom a program admin sees, and what is done about their sign-ins."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from provportal.domain.roles import Actor, Role
from provportal.store.people_page import PAGE
from provportal.store.person import Person
from provportal.store.session import transaction
from tests import given
from tests.web.given_staff import Office, an_office, press, send, text
from tests.web.reading import MAX_STATEMENTS, statements_on


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def admin(office: Office) -> FlaskClient:
    return office.as_(office.world.agency.program_admin)


def page_of(actor: Actor) -> str:
    return f"/people/{actor.person_id}"


def rename(office: Office, actor: Actor, name: str) -> None:
    with transaction(office.engine) as session:
        session.get_one(Person, actor.person_id).name = name


def test_staff_and_the_people_of_providers_are_listed_and_no_others(office: Office) -> None:
    other = given.an_agency(office.engine)
    rename(office, other.officer, "Sam Stranger")
    rename(office, given.a_provider(office.engine, other).biller, "Bo Stranger")
    rename(office, office.world.provider.biller, "Rosa Biller")
    rename(office, office.world.agency.officer, "Omar Officer")
    browser = admin(office)
    with statements_on(office.engine) as said:
        shown = text(browser.get("/people"))
    assert "Rosa Biller" in shown
    assert "Omar Officer" in shown
    assert "Stranger" not in shown
    assert len(said) <= MAX_STATEMENTS


def test_a_part_of_a_name_finds_them(office: Office) -> None:
    rename(office, office.world.provider.biller, "Rosa 100% Biller")
    browser = admin(office)
    assert "Rosa 100%" in text(browser.get("/people?wanted=100%25"))
    assert "Nobody has this" in text(browser.get("/people?wanted=100x"))


def test_more_than_a_page_goes_on(office: Office) -> None:
    for _ in range(PAGE):
        given.a_person(office.engine, Role.BILLER, organisation_id=office.world.provider.id)
    browser = admin(office)
    assert "page=1" in browser.get("/people").text
    assert "page=2" not in browser.get("/people?page=1").text
    assert browser.get("/people?page=x").status_code == 200


def test_ending_a_sign_in_ends_the_session_at_its_next_request(office: Office) -> None:
    biller = office.world.provider.biller
    theirs, browser = office.as_(biller), admin(office)
    assert press(browser, page_of(biller), "/end-access").status_code == 303
    assert theirs.get("/home").status_code == 303
    assert office.audited("person.disabled") == [office.world.agency.program_admin.person_id]
    assert "/end-access" not in browser.get(page_of(biller)).text


def test_a_lost_app_is_set_up_anew(office: Office) -> None:
    officer = office.world.agency.officer
    theirs, browser = office.as_(officer), admin(office)
    assert "Password and app" in text(browser.get(page_of(officer)))
    assert press(browser, page_of(officer), "/new-app").status_code == 303
    assert "No app yet" in text(browser.get(page_of(officer)))
    assert theirs.get("/payouts").location.startswith("/sign-in")
    assert office.audited("factor.taken_away") == [office.world.agency.program_admin.person_id]


def test_nothing_is_offered_about_oneself_nor_done(office: Office) -> None:
    browser, own = admin(office), page_of(office.world.agency.program_admin)
    assert "This is you." in text(browser.get(own))
    assert "/end-access" not in browser.get(own).text
    assert send(browser, own, f"{own}/end-access").status_code == 403


@pytest.mark.parametrize("deed", ["end-access", "new-app"])
def test_it_needs_a_fresh_code(office: Office, deed: str) -> None:
    browser, page = admin(office), page_of(office.world.agency.officer)
    office.equipment.machine_clock.advance(timedelta(minutes=6))  # type: ignore[attr-defined]  # a MovableClock
    assert send(browser, page, f"{page}/{deed}").status_code == 401
    assert office.audited("person.disabled") == office.audited("factor.taken_away") == []
