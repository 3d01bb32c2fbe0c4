"""The work list and the review page over HTTP: who sees what, and what each decision does."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from provportal.domain.request import Place
from tests import given_requests
from tests.given_requests import a_request, look
from tests.web.given_staff import Office, an_office, fields_of, press, recommendation, send, text


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def test_the_list_shows_what_waits(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    page = office.as_(office.world.agency.reviewer).get("/review")
    assert page.status_code == 200
    assert look(office.world, request_id).number in text(page)
    assert "1 submitted 0 in review 0 ready to decide 0 set aside 0 yours" in text(page)


def test_an_empty_list_says_what_comes_next(office: Office) -> None:
    page = office.as_(office.world.agency.reviewer).get("/review")
    assert "Nothing waits here. New requests appear when providers send them." in text(page)


def test_take_next_takes_the_oldest(office: Office) -> None:
    first = a_request(office.world, at=Place.SUBMITTED)
    a_request(office.world, at=Place.SUBMITTED)
    browser = office.as_(office.world.agency.reviewer)
    answer = press(browser, "/review", "/review/next")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/review/{first}")
    assert look(office.world, first).owner_id == office.world.agency.reviewer.person_id


def test_take_next_says_when_there_is_nothing(office: Office) -> None:
    browser = office.as_(office.world.agency.reviewer)
    answer = press(browser, "/review", "/review/next")
    assert "Nothing can be taken now." in text(browser.get(answer.location))


def test_a_reviewer_recommends_and_an_approver_approves(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    reviewer = office.as_(office.world.agency.reviewer)
    page = f"/review/{request_id}"
    assert press(reviewer, page, "/take").status_code == 303
    assert press(reviewer, page, "/decide", **recommendation()).status_code == 303
    approver = office.as_(office.world.agency.approver)
    typed = {"choice": "approve", "reason": "as_recommended", "note": "Approved."}
    asked = press(approver, page, "/decide", **typed)
    assert asked.status_code == 200
    assert "Approve $950.00 of $950.00 asked?" in text(asked)
    assert look(office.world, request_id).place is Place.IN_REVIEW
    sure = approver.post(f"{page}/decide", data=fields_of(asked, "/decide") | {"confirmed": "yes"})
    assert sure.status_code == 303
    assert look(office.world, request_id).place is Place.APPROVED


def test_a_reviewer_sends_back_naming_the_field(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    browser = office.as_(office.world.agency.reviewer)
    typed = {
        "choice": "send_back",
        "reason": "INCOMP",
        "note": "The sheet is cut off.",
        "questions": "parent.sheet",
        "questions-parent.sheet": "The whole sheet",
    }
    assert press(browser, f"/review/{request_id}", "/decide", **typed).status_code == 303
    assert look(office.world, request_id).place is Place.ASKED
    assert "The whole sheet" in text(browser.get(f"/review/{request_id}"))


def test_to_send_back_a_field_must_be_named(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    browser = office.as_(office.world.agency.reviewer)
    typed = {"choice": "send_back", "reason": "INCOMP", "note": "Something is missing."}
    answer = press(browser, f"/review/{request_id}", "/decide", **typed)
    assert answer.status_code == 422
    assert "Mark what the provider must fix" in text(answer)
    assert "Something is missing." in text(answer)


def test_set_aside_and_taken_up_again_by_its_owner(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    browser = office.as_(office.world.agency.reviewer)
    page = f"/review/{request_id}"
    typed = {"choice": "set_aside", "reason": "policy", "note": "We look at one thing."}
    assert press(browser, page, "/decide", **typed).status_code == 303
    other = office.as_(office.world.agency.other_reviewer)
    assert "set it aside and takes it up again" in text(other.get(page))
    assert press(browser, page, "/resume", settled="The program said yes.").status_code == 303
    assert look(office.world, request_id).place is Place.IN_REVIEW


def test_denied_after_being_asked_once_more(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    approver = office.as_(office.world.agency.approver)
    typed = {"choice": "deny", "reason": "not_authorised", "note": "The care was not authorized."}
    asked = press(approver, f"/review/{request_id}", "/decide", **typed)
    sure = fields_of(asked, "/decide") | {"confirmed": "yes"}
    assert approver.post(f"/review/{request_id}/decide", data=sure).status_code == 303
    assert look(office.world, request_id).place is Place.DENIED


def test_a_double_click_takes_once(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    browser = office.as_(office.world.agency.reviewer)
    form = fields_of(browser.get(f"/review/{request_id}"), "/take")
    answers = [browser.post(f"/review/{request_id}/take", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(office.audited("request.take")) == 1


def test_who_comes_second_keeps_what_was_typed(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    second = office.as_(office.world.agency.other_reviewer)
    form = fields_of(second.get(f"/review/{request_id}"), "/decide")
    given_requests.recommended(office.world, request_id)
    typed = recommendation(note="My own long words.")
    answer = second.post(f"/review/{request_id}/decide", data=form | typed)
    assert answer.status_code == 409
    assert "changed this while you were looking at it: recommended" in text(answer)
    assert "My own long words." in text(answer)


def test_an_approver_who_reviewed_is_told_why_not(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    approver = office.as_(office.world.agency.approver)
    page = approver.get(f"/review/{request_id}")
    assert "No reviewer has recommended it yet, so it cannot be approved." in text(page)


def test_a_draft_and_anothers_request_answer_like_a_missing_one(
    office: Office, tmp_path: Path
) -> None:
    draft = a_request(office.world, at=Place.DRAFT)
    browser = office.as_(office.world.agency.reviewer)
    missing = browser.get("/review/00000000-0000-7000-8000-000000000000")
    found = browser.get(f"/review/{draft}")
    assert (found.status_code, missing.status_code) == (404, 404)


def test_a_reason_must_belong_to_its_decision(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    browser = office.as_(office.world.agency.reviewer)
    typed = recommendation(reason="INCOMP")
    answer = press(browser, f"/review/{request_id}", "/decide", **typed)
    assert answer.status_code == 422
    assert "Choose a reason that fits the decision" in text(answer)


def test_a_reviewer_cannot_slip_an_approval_in(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    given_requests.recommended(office.world, request_id)
    browser = office.as_(office.world.agency.reviewer)
    revision = str(look(office.world, request_id).revision)
    typed = {"choice": "approve", "reason": "as_recommended", "note": "x", "revision": revision}
    answer = send(browser, "/review", f"/review/{request_id}/decide", **typed, confirmed="yes")
    assert answer.status_code == 422
    assert look(office.world, request_id).place is Place.IN_REVIEW
