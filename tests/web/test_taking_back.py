"""Taking back over HTTP: to change it, for good, into a copy; and what a closed request says."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from provportal.domain.request import Place
from provportal.store.request import Draft, Withdrawal
from provportal.store.session import reading
from tests import given
from tests.actions.repeated import a_repeated_bill
from tests.actions.seen import rows, versions
from tests.given import WHY
from tests.given_requests import a_request, look, taken, withdrawn
from tests.web.given_staff import Office, an_office, let_in, press, send, text

MISSING = "00000000-0000-7000-8000-000000000000"
DEEDS = ("recall", "withdraw", "copy")


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def biller(office: Office) -> FlaskClient:
    return office.as_(office.world.provider.biller)


def test_a_sent_request_can_be_taken_back_to_change_it(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    browser = biller(office)
    assert f"/requests/{request_id}/recall" in browser.get(f"/requests/{request_id}").text
    answer = press(browser, f"/requests/{request_id}/recall", "/recall")
    assert answer.status_code == 303
    assert look(office.world, request_id).place is Place.DRAFT


def test_taken_back_it_is_typed_on_with_all_that_was_sent(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED, amount={"total": "910.00"})
    browser = biller(office)
    press(browser, f"/requests/{request_id}/recall", "/recall")
    with reading(office.engine) as session:
        draft = session.get_one(Draft, request_id)
    assert draft.answers == versions(office.world, request_id)[0].answers


def test_pressed_twice_it_is_taken_back_once(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    browser, address = biller(office), f"/requests/{request_id}/recall"
    codes = [send(browser, "/account", address).status_code for _ in range(2)]
    assert (codes, len(office.audited("request.recall"))) == ([303, 303], 1)


def test_once_a_reviewer_has_it_it_stays(office: Office) -> None:
    """The page was open while somebody took it: the clear refusal, and nothing changes."""
    request_id = a_request(office.world, at=Place.SUBMITTED)
    browser, address = biller(office), f"/requests/{request_id}/recall"
    taken(office.world, request_id)
    assert send(browser, "/account", address).status_code == 409
    assert browser.get(address).status_code == 303
    assert address not in browser.get(f"/requests/{request_id}").text


@pytest.mark.parametrize("at", [Place.DRAFT, Place.SUBMITTED, Place.ASKED])
def test_it_can_be_taken_back_for_good(office: Office, at: Place) -> None:
    request_id = a_request(office.world, at=at)
    browser = biller(office)
    press(browser, f"/requests/{request_id}/withdraw", "/withdraw", reason="Sent twice.")
    page = text(browser.get(f"/requests/{request_id}"))
    assert "You took this back on Tue 3 Nov. Nothing will be paid." in page
    assert "You can copy it into a new request." in page
    assert [row.reason for row in rows(office.world, Withdrawal)] == ["Sent twice."]


def test_taken_back_it_asks_for_nothing_any_more(office: Office) -> None:
    request_id = a_request(office.world, at=Place.ASKED)
    withdrawn(office.world, request_id)
    page = biller(office).get(f"/requests/{request_id}").text
    assert "Please check the amount." not in page
    assert f"/requests/{request_id}/fix" not in page


@pytest.mark.parametrize("page", ["fix", "sent"])
def test_taken_back_its_page_of_fixes_leads_to_the_receipt(office: Office, page: str) -> None:
    request_id = a_request(office.world, at=Place.ASKED)
    withdrawn(office.world, request_id)
    answer = biller(office).get(f"/requests/{request_id}/{page}", follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (200, f"/requests/{request_id}/sent")


def test_staff_read_that_it_was_taken_back(office: Office) -> None:
    request_id = a_request(office.world, at=Place.ASKED)
    withdrawn(office.world, request_id)
    page = text(office.as_(office.world.agency.approver).get(f"/review/{request_id}"))
    assert "The provider took it back on Tue 3 Nov 2026" in page
    assert "Whose turn: Nobody." in page


def test_a_reason_is_asked_for(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    browser = biller(office)
    answer = press(browser, f"/requests/{request_id}/withdraw", "/withdraw", reason="")
    assert answer.status_code == 422
    assert "Write why you take it back" in answer.text


def test_taken_back_twice_it_is_taken_back_once(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    browser, address = biller(office), f"/requests/{request_id}/withdraw"
    codes = [send(browser, "/account", address, reason="Twice.").status_code for _ in range(2)]
    assert (codes, len(office.audited("request.withdraw"))) == ([303, 303], 1)


def test_a_copy_is_a_draft_with_the_same_amount(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED, amount={"total": "910.00"})
    withdrawn(office.world, request_id)
    browser = biller(office)
    answer = press(browser, f"/requests/{request_id}", "/copy")
    [draft] = [row for row in rows(office.world, Draft) if row.request_id != request_id]
    assert draft.request_id in answer.location
    assert draft.answers["amount"] == {"total": "910.00"}
    assert "sign" not in draft.answers


def test_a_closed_request_says_why_and_how_to_appeal(office: Office) -> None:
    request_id = a_request(office.world, at=Place.DENIED)
    shown = text(biller(office).get(f"/requests/{request_id}"))
    page = shown.replace("\N{NON-BREAKING HYPHEN}", "-")
    assert WHY.note in page
    assert "appeal by Thu 3 Dec 2026: call Alder County at 555-0100 and say why" in page
    assert "Copy it into a new request" in page


def test_another_providers_request_answers_like_a_missing_one(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    stranger = given.another_provider(office.world)
    let_in(office, stranger.provider.biller)
    browser = office.as_(stranger.provider.biller)
    for deed in DEEDS:
        for found in (request_id, MISSING):
            address = f"/requests/{found}/{deed}"
            assert send(browser, "/account", address, reason="Mine.").status_code == 404
    assert look(office.world, request_id).place is Place.SUBMITTED


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("duty", ["reviewer", "approver", "officer", "auditor", "program_admin"])
def test_staff_take_nothing_back(office: Office, duty: str, deed: str) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    browser = office.as_(office.world.agency.staff[duty])
    answer = send(browser, "/account", f"/requests/{request_id}/{deed}", reason="Mine.")
    assert answer.status_code == 403
    assert len(office.audited("access.denied")) == 1


def test_a_repeated_bill_names_the_other_and_asks_for_the_difference(office: Office) -> None:
    request_id = a_repeated_bill(office.world)
    page = text(biller(office).get(f"/requests/{request_id}/fix"))
    assert "What is different about this care?" in page
    assert "You already asked for this care with PR-" in page
    assert "Take it back for good" in page


def test_the_difference_is_told_and_a_reviewer_reads_it(office: Office) -> None:
    request_id = a_repeated_bill(office.world)
    browser, told = biller(office), "A second contract from the 16th."
    fields = {"request-difference": told, "key": "one"}
    answer = send(browser, "/account", f"/requests/{request_id}/fix", **fields)
    assert answer.status_code == 303
    page = office.as_(office.world.agency.reviewer).get(f"/review/{request_id}")
    assert told in text(page)


def test_nothing_told_is_said_beside_the_question(office: Office) -> None:
    request_id = a_repeated_bill(office.world)
    fields = {"request-difference": " ", "key": "one"}
    answer = send(biller(office), "/account", f"/requests/{request_id}/fix", **fields)
    assert answer.status_code == 422
    assert "Write what is different about this care" in answer.text
