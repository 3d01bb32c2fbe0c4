"""A provider admin changes the bank account over HTTP: entered, told, taken back, frozen."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from provportal.actions import bank_account_stops, bank_accounts
from provportal.domain.bank_account import AccountState, Stop
from provportal.domain.roles import SYSTEM
from provportal.store.bank_account import BankAccount
from provportal.store.session import transaction
from tests.actions.seen import rows
from tests.given import NOW, ROUTING, a_provider, an_agency, details
from tests.web.given_staff import Office, an_office, press, send, text
from tests.web.odd import returned
from tests.web.reading import MAX_STATEMENTS, statements_on

NUMBER = "000987654321"
TYPED = {
    "routing_number": ROUTING,
    "account_number": NUMBER,
    "account_again": NUMBER,
    "kind": "checking",
    "holder": "business",
    "holder_name": "Luciernaga Child Care",
}


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def page_of(office: Office) -> str:
    return f"/account/bank/{office.world.agency.id}"


def admin(office: Office) -> FlaskClient:
    return office.as_(office.world.provider.admin)


def entered(office: Office, browser: FlaskClient, **changes: str) -> TestResponse:
    """The form filled in and sent, as a person does."""
    page = f"{page_of(office)}/change"
    return press(browser, page, "/change", **(TYPED | changes))


def newest(office: Office) -> BankAccount:
    return rows(office.world, BankAccount)[-1]


def errors(answer: TestResponse) -> list[str]:
    summary = re.search(r"error-summary.*?</div>", answer.text, re.DOTALL)
    assert summary, answer.status
    return re.findall(r"<a [^>]*>([^<]+)</a>", summary[0])


def test_a_new_account_is_entered_and_told(office: Office) -> None:
    browser = admin(office)
    answer = entered(office, browser)
    assert (answer.status_code, answer.location) == (303, page_of(office))
    shown = text(browser.get(answer.location))
    assert "We pay to the account ending 6789." in shown
    assert "It starts 3 banking days later, on Fri 6 Nov at the earliest." in shown
    assert "Payments until then go to the account ending 6789." in shown
    assert re.search(r"We told p•••@example\.org\.", shown)


def test_an_approved_change_has_its_day(office: Office) -> None:
    browser = admin(office)
    entered(office, browser)
    with transaction(office.engine) as session:
        officer = office.world.doing(office.world.agency.officer)
        bank_accounts.approve(session, officer, newest(office).id)
    shown = text(browser.get(page_of(office)))
    assert "We pay to the account ending 6789 until Thu 5 Nov." in shown
    assert "the new account, ending 4321, starts on Fri 6 Nov." in shown


def test_the_numbers_stand_nowhere_afterwards(office: Office) -> None:
    browser = admin(office)
    answer = entered(office, browser)
    pages = [answer, browser.get(answer.location), browser.get("/account")]
    assert all(NUMBER not in page.text and NUMBER not in str(page.headers) for page in pages)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"routing_number": "122000167"}, "does not pass the bank's own check"),
        ({"routing_number": "12200016"}, "It has 9 digits"),
        ({"routing_number": "000000000"}, "takes no direct deposit"),
        ({"account_number": "12", "account_again": "12"}, "It has 4 to 17 digits"),
        ({"account_number": "1234/5678"}, "with digits only"),
        ({"account_number": "4111111111111111"}, "looks like the number of a card"),
        ({"account_again": "000987654322"}, "The two account numbers do not match"),
        ({"account_again": ""}, "a second time"),
        ({"kind": ""}, "Choose checking or savings"),
        ({"holder": "both"}, "Choose one of these"),
        ({"holder_name": "x" * 81}, "Shorten the name to 80 letters"),
        ({"holder_name": "陳淑芬"}, "in Latin letters"),
        ({"account_number": "000123456789", "account_again": "000123456789"}, "that we have now"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(
    office: Office, changes: dict[str, str], said: str
) -> None:
    answer = entered(office, admin(office), **changes)
    assert answer.status_code == 422
    assert any(said in error.replace("&#39;", "'") for error in errors(answer))
    assert len(rows(office.world, BankAccount)) == 1


def test_after_an_error_the_numbers_are_typed_again_and_the_rest_is_kept(office: Office) -> None:
    answer = entered(office, admin(office), account_again="1")
    assert NUMBER not in answer.text
    assert ROUTING not in answer.text
    assert 'value="Luciernaga Child Care"' in answer.text


def test_blanks_and_dashes_are_taken_out(office: Office) -> None:
    answer = entered(
        office,
        admin(office),
        routing_number="122-000-166",
        account_number="000 9876 54321",
        account_again="000987654321",
    )
    assert (answer.status_code, newest(office).last4) == (303, "4321")


def test_pressed_twice_it_is_entered_once(office: Office) -> None:
    browser = admin(office)
    assert [entered(office, browser).status_code for _ in range(2)] == [303, 303]
    assert len(rows(office.world, BankAccount)) == 2


def test_a_change_is_taken_back(office: Office) -> None:
    browser = admin(office)
    page = entered(office, browser).location
    assert press(browser, page, "/take-back").status_code == 303
    assert (newest(office).state, newest(office).stopped_because) == (
        AccountState.BLOCKED,
        Stop.TAKEN_BACK,
    )
    assert "You took this change back." in text(browser.get(page))


def test_taken_back_twice_it_is_taken_back_once(office: Office) -> None:
    browser = admin(office)
    page = entered(office, browser).location
    address = f"/account/bank/changes/{newest(office).id}/take-back"
    assert [send(browser, page, address).status_code for _ in range(2)] == [303, 303]
    assert len(office.audited("bank_account.refuse")) == 1


def test_a_change_that_was_not_theirs_is_frozen(office: Office) -> None:
    browser = admin(office)
    page = entered(office, browser).location
    assert press(browser, page, "/freeze").status_code == 303
    assert newest(office).stopped_because is Stop.NOT_US
    assert "We pay to the account ending 6789." in text(browser.get(page))


def test_an_account_that_pays_is_frozen_after_one_question(office: Office) -> None:
    browser, account = admin(office), newest(office)
    page = f"/account/bank/changes/{account.id}/freeze"
    assert "You cannot undo this" in text(browser.get(page))
    assert press(browser, page, "/freeze").status_code == 303
    assert newest(office).state is AccountState.SUSPENDED
    assert "Payments to the account ending 6789 wait." in text(browser.get(page_of(office)))
    assert "On hold: you froze it" in text(browser.get("/account"))


def test_what_cannot_be_frozen_any_more_says_so(office: Office) -> None:
    browser, account = admin(office), newest(office)
    page = f"/account/bank/changes/{account.id}/freeze"
    press(browser, page, "/freeze")
    assert browser.get(page).status_code == 409


def test_the_county_refused_and_says_what_to_do(office: Office) -> None:
    browser = admin(office)
    page = entered(office, browser).location
    with transaction(office.engine) as session:
        officer = office.world.doing(office.world.agency.officer)
        bank_account_stops.refuse(
            session, officer, newest(office).id, Stop.NAME_DIFFERS, "Send a letter of your bank."
        )
    shown = text(browser.get(page))
    assert "The account ending 4321 was not approved Send a letter of your bank." in shown
    assert "Change the bank account" in shown


def test_every_change_so_far_is_told(office: Office) -> None:
    browser = admin(office)
    page = entered(office, browser).location
    with transaction(office.engine) as session:
        officer = office.world.doing(office.world.agency.officer)
        bank_accounts.approve(session, officer, newest(office).id)
        later = office.world.doing(SYSTEM, NOW + timedelta(days=3))
        bank_accounts.verify(session, later, newest(office).id)
    shown = text(browser.get(page))
    assert "We pay to the account ending 4321." in shown
    assert "Checked and used from Fri 6 Nov 2026." in shown
    assert "Replaced by a newer account." in shown


def test_a_return_leads_to_the_field_that_the_bank_named(office: Office) -> None:
    request_id = returned(office.world, "R03")
    browser = admin(office)
    shown = browser.get(f"/requests/{request_id}").text
    assert f'href="{page_of(office)}/change#account_number"' in shown
    assert "Fix the account number" in shown
    form = browser.get(f"{page_of(office)}/change").text
    assert "Your bank could not find this account number" in form
    [field] = re.findall(r"<input[^>]*autofocus[^>]*>", form)
    assert 'id="account_number"' in field


@pytest.mark.parametrize(
    ("code", "link", "words"),
    [
        ("R13", "change#routing_number", "Fix the routing number"),
        ("R12", "change#routing_number", "Fix the routing number"),
        ("R04", "change#account_number", "Fix the account number"),
        ("R16", "change", "Give us another account"),
    ],
)
def test_each_code_has_its_button(office: Office, code: str, link: str, words: str) -> None:
    shown = admin(office).get(f"/requests/{returned(office.world, code)}").text
    assert f'/{link}">{words}</a>' in shown


def test_a_biller_is_told_whom_to_ask(office: Office) -> None:
    request_id = returned(office.world)
    browser = office.as_(office.world.provider.biller)
    shown = browser.get(f"/requests/{request_id}").text
    assert '<a class="button" href="/account#bank">See whom to ask</a>' in shown
    asked = browser.get("/account")
    assert "Your role, biller, cannot change bank details. Ask Pat Person." in text(asked)
    assert "/account/bank/" not in asked.text


def test_the_request_waits_with_us_until_its_day(office: Office) -> None:
    request_id = returned(office.world)
    browser = admin(office)
    entered(office, browser)
    assert "A second person looks at the new account first." in text(
        browser.get(f"/requests/{request_id}")
    )
    with transaction(office.engine) as session:
        officer = office.world.doing(office.world.agency.officer)
        bank_accounts.approve(session, officer, newest(office).id)
    shown = text(browser.get(f"/requests/{request_id}"))
    assert "They check the new account until Fri 6 Nov." in shown
    assert "Fix the account number" not in shown


@pytest.mark.parametrize("duty", ["biller", "officer", "auditor"])
def test_nobody_but_an_admin_comes_here(office: Office, duty: str) -> None:
    staff = office.world.agency.staff
    browser = office.as_(staff.get(duty) or office.world.provider.biller)
    answer = browser.get(f"{page_of(office)}/change")
    assert answer.status_code == 403
    assert len(office.audited("access.denied")) == 1


@pytest.mark.parametrize("path", ["", "/change"])
def test_an_agency_without_a_contract_is_like_a_missing_one(office: Office, path: str) -> None:
    browser = admin(office)
    for agency_id in (given_another_agency(office), "00000000-0000-7000-8000-000000000000"):
        assert browser.get(f"/account/bank/{agency_id}{path}").status_code == 404


def given_another_agency(office: Office) -> str:
    return an_agency(office.engine).id


@pytest.mark.parametrize("deed", ["take-back", "freeze"])
def test_anothers_change_is_like_a_missing_one(office: Office, deed: str) -> None:
    browser = admin(office)
    stranger = a_provider(office.engine, office.world.agency)
    with transaction(office.engine) as session:
        doing = office.world.doing(stranger.admin)
        typed = details("000111222333")
        theirs = bank_accounts.enter(
            session, doing, office.world.agency.id, typed, office.world.keyring
        )
    answer = send(browser, "/account", f"/account/bank/changes/{theirs.id}/{deed}")
    assert answer.status_code == 404
    assert newest(office).state is AccountState.ENTERED


@pytest.mark.parametrize("duty", ["admin", "biller"])
def test_each_page_asks_little_of_the_database(office: Office, duty: str) -> None:
    request_id = returned(office.world)
    provider = office.world.provider
    browser = office.as_(provider.admin if duty == "admin" else provider.biller)
    pages = [f"/requests/{request_id}", "/account"]
    if duty == "admin":
        entered(office, browser)
        pages += [page_of(office), f"{page_of(office)}/change"]
    for page in pages:
        with statements_on(office.engine) as said:
            assert browser.get(page).status_code == 200
        assert len(said) <= MAX_STATEMENTS, (page, said)
