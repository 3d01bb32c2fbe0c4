"""Held money over HTTP: holding from the desk and from a run, the list, and both ways out."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from provportal.domain.payout import BatchState
from provportal.domain.request import Place
from provportal.store.payout import Batch
from provportal.store.provider import Organisation
from provportal.store.session import transaction
from tests import given
from tests.actions.seen import rows
from tests.given import RUN_DAY
from tests.given_requests import a_batch, a_request, batch_of, held, look, released
from tests.web.given_staff import Office, an_office, fields_of, let_in, press, send, text
from tests.web.reading import MAX_STATEMENTS

WHY = {"reason": "account", "note": "We ask your bank first.", "private_note": "Called twice."}
SETTLED = {"way": "end", "reason": "settled", "note": "Your bank answered."}
ANEW = {"way": "redecide", "reason": "amount_wrong", "note": "We look at the amount again."}


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    made = an_office(sqlite, tmp_path)
    made.clock.at = RUN_DAY
    return made


def officer(office: Office) -> FlaskClient:
    return office.as_(office.world.agency.officer)


def page_of(request_id: str) -> str:
    return f"/payouts/held/{request_id}"


def ended(browser: FlaskClient, request_id: str, **typed: str) -> TestResponse:
    return press(browser, page_of(request_id), "/end", **typed)


def test_the_desk_leads_to_a_hold(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    browser = officer(office)
    assert page_of(request_id) in browser.get("/payouts").text
    assert press(browser, page_of(request_id), "/hold", **WHY).status_code == 303
    assert look(office.world, request_id).place is Place.HELD


def test_a_built_run_leads_to_a_hold_and_goes_on_without_it(office: Office) -> None:
    first = a_request(office.world, Place.APPROVED, amount={"total": "900.00"})
    a_request(office.world, Place.APPROVED, amount={"total": "850.00"})
    run = f"/payouts/{a_batch(office.world)}"
    browser = officer(office)
    assert page_of(first) in browser.get(run).text
    press(browser, page_of(first), "/hold", **WHY)
    page = text(browser.get(run))
    assert "$850.00 to 1 provider," in page
    assert "Held, so not in this run" in page


def test_the_list_says_who_holds_what_and_why(office: Office) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    page = text(officer(office).get("/payouts/held"))
    assert look(office.world, request_id).number in page
    assert "$950.00 is held" in page
    assert "The bank account must be checked You" in page
    assert "1 payment held, $950.00" in text(officer(office).get("/payouts"))


def test_an_empty_list_says_what_can_be_done(office: Office) -> None:
    assert "Nothing is held." in text(officer(office).get("/payouts/held"))


def test_what_is_typed_stays_when_something_is_missing(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    answer = press(officer(office), page_of(request_id), "/hold", **WHY | {"reason": ""})
    assert answer.status_code == 422
    assert "Choose a reason" in answer.text
    assert WHY["note"] in answer.text


def test_two_presses_hold_once(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    browser, address = officer(office), f"{page_of(request_id)}/hold"
    codes = [send(browser, "/account", address, **WHY).status_code for _ in range(2)]
    assert (codes, len(office.audited("request.hold"))) == ([303, 303], 1)


def test_held_by_another_it_is_said_so(office: Office) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    let_in(office, office.world.agency.officer, "Olga First")
    other = office.as_(office.world.agency.other_officer)
    assert "Olga First holds it and ends the hold." in text(other.get(page_of(request_id)))
    answer = send(other, "/account", f"{page_of(request_id)}/hold", **WHY)
    assert answer.status_code == 409
    assert "It changed while you were looking at it." in text(answer)
    assert WHY["note"] in text(answer)


def test_after_the_release_it_is_said_that_nothing_can_be_held(office: Office) -> None:
    request_id = a_request(office.world, at=Place.PAYOUT_SCHEDULED)
    released(office.world, batch_of(office.world, request_id))
    page = text(officer(office).get(page_of(request_id)))
    assert "It was released to the bank. Nothing can be held any more." in page


def test_a_hold_that_ends_goes_back_to_the_desk(office: Office) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    assert ended(officer(office), request_id, **SETTLED).status_code == 303
    assert look(office.world, request_id).place is Place.APPROVED


def test_what_stands_in_the_way_is_named(office: Office) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    with transaction(office.engine) as session:
        session.get_one(Organisation, office.world.provider.id).tin_token = "another"
    answer = ended(officer(office), request_id, **SETTLED)
    assert answer.status_code == 409
    assert "The tax number is not the one that was approved." in text(answer)


def test_a_new_decision_is_asked_once_more(office: Office) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    asked = ended(officer(office), request_id, **ANEW)
    assert "Decide $950.00 anew?" in text(asked)
    assert look(office.world, request_id).place is Place.HELD


def test_confirmed_it_is_in_review_and_no_longer_approved(office: Office) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    browser = officer(office)
    fields = fields_of(ended(browser, request_id, **ANEW), "/end") | {"confirmed": "yes"}
    assert browser.post(f"{page_of(request_id)}/end", data=fields).status_code == 303
    assert look(office.world, request_id).place is Place.IN_REVIEW
    page = text(office.as_(office.world.agency.reviewer).get(f"/review/{request_id}"))
    assert "Back for a new decision" in page
    assert "Approved:" not in page


def test_a_reason_must_fit_the_way_out(office: Office) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    answer = ended(officer(office), request_id, **SETTLED | {"reason": "amount_wrong"})
    assert answer.status_code == 422
    assert "Choose a reason that fits what happens now" in answer.text


def test_a_total_that_a_hold_changed_is_not_released(office: Office) -> None:
    """The second person typed what stood there before the hold."""
    first = a_request(office.world, Place.APPROVED, amount={"total": "900.00"})
    a_request(office.world, Place.APPROVED, amount={"total": "850.00"})
    run = f"/payouts/{a_batch(office.world)}"
    other = office.as_(office.world.agency.other_officer)
    held(office.world, first)
    answer = press(other, run, "/release", typed="1750.00", compared="yes")
    assert answer.status_code == 422
    assert {batch.state for batch in rows(office.world, Batch)} == {BatchState.BUILT}


def test_the_provider_reads_why(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    press(officer(office), page_of(request_id), "/hold", **WHY)
    page = text(office.as_(office.world.provider.biller).get(f"/requests/{request_id}"))
    assert "We are holding $950.00 before we pay it." in page
    assert WHY["note"] in page
    assert WHY["private_note"] not in page


@pytest.mark.parametrize("address", ["/payouts/held", "/payouts/held/{}"])
def test_only_payment_officers_and_auditors_look(office: Office, address: str) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    statuses = {
        duty: office.as_(actor).get(address.format(request_id)).status_code
        for duty, actor in office.world.agency.staff.items()
    }
    looking = {duty for duty, status in statuses.items() if status == 200}
    assert looking == {"officer", "other_officer", "auditor"}
    assert set(statuses.values()) == {200, 403}


@pytest.mark.parametrize("deed", ["hold", "end"])
def test_only_payment_officers_act(office: Office, deed: str) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    address = f"{page_of(request_id)}/{deed}"
    everyone = {**office.world.agency.staff, "biller": office.world.provider.biller}
    denied = {
        duty
        for duty, actor in everyone.items()
        if send(office.as_(actor), "/account", address).status_code == 403
    }
    assert denied == set(everyone) - {"officer", "other_officer"}


def test_another_agencys_request_answers_like_a_missing_one(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    stranger = given.an_agency(office.engine)
    let_in(office, stranger.officer)
    browser = office.as_(stranger.officer)
    assert browser.get(page_of(request_id)).status_code == 404
    for deed in ("hold", "end"):
        typed = WHY | SETTLED
        answer = send(browser, "/account", f"{page_of(request_id)}/{deed}", **typed)
        assert answer.status_code == 404
    assert look(office.world, request_id).place is Place.APPROVED


@pytest.mark.parametrize("address", ["/payouts", "/payouts/held", "/payouts/held/{}"])
def test_each_page_asks_few_questions(office: Office, address: str) -> None:
    request_id = a_request(office.world, at=Place.HELD)
    for _ in range(3):
        a_request(office.world, at=Place.HELD)
    browser, said = officer(office), []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    sa.event.listen(office.engine, "before_cursor_execute", note)
    assert browser.get(address.format(request_id)).status_code == 200
    sa.event.remove(office.engine, "before_cursor_execute", note)
    assert len([text for text in said if not text.startswith("BEGIN")]) <= MAX_STATEMENTS
