"""Check and sign: refused with each finding at its question, received once, and by whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from provportal.actions import drafts
from provportal.domain.request import Place
from provportal.domain.roles import Role
from provportal.store.request import RequestVersion
from provportal.store.session import transaction
from tests import given
from tests.given import MONTH
from tests.given_requests import a_request
from tests.web.given_wizard import SIGNATURE, Desk, a_desk, begun, to_sign


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def test_without_the_statement_nothing_is_sent(desk: Desk) -> None:
    visitor = desk.browser()
    to_sign(desk, visitor)
    answer = visitor.post({**SIGNATURE, "agreed": ""})
    assert answer.status_code == 422
    assert "Tick the statement" in visitor.words()
    assert desk.only_request().place is Place.DRAFT


def test_a_refusal_leads_to_the_question(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor, total="0")
    answer = visitor.post(SIGNATURE)
    assert answer.status_code == 422
    assert "<title>Error: " in visitor.page
    assert f'href="/requests/{request_id}/steps/amount?change=yes#total"' in visitor.page
    assert desk.only_request().place is Place.DRAFT


def test_a_change_returns_to_the_check(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/amount?change=yes")
    visitor.post({"total": "900"})
    assert visitor.step() == "sign"
    assert "$900.00" in visitor.words()


def test_the_estimate_says_why_it_is_less(desk: Desk) -> None:
    visitor = desk.browser()
    to_sign(desk, visitor, total="1100")
    assert "Why not $1,100.00" in visitor.words()
    assert "Reduced" in visitor.words()


def test_the_deadline_stands_on_the_button(desk: Desk) -> None:
    visitor = desk.browser()
    to_sign(desk, visitor)
    button = re.search(r"Send request\s*<small>([^<]+)</small>", visitor.page)
    assert button
    said = button[1].replace("\N{NO-BREAK SPACE}", " ")
    assert said == "by Mon 9 Nov to be paid by Tue 24 Nov, often sooner"


def test_sending_the_same_form_twice_shows_one_receipt(desk: Desk) -> None:
    visitor = desk.browser()
    to_sign(desk, visitor)
    place, form = visitor.at, {**SIGNATURE, **dict(visitor.hidden())}
    visitor.post(form)
    receipt = visitor.words()
    visitor.post(form, place)
    assert visitor.at.endswith("/sent")
    assert visitor.words() == receipt
    assert desk.portal.count(RequestVersion) == 1


def test_a_second_tab_with_a_key_of_its_own_shows_the_receipt(desk: Desk) -> None:
    visitor, other = desk.browser(), desk.browser()
    request_id = to_sign(desk, visitor)
    other.open(f"/requests/{request_id}/steps/sign")
    visitor.post(SIGNATURE)
    other.post(SIGNATURE)
    assert other.at.endswith("/sent")
    assert desk.portal.count(RequestVersion) == 1


def test_the_receipt_says_what_was_checked_and_what_still_runs(desk: Desk) -> None:
    visitor = desk.browser()
    to_sign(desk, visitor)
    visitor.post(SIGNATURE)
    assert "9 of 13 automatic checks are done" in visitor.words()
    assert "Your contract covers the time of care Passed" in visitor.words()


def test_the_month_that_was_asked_before_is_refused_with_its_number(desk: Desk) -> None:
    """Two drafts of one month: the second one is told which request holds it."""
    visitor = desk.browser()
    to_sign(desk, visitor)
    other = a_request(desk.world, Place.SUBMITTED, certificate_id=desk.certificate_id)
    answer = visitor.post(SIGNATURE)
    assert answer.status_code == 422
    assert "You already asked for this care with" in visitor.words()
    assert other


def test_a_biller_who_may_not_sign_is_told_whom_to_ask(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    unsigned = given.a_person(
        desk.world.engine, Role.BILLER, organisation_id=desk.world.provider.id
    )
    other = desk.browser(unsigned)
    other.open(f"/requests/{request_id}/steps/sign")
    assert "You may not sign for your organisation" in other.words()
    assert "Pat Person" in other.words()
    assert "Send request" not in other.words()


def test_a_biller_who_may_not_sign_cannot_send_by_hand(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    form = dict(visitor.hidden())
    unsigned = given.a_person(
        desk.world.engine, Role.BILLER, organisation_id=desk.world.provider.id
    )
    other = desk.browser(unsigned)
    other.open("/account")
    form["csrf_token"] = re.findall(r'csrf_token" value="([^"]+)"', other.page)[0]
    answer = other.post({**form, **SIGNATURE}, f"/requests/{request_id}/steps/sign")
    assert answer.status_code == 409
    assert desk.only_request().place is Place.DRAFT


def test_a_month_that_was_begun_is_not_offered_again(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.open("/requests/new")
    assert 'value="2026-10"' not in visitor.page
    assert f"/requests/{request_id}/continue" in visitor.page


def test_without_any_approval_the_page_says_so(desk: Desk) -> None:
    stranger = given.a_provider(desk.world.engine, desk.world.agency)
    visitor = desk.browser(stranger.biller)
    visitor.open("/requests/new")
    assert visitor.heading() == "Nothing to ask for now"


def test_a_withdrawn_draft_cannot_be_filled_in(desk: Desk) -> None:
    with transaction(desk.world.engine) as session:
        context = desk.world.doing(desk.world.provider.biller)
        begun_id = drafts.start(session, context, desk.certificate_id, MONTH).id
        drafts.withdraw(session, context, begun_id, "Not needed.")
    assert desk.browser().open(f"/requests/{begun_id}/steps/days").status_code == 409
