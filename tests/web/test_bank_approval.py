"""Payment officers over HTTP: the list of bank changes, approve, refuse, pay to one again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from provportal.actions import bank_account_stops, bank_accounts
from provportal.domain.bank_account import AccountState, Holder, Stop
from provportal.domain.request import Place
from provportal.domain.roles import Role
from provportal.store.bank_account import BankAccount
from provportal.store.person import Membership
from provportal.store.reads import active_account
from provportal.store.session import reading, transaction
from tests.actions.deeds import also
from tests.actions.seen import rows
from tests.given import NOW, World, a_provider, an_agency, another_provider, details
from tests.given_requests import a_request, look
from tests.web.given_staff import Office, an_office, let_in, press, send, text
from tests.web.reading import MAX_STATEMENTS, statements_on

LIST = "/bank-changes"
REFUSAL = {"why": "not_confirmed", "note": "Call us, then enter it again."}


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def a_change(world: World, account: str = "000987654321", name: str = "", minute: int = 0) -> str:
    """Entered by the provider's admin; returns its page."""
    typed = details(account, **({"holder_name": name, "holder": Holder.PERSONAL} if name else {}))
    with transaction(world.engine) as session:
        admin = world.doing(world.provider.admin, NOW + timedelta(minutes=minute))
        entered = bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)
    return f"{LIST}/{entered.id}"


def account(office: Office, page: str) -> BankAccount:
    with reading(office.engine) as session:
        return session.get_one(BankAccount, page.rpartition("/")[2])


def officer(office: Office) -> FlaskClient:
    return office.as_(office.world.agency.officer)


def frozen(office: Office) -> str:
    """The account that pays, frozen by its provider; returns its page."""
    world = office.world
    with transaction(office.engine) as session:
        active = active_account(session, world.agency.id, world.provider.id)
        assert active is not None
        bank_account_stops.freeze(session, world.doing(world.provider.admin), active.id)
    return f"{LIST}/{active.id}"


def test_a_new_change_is_on_the_list(office: Office) -> None:
    a_change(office.world)
    shown = text(officer(office).get(LIST))
    assert "1 to approve" in shown
    assert "Luciérnaga Family Child Care" in shown
    assert "Checking, ending 4321" in shown


def test_an_empty_list_says_what_comes(office: Office) -> None:
    shown = text(officer(office).get(LIST))
    assert "A bank account that a provider enters shows here at once." in shown


def test_the_newest_comes_first_and_the_next_page_goes_on(office: Office) -> None:
    for minute in range(27):
        a_change(another_provider(office.world), f"0001112220{minute:02}", minute=minute)
    browser = officer(office)
    first = browser.get(LIST)
    assert text(first).index("ending 2026") < text(first).index("ending 2025")
    assert first.text.count('<th scope="row">') == 25
    more = f"{LIST}?part=to_approve&amp;after="
    after = first.text.partition(more)[2].partition('"')[0]
    second = text(browser.get(f"{LIST}?part=to_approve&after={after}"))
    assert "ending 2001" in second
    assert "ending 2002" not in second


def test_an_address_that_is_none_is_not_found(office: Office) -> None:
    assert officer(office).get(f"{LIST}?after=none").status_code == 404


def test_an_unknown_part_is_the_first_one(office: Office) -> None:
    a_change(office.world)
    assert "ending 4321" in text(officer(office).get(f"{LIST}?part=none"))


def test_old_and_new_stand_side_by_side(office: Office) -> None:
    shown = text(officer(office).get(a_change(office.world)))
    assert "From the account ending 6789 to the account ending 4321." in shown
    assert office.world.provider.contract_number in shown
    assert "Close: compare" in shown


def test_a_first_account_has_nothing_beside_it(office: Office) -> None:
    page = a_change(another_provider(office.world))
    assert "The first account, ending 4321." in text(officer(office).get(page))


def test_a_strangers_name_is_pointed_at(office: Office) -> None:
    page = a_change(office.world, name="John Smith")
    assert "Different: ask why" in text(officer(office).get(page))


def test_a_personal_account_may_be_an_admins(office: Office) -> None:
    page = a_change(office.world, name="Pat Person")
    assert "The same name" in text(officer(office).get(page))


def test_only_the_name_was_put_right(office: Office) -> None:
    page = a_change(office.world, "000123456789", name="Pat Person")
    assert "(the same number)" in text(officer(office).get(page))


def test_the_same_account_of_another_provider_is_warned_of(office: Office) -> None:
    page = a_change(another_provider(office.world), "000123456789")
    shown = text(officer(office).get(page))
    assert "Another provider has the same account Luciérnaga Family Child Care" in shown


def test_the_banks_code_is_told(office: Office) -> None:
    a_request(office.world, at=Place.RETURNED)
    shown = text(officer(office).get(a_change(office.world)))
    assert "R02, Account Closed" in shown


def test_nobody_sees_more_than_the_last_four(office: Office) -> None:
    page = a_change(office.world)
    pages = [officer(office).get(address) for address in (LIST, page)]
    assert all("98765" not in shown.text for shown in pages)


def test_an_officer_approves(office: Office) -> None:
    page, browser = a_change(office.world), officer(office)
    assert press(browser, page, "/approve").status_code == 303
    assert account(office, page).state is AccountState.WAITING
    assert "until Fri 6 Nov 2026" in text(browser.get(f"{LIST}?part=waiting"))


def test_approving_twice_approves_once(office: Office) -> None:
    page, browser = a_change(office.world), officer(office)
    answers = [send(browser, page, f"{page}/approve").status_code for _ in range(2)]
    assert answers == [303, 303]
    assert office.audited("bank_account.approve")[1:] == [office.world.agency.officer.person_id]


def test_who_comes_second_is_told_how_it_stands(office: Office) -> None:
    page = a_change(office.world)
    press(officer(office), page, "/approve")
    other = office.as_(office.world.agency.other_officer)
    answer = send(other, page, f"{page}/approve")
    assert answer.status_code == 409
    assert "The change went on while you were looking at it." in text(answer)


def test_who_entered_it_does_not_approve_it_and_reads_why(office: Office) -> None:
    """The same person has a second membership, at the agency."""
    page = a_change(office.world)
    both = also(office.world.provider.admin, Role.PAYMENT_OFFICER, office.world)
    with transaction(office.engine) as session:
        session.add(
            Membership(person_id=both.person_id, role=both.role, agency_id=office.world.agency.id)
        )
    browser = office.as_(both)
    places = browser.get("/account/place")
    before = places.text.partition(", Payment officer")[0]
    choose = before.rpartition('value="')[2].partition('"')[0]
    chosen = send(browser, "/account/place", "/account/place", membership=choose)
    assert chosen.status_code == 303
    assert "You entered this account, so another payment officer approves it." in text(
        browser.get(page)
    )
    answer = send(browser, page, f"{page}/approve")
    assert answer.status_code == 403
    assert office.audited("access.denied") == [both.person_id]
    assert account(office, page).state is AccountState.ENTERED


def test_an_officer_refuses_with_a_reason(office: Office) -> None:
    page, browser = a_change(office.world), officer(office)
    assert press(browser, page, "/refuse", **REFUSAL).status_code == 303
    found = account(office, page)
    assert (found.stopped_because, found.stopped_note) == (
        Stop.NOT_CONFIRMED,
        "Call us, then enter it again.",
    )
    assert "The provider did not confirm it when we called." in text(browser.get(page))


@pytest.mark.parametrize("missing", ["why", "note"])
def test_without_a_reason_nothing_is_refused(office: Office, missing: str) -> None:
    page = a_change(office.world)
    answer = press(officer(office), page, "/refuse", **(REFUSAL | {missing: ""}))
    assert answer.status_code == 422
    assert account(office, page).state is AccountState.ENTERED


def test_a_reason_that_is_not_an_officers_is_refused(office: Office) -> None:
    page = a_change(office.world)
    answer = press(officer(office), page, "/refuse", **(REFUSAL | {"why": "taken_back"}))
    assert answer.status_code == 422


def test_what_was_frozen_is_on_the_list_and_can_be_paid_again(office: Office) -> None:
    page, browser = frozen(office), officer(office)
    assert "Frozen: the provider says that they did not ask for it." in text(
        browser.get(f"{LIST}?part=on_hold")
    )
    assert press(browser, page, "/reinstate", settled="Called.").status_code == 303
    assert account(office, page).state is AccountState.ACTIVE


def test_without_a_word_nothing_goes_on(office: Office) -> None:
    page = frozen(office)
    answer = press(officer(office), page, "/reinstate", settled="")
    assert answer.status_code == 422
    assert account(office, page).state is AccountState.SUSPENDED


def test_a_returned_request_is_approved_when_its_account_is_paid_again(office: Office) -> None:
    request_id = a_request(office.world, at=Place.RETURNED)
    page = f"{LIST}/{rows(office.world, BankAccount)[0].id}"
    press(officer(office), page, "/reinstate", settled="The bank was wrong.")
    assert look(office.world, request_id).place is Place.APPROVED


def test_an_auditor_reads_and_changes_nothing(office: Office) -> None:
    page = a_change(office.world)
    browser = office.as_(office.world.agency.auditor)
    shown = browser.get(page)
    assert "You can read this and change nothing." in text(shown)
    assert f'action="{page}' not in shown.text
    assert send(browser, page, f"{page}/approve").status_code == 403


@pytest.mark.parametrize("duty", ["reviewer", "approver", "program_admin"])
def test_nobody_else_of_the_staff_comes_here(office: Office, duty: str) -> None:
    browser = office.as_(office.world.agency.staff[duty])
    assert browser.get(LIST).status_code == 403


def test_another_agencys_change_is_like_a_missing_one(office: Office) -> None:
    elsewhere = an_agency(office.engine)
    let_in(office, elsewhere.officer)
    page = a_change(office.world)
    browser = office.as_(elsewhere.officer)
    assert browser.get(page).status_code == 404
    assert send(browser, LIST, f"{page}/approve").status_code == 404
    assert "0 to approve" in text(browser.get(LIST))


def test_an_account_shared_at_another_agency_is_not_told(office: Office) -> None:
    """No agency learns of another's providers."""
    elsewhere = an_agency(office.engine)
    stranger = World(
        office.engine, office.world.keyring, elsewhere, a_provider(office.engine, elsewhere)
    )
    a_change(stranger, "000987654321")
    shown = officer(office).get(a_change(office.world)).text
    assert "<h2>Another provider has the same account" not in shown


def test_each_page_asks_little_of_the_database(office: Office) -> None:
    page = a_change(office.world, name="Pat Person")
    browser = officer(office)
    for address in (LIST, page):
        with statements_on(office.engine) as said:
            assert browser.get(address).status_code == 200
        assert len(said) <= MAX_STATEMENTS, (address, said)
