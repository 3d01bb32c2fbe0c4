"""The payout desk over HTTP: preview, build by one, release by another, cancel with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from provportal.actions import bank_account_stops
from provportal.domain.payout import BatchState
from provportal.domain.request import Place
from provportal.store.payout import Batch
from provportal.store.reads import active_account
from provportal.store.session import reading, transaction
from tests.given import RUN_DAY
from tests.given_requests import a_batch, a_request, batch_of, look, released, was_sent
from tests.web.given_staff import Office, an_office, fields_of, press, send, text

TOTAL = {"typed": "950.00", "compared": "yes"}


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    made = an_office(sqlite, tmp_path)
    made.clock.at = RUN_DAY
    return made


def state_of(office: Office, batch_id: str) -> BatchState:
    with reading(office.engine) as session:
        return session.get_one(Batch, batch_id).state


def confirmed(browser: FlaskClient, asked: TestResponse) -> TestResponse:
    return browser.post("/payouts", data=fields_of(asked, "/payouts") | {"confirmed": "yes"})


def test_the_desk_shows_what_would_be_paid(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    page = text(office.as_(office.world.agency.officer).get("/payouts"))
    assert look(office.world, request_id).number in page
    assert "$950.00 to 1 provider, in their banks Tue 10 Nov 2026." in page
    assert "ending 6789" in page


def test_an_empty_desk_says_what_comes_next(office: Office) -> None:
    page = text(office.as_(office.world.agency.officer).get("/payouts"))
    assert "Nothing can be paid now. Approved requests appear here." in page
    assert "No run has been built yet." in page


def test_one_builds_and_another_releases(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    builder = office.as_(office.world.agency.officer)
    asked = press(builder, "/payouts", "/payouts")
    assert "Build $950.00 to 1 provider?" in text(asked)
    built = confirmed(builder, asked)
    assert look(office.world, request_id).place is Place.PAYOUT_SCHEDULED
    page = built.location
    assert "You built this run, so another payment officer releases it." in text(builder.get(page))
    other = office.as_(office.world.agency.other_officer)
    assert press(other, page, "/release", **TOTAL).status_code == 303
    assert state_of(office, batch_of(office.world, request_id)) is BatchState.RELEASED


def test_building_twice_builds_once(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    browser = office.as_(office.world.agency.officer)
    asked = press(browser, "/payouts", "/payouts")
    first, second = confirmed(browser, asked), confirmed(browser, asked)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(office.audited("request.schedule")) == 1


def test_what_changed_since_it_was_seen_is_not_built(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    browser = office.as_(office.world.agency.officer)
    asked = press(browser, "/payouts", "/payouts")
    a_request(office.world, at=Place.APPROVED)
    answer = confirmed(browser, asked)
    assert answer.status_code == 409
    assert "What would be paid has changed" in text(answer)
    assert office.audited("request.schedule") == []


def test_releasing_twice_releases_once(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    browser = office.as_(office.world.agency.other_officer)
    page = f"/payouts/{batch_id}"
    form = fields_of(browser.get(page), "/release") | TOTAL
    answers = [browser.post(f"{page}/release", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(office.audited("batch.release")) == 1


def test_the_builder_who_tries_anyway_is_refused_and_recorded(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    browser = office.as_(office.world.agency.officer)
    page = f"/payouts/{batch_id}"
    answer = send(browser, page, f"{page}/release", **TOTAL)
    assert answer.status_code == 403
    assert office.audited("access.denied") == [office.world.agency.officer.person_id]
    assert state_of(office, batch_id) is BatchState.BUILT


@pytest.mark.parametrize("typed", ["949.99", "", "lots"])
def test_another_total_than_the_runs_releases_nothing(office: Office, typed: str) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    browser = office.as_(office.world.agency.other_officer)
    answer = press(browser, f"/payouts/{batch_id}", "/release", typed=typed, compared="yes")
    assert answer.status_code == 422
    assert state_of(office, batch_id) is BatchState.BUILT


def test_cancelled_with_a_reason_its_requests_wait_again(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    browser = office.as_(office.world.agency.officer)
    answer = press(browser, f"/payouts/{batch_id}", "/cancel", reason="The funding sheet differs.")
    assert answer.status_code == 303
    assert look(office.world, request_id).place is Place.APPROVED
    assert "The funding sheet differs." in text(browser.get(f"/payouts/{batch_id}"))


def test_without_a_reason_nothing_is_cancelled(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    browser = office.as_(office.world.agency.officer)
    answer = press(browser, f"/payouts/{batch_id}", "/cancel")
    assert answer.status_code == 422
    assert state_of(office, batch_id) is BatchState.BUILT


def test_a_released_run_cannot_be_cancelled(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    browser = office.as_(office.world.agency.officer)
    released(office.world, batch_id)
    answer = send(browser, "/payouts", f"/payouts/{batch_id}/cancel", reason="Too late.")
    assert answer.status_code == 409


def test_a_sent_run_shows_its_file_and_dates(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    released(office.world, batch_id)
    was_sent(office.world, batch_id)
    page = text(office.as_(office.world.agency.auditor).get(f"/payouts/{batch_id}"))
    assert batch_id.replace("-", "") * 2 in page
    assert "Sent to the bank Fri 6 Nov 2026, 9:00 am" in page


def test_another_agencys_run_answers_like_a_missing_one(office: Office) -> None:
    browser = office.as_(office.world.agency.officer)
    assert browser.get("/payouts/00000000-0000-7000-8000-000000000000").status_code == 404


def test_a_run_with_a_frozen_account_says_why_it_is_not_released(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    with transaction(office.engine) as session:
        account = active_account(session, office.world.agency.id, office.world.provider.id)
        assert account is not None
        admin = office.world.doing(office.world.provider.admin)
        bank_account_stops.freeze(session, admin, account.id)
    browser = office.as_(office.world.agency.other_officer)
    shown = text(browser.get(f"/payouts/{batch_id}"))
    assert "An account in it is paid no more: cancel it and build it again." in shown
