"""Appeals and lapses over HTTP: offered to the right person, asked once more, told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from provportal.domain.request import Place
from tests.given import a_certificate
from tests.given_requests import AFTER_THE_REPLY_DAY, a_request, look
from tests.web.given_staff import Office, an_office, fields_of, press, send, text

UPHELD = {"choice": "uphold", "reason": "new_proof", "note": "Your letter shows the care."}
LAPSED = {"choice": "lapse", "reason": "no_answer", "note": "We had no answer from you."}


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def decided(browser: FlaskClient, request_id: str, typed: dict[str, str]) -> TestResponse:
    """What the page asked once more, confirmed."""
    asked = press(browser, f"/review/{request_id}", "/decide", **typed)
    fields = fields_of(asked, "/decide") | {"confirmed": "yes"}
    return browser.post(f"/review/{request_id}/decide", data=fields)


def other_approver(office: Office) -> FlaskClient:
    return office.as_(office.world.agency.other_approver)


def test_an_appeal_is_upheld_after_asking_once_more(office: Office) -> None:
    request_id = a_request(office.world, at=Place.DENIED)
    browser = other_approver(office)
    asked = press(browser, f"/review/{request_id}", "/decide", **UPHELD)
    assert "Uphold the appeal and review this request again?" in text(asked)
    assert look(office.world, request_id).place is Place.DENIED
    assert decided(browser, request_id, UPHELD).status_code == 303
    assert look(office.world, request_id).place is Place.IN_REVIEW


def test_who_denied_is_told_instead_of_offered(office: Office) -> None:
    request_id = a_request(office.world, at=Place.DENIED)
    browser = office.as_(office.world.agency.approver)
    page = browser.get(f"/review/{request_id}")
    assert "so another approver decides on an appeal." in text(page)
    answer = send(browser, f"/review/{request_id}", f"/review/{request_id}/decide", **UPHELD)
    assert answer.status_code in (409, 422)
    assert look(office.world, request_id).place is Place.DENIED


def test_a_bill_asked_for_again_is_named(office: Office) -> None:
    certificate_id = a_certificate(office.world)
    denied_id = a_request(office.world, Place.DENIED, certificate_id=certificate_id)
    again = a_request(office.world, Place.SUBMITTED, certificate_id=certificate_id)
    answer = decided(other_approver(office), denied_id, UPHELD)
    assert answer.status_code == 409
    number = look(office.world, again).number
    assert f"{number} asks for the same care now" in text(answer)


def test_until_the_day_the_page_says_that_it_can_be_answered(office: Office) -> None:
    request_id = a_request(office.world, at=Place.ASKED)
    page = text(other_approver(office).get(f"/review/{request_id}"))
    assert "The provider can answer until Wed 18 Nov 2026." in page


def test_after_it_an_approver_closes_it(office: Office) -> None:
    request_id = a_request(office.world, at=Place.ASKED)
    office.clock.at = AFTER_THE_REPLY_DAY
    browser = other_approver(office)
    assert "No answer by Wed 18 Nov 2026" in text(browser.get("/review?part=with_provider"))
    assert decided(browser, request_id, LAPSED).status_code == 303
    assert look(office.world, request_id).place is Place.DENIED
    page = text(office.as_(office.world.provider.biller).get(f"/requests/{request_id}"))
    assert LAPSED["note"] in page


def test_the_list_has_what_was_not_paid(office: Office) -> None:
    request_id = a_request(office.world, at=Place.DENIED)
    page = text(other_approver(office).get("/review?part=not_paid"))
    assert look(office.world, request_id).number in page
    assert "Until Thu 3 Dec 2026" in page


def test_the_decisions_stand_in_the_history(office: Office) -> None:
    request_id = a_request(office.world, at=Place.DENIED)
    browser = other_approver(office)
    decided(browser, request_id, UPHELD)
    page = text(browser.get(f"/review/{request_id}"))
    assert "Appeal upheld" in page
    assert "New proof came with the appeal" in page
    assert "No reviewer has recommended it yet" in page


def test_its_owner_sends_back_what_was_set_aside(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SET_ASIDE)
    browser = office.as_(office.world.agency.reviewer)
    typed = {
        "choice": "send_back",
        "reason": "INCOMP",
        "note": "One thing is missing.",
        "questions": "amount.total",
        "questions-amount.total": "Which rate is this?",
    }
    assert press(browser, f"/review/{request_id}", "/decide", **typed).status_code == 303
    assert look(office.world, request_id).place is Place.ASKED
