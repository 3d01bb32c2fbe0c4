"""What moves money or changes who is paid asks for a code of the last five minutes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse
from wtforms.fields.core import UnboundField

from provportal.actions.one_time_codes import code_at
from provportal.actions.second_factor import FRESH
from provportal.domain.money import Money
from provportal.domain.payout import BatchState
from provportal.domain.request import Place
from provportal.domain.roles import Actor
from provportal.forms.bank_accounts import NumberField
from provportal.forms.base import Form
from provportal.forms.fields import SecretField
from provportal.store.agency import Agency
from provportal.store.bank_account import BankAccount
from provportal.store.payout import Batch
from provportal.store.second_factor import SecondFactor
from provportal.store.session import reading, transaction
from provportal.web.access import Factor, access_of
from provportal.web.step_up import SECRETS
from tests.actions.seen import rows
from tests.given import ROUTING, RUN_DAY
from tests.given_requests import a_batch, a_request, look, recommended
from tests.web.given import SEED, MovableClock
from tests.web.given_staff import Office, an_office, fields_of, press, text

LATER = FRESH + timedelta(seconds=1)
TOTAL = {"typed": "950.00", "compared": "yes"}
BANK = {"kind": "savings", "holder": "business", "holder_name": "Luciernaga Child Care"}
NUMBERS = {"routing_number": ROUTING, "account_number": "000987", "account_again": "000987"}

FRESH_NEEDED = {
    "account.ask_bank",
    "account.change_bank",
    "account.take_bank_back",
    "bank_accounts.approve",
    "bank_accounts.refuse",
    "bank_accounts.reinstate",
    "bank_accounts.show_number",
    "payouts.release",
    "people.change_role",
    "people.end_access",
    "people.new_app",
    "people.save_tier",
    "rules.publish",
    "team.change_role",
}
PASSED_NEEDED = {
    "account.bank",
    "account.ask_freeze",
    "account.freeze_bank",
    "team.ask_role",
    "team.index",
}
"""Stopping what somebody else began must not wait for the next code."""


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    made = an_office(sqlite, tmp_path)
    made.clock.at = RUN_DAY
    return made


def later(office: Office, step: timedelta = LATER) -> None:
    """The machine's clock goes on, and with it that of every phone."""
    machine = office.equipment.machine_clock
    assert isinstance(machine, MovableClock)
    machine.advance(step)


def code(office: Office) -> str:
    """The code of now, whether it was used or not."""
    with transaction(office.engine) as session:
        session.execute(sa.update(SecondFactor).values(last_step=0))
    return code_at(SEED, office.equipment.machine_clock.now())


def asked_again(
    office: Office, actor: Actor, page: str, action: str, **typed: str
) -> tuple[FlaskClient, TestResponse]:
    """A form that was opened in time and is sent too late; the browser and the answer."""
    browser = office.as_(actor)
    shown = browser.get(page)
    later(office)
    address = re.findall(rf'<form[^>]*action="([^"]*{action})"', shown.text)[0]
    return browser, browser.post(address, data=fields_of(shown, action) | typed)


def with_code(browser: FlaskClient, asked: TestResponse, typed: str) -> TestResponse:
    """Fill in the code on the page that asks for it, and send it."""
    [address] = re.findall(r'<form id="typed" method="post" action="([^"]*)"', asked.text)
    form = asked.text.partition('<form id="typed"')[2].partition("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return browser.post(html.unescape(address), data=kept | {"factor_code": typed})


def a_run(office: Office) -> tuple[str, str]:
    """A run that waits for its release: its id and its page."""
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    return batch_id, f"/payouts/{batch_id}"


def state_of(office: Office, batch_id: str) -> BatchState:
    with reading(office.engine) as session:
        return session.get_one(Batch, batch_id).state


def test_what_needs_a_fresh_code_is_what_moves_money_or_bank_details(office: Office) -> None:
    needs: dict[Factor, set[str]] = {}
    for endpoint, view in office.app.view_functions.items():
        needs.setdefault(access_of(view).factor, set()).add(endpoint)
    assert needs[Factor.FRESH] == FRESH_NEEDED
    assert needs[Factor.IN_SESSION] == PASSED_NEEDED


def test_a_release_that_comes_too_late_asks_and_releases_nothing(office: Office) -> None:
    batch_id, page = a_run(office)
    _, asked = asked_again(office, office.world.agency.other_officer, page, "/release", **TOTAL)
    assert asked.status_code == 401
    assert "<title>Enter the code from your app" in asked.text
    assert state_of(office, batch_id) is BatchState.BUILT


def test_with_the_code_it_goes_on_with_what_was_typed(office: Office) -> None:
    batch_id, page = a_run(office)
    other = office.world.agency.other_officer
    browser, asked = asked_again(office, other, page, "/release", **TOTAL)
    assert with_code(browser, asked, code(office)).status_code == 303
    assert state_of(office, batch_id) is BatchState.RELEASED


def test_a_refused_code_is_one_sentence_and_loses_nothing(office: Office) -> None:
    batch_id, page = a_run(office)
    other = office.world.agency.other_officer
    browser, asked = asked_again(office, other, page, "/release", **TOTAL)
    refused = with_code(browser, asked, "000000")
    said = "This code does not fit, or was used before. Wait for the next one"
    assert refused.status_code == 422
    assert re.findall(r"<li><a[^>]*>(.*?)</a></li>", refused.text) == [said]
    assert 'name="typed" value="950.00"' in refused.text
    assert with_code(browser, refused, code(office)).status_code == 303
    assert state_of(office, batch_id) is BatchState.RELEASED


def test_no_code_is_one_sentence_as_well(office: Office) -> None:
    _, page = a_run(office)
    other = office.world.agency.other_officer
    browser, asked = asked_again(office, other, page, "/release", **TOTAL)
    refused = with_code(browser, asked, "")
    assert refused.status_code == 422
    assert "Enter the 6 digits that your app shows" in refused.text


def test_after_too_many_codes_one_waits(office: Office) -> None:
    _, page = a_run(office)
    other = office.world.agency.other_officer
    browser, asked = asked_again(office, other, page, "/release", **TOTAL)
    answers = [with_code(browser, asked, "000000") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "Too many tries. Wait until just after" in answers[-1].text


def test_the_new_id_is_the_only_one_after_the_code(office: Office) -> None:
    _, page = a_run(office)
    other = office.world.agency.other_officer
    browser, asked = asked_again(office, other, page, "/release", **TOTAL)
    thief = office.app.test_client()
    cookie = browser.get_cookie("__Host-session")
    assert cookie is not None
    thief.set_cookie("__Host-session", cookie.value)
    assert thief.get("/account").status_code == 200
    with_code(browser, asked, code(office))
    assert thief.get("/account").status_code == 303
    assert browser.get("/account").status_code == 200


def test_a_code_without_our_token_is_not_looked_at(office: Office) -> None:
    browser = office.as_(office.world.agency.officer)
    before = browser.get_cookie("__Host-session")
    answer = browser.post("/code", data={"factor_code": code(office)})
    assert answer.status_code == 400
    assert browser.get_cookie("__Host-session") == before


def change_page(office: Office) -> str:
    return f"/account/bank/{office.world.agency.id}/change"


def test_the_bank_form_is_not_shown_before_the_code(office: Office) -> None:
    browser = office.as_(office.world.provider.admin)
    later(office)
    asked = browser.get(change_page(office))
    assert asked.status_code == 401
    assert "routing_number" not in asked.text
    answer = with_code(browser, asked, code(office))
    assert (answer.status_code, answer.location) == (303, change_page(office))
    assert "routing_number" in browser.get(change_page(office)).text


def test_a_bank_form_that_ages_keeps_all_but_the_numbers(office: Office) -> None:
    admin, page = office.world.provider.admin, change_page(office)
    browser, asked = asked_again(office, admin, page, "/change", **(BANK | NUMBERS))
    assert asked.status_code == 401
    assert "you give them once more" in asked.text
    assert "000987" not in asked.text
    assert ROUTING not in asked.text
    answer = with_code(browser, asked, code(office))
    assert answer.status_code == 422
    assert 'value="Luciernaga Child Care"' in answer.text
    assert re.search(r'value="savings" checked', answer.text)
    assert len(rows(office.world, BankAccount)) == 1


def test_the_page_that_asks_is_read_in_another_language_with_all_that_is_kept(
    office: Office,
) -> None:
    admin, page = office.world.provider.admin, change_page(office)
    browser, asked = asked_again(office, admin, page, "/change", **BANK)
    form = asked.text.partition('<form id="typed"')[2].partition("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    spanish = browser.post(page, data=kept | {"factor_code": "", "read_in": "es"})
    assert spanish.status_code == 401
    assert 'lang="es"' in spanish.text
    assert 'name="holder_name" value="Luciernaga Child Care"' in spanish.text


NEVER_SHOWN_AGAIN = (SecretField, NumberField)


def every_form(kind: type[Form] = Form) -> Iterator[type[Form]]:
    for made in kind.__subclasses__():
        yield made
        yield from every_form(made)


def test_every_secret_that_a_form_asks_for_is_known() -> None:
    """One that is added later must be added there, or a page would show it."""
    asked = {
        name
        for kind in every_form()
        if kind.__module__.startswith("provportal.")
        for name, field in vars(kind).items()
        if isinstance(field, UnboundField) and issubclass(field.field_class, NEVER_SHOWN_AGAIN)
    }
    assert "account_number" in asked
    assert asked - {"secret"} <= SECRETS, "'secret' is the page of components'"


def approve(office: Office, browser: FlaskClient, request_id: str) -> TestResponse:
    """Decide and confirm, five minutes after the last code."""
    later(office)
    typed = {"choice": "approve", "reason": "as_recommended", "note": "Fits."}
    page = f"/review/{request_id}"
    asked = press(browser, page, "/decide", **typed)
    return browser.post(f"{page}/decide", data=fields_of(asked, "/decide") | {"confirmed": "yes"})


def to_approve(office: Office) -> str:
    recommended(office.world, request_id := a_request(office.world, at=Place.IN_REVIEW))
    return request_id


def test_an_approval_below_the_agencys_limit_does_not_ask(office: Office) -> None:
    request_id = to_approve(office)
    browser = office.as_(office.world.agency.approver)
    assert approve(office, browser, request_id).status_code == 303
    assert look(office.world, request_id).place is Place.APPROVED


def test_an_approval_above_it_asks_and_goes_on_with_the_code(office: Office) -> None:
    request_id = to_approve(office)
    with transaction(office.engine) as session:
        agency = session.get_one(Agency, office.world.agency.id)
        agency.factor_above = Money(94_999)
    browser = office.as_(office.world.agency.approver)
    asked = approve(office, browser, request_id)
    assert asked.status_code == 401
    assert look(office.world, request_id).place is Place.IN_REVIEW
    assert with_code(browser, asked, code(office)).status_code == 303
    assert look(office.world, request_id).place is Place.APPROVED


def test_five_minutes_are_fresh_and_a_second_more_is_not(office: Office) -> None:
    browser = office.as_(office.world.provider.admin)
    later(office, FRESH)
    assert browser.get(change_page(office)).status_code == 200
    later(office, timedelta(seconds=1))
    assert browser.get(change_page(office)).status_code == 401


def test_a_page_of_the_code_leads_only_to_our_own_pages(office: Office) -> None:
    browser = office.as_(office.world.agency.officer)
    asked = browser.get("/code?next=//evil.example")
    assert "evil" not in text(asked)
    assert with_code(browser, asked, code(office)).location == "/"
