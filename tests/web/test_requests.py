"""The request page and the list: what a provider reads at each place, and who may."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from provportal.actions import bank_accounts
from provportal.domain.request import Place
from provportal.store.provider import Child
from provportal.store.remittance import Remittance
from provportal.store.row import new_id
from provportal.store.session import transaction
from tests.given import SETTLEMENT, a_provider, details
from tests.given_requests import a_draft, a_request, sent
from tests.web.odd import SIGNATURE, WANTED, denied, returned, sent_back, set_aside, withdrawn
from tests.web.reading import MAX_STATEMENTS, a_place, only, statements

WAY = (
    Place.DRAFT,
    Place.SUBMITTED,
    Place.IN_REVIEW,
    Place.APPROVED,
    Place.PAYOUT_SCHEDULED,
    Place.PAID,
)
NAMES = {
    "xss": "<script>window.pwn=1</script> Rivera",
    "quote": '"><img src=x onerror=alert(1)> Rivera',
    "template": "{{ config }} Rivera",
}
"""A corpus of names that would run if they were not escaped."""


@pytest.mark.parametrize("at", WAY)
def test_a_request_is_shown_at_every_place(tmp_path: Path, at: Place) -> None:
    place = a_place(tmp_path)
    request_id = a_request(place.world, at=at)
    browser = place.browser()
    with statements(place) as said:
        answer = browser.get(f"/requests/{request_id}")
    assert answer.status_code == 200
    assert "Mateo R., Oct 2026" in answer.text
    assert len(said) <= MAX_STATEMENTS, said


def test_a_paid_one_says_how_much_went_where(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    request_id = a_request(place.world, at=Place.PAID)
    shown = place.browser().get(f"/requests/{request_id}").text
    assert 'We sent <b class="amount paid">$950.00</b> to bank ending 6789' in shown
    assert "Bank trace number" in shown
    assert "still being made" in shown


def test_a_reduction_has_its_reason(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    request_id = a_request(place.world, at=Place.APPROVED, amount={"total": "1000.00"})
    shown = place.browser().get(f"/requests/{request_id}").text
    assert "Why it is not what you asked" in shown
    assert "\N{MINUS SIGN}$50.00" in shown
    assert "You billed more than the rate on your rate sheet." in shown


def test_what_is_asked_is_named(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    shown = place.browser().get(f"/requests/{sent_back(place.world)}").text
    assert "Needs your action" in shown
    assert "Photo or PDF of the signed sheet" in shown
    assert SIGNATURE["parent.sheet"] in shown
    assert "Fix 1 thing by" in shown


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (set_aside, "On hold with us"),
        (denied, "Not paid"),
    ],
)
def test_what_staff_wrote_for_the_provider_is_shown_and_nothing_else(
    tmp_path: Path, make: object, words: str
) -> None:
    place = a_place(tmp_path)
    assert callable(make)
    shown = place.browser().get(f"/requests/{make(place.world)}").text
    assert words in shown
    assert WANTED.note in shown
    assert WANTED.private_note not in shown


def test_a_withdrawn_one_says_when(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    shown = place.browser().get(f"/requests/{withdrawn(place.world)}").text
    assert "You took this back on" in shown


def test_a_returned_one_says_what_the_bank_said(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    request_id = returned(place.world)
    browser = place.browser()
    shown = browser.get(f"/requests/{request_id}").text
    assert "Your bank sent back" in shown
    assert "We still owe you this money." in shown
    assert "Your bank could not find this account number" in shown
    assert "Sent back" in browser.get(f"/payments/{only(place, Remittance)}").text


def test_a_returned_one_waits_with_us_while_the_new_account_is_checked(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    request_id = returned(place.world)
    world = place.world
    with transaction(world.engine) as session:
        admin = world.doing(world.provider.admin, SETTLEMENT)
        typed = details("000987654321")
        bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)
    shown = place.browser().get(f"/requests/{request_id}").text
    assert "We pay it once your account ending 4321 is checked." in shown
    assert "On hold with us" in shown


def test_without_an_account_it_says_what_is_missing(tmp_path: Path) -> None:
    place = a_place(tmp_path, account=False)
    request_id = a_request(place.world, at=Place.IN_REVIEW)
    shown = place.browser().get(f"/requests/{request_id}").text
    assert "once we have a bank account to pay it to" in shown


def test_running_checks_are_asked_for_again(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    request_id = a_draft(place.world)
    assert sent(place.world, request_id).accepted
    browser = place.browser()
    shown = browser.get(f"/requests/{request_id}").text
    assert "9 of 13 automatic checks are done" in shown
    assert f'hx-get="/requests/{request_id}/checks"' in shown
    with statements(place) as said:
        part = browser.get(f"/requests/{request_id}/checks")
    assert 'hx-trigger="every 3s"' in part.text
    assert 'id="standing" hx-swap-oob="true"' in part.text
    assert len(said) <= MAX_STATEMENTS, said


def test_checks_that_are_done_are_not_asked_for_again(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    request_id = a_request(place.world, at=Place.SUBMITTED)
    shown = place.browser().get(f"/requests/{request_id}/checks").text
    assert "13 of 13 automatic checks are done" in shown
    assert "hx-get" not in shown


@pytest.mark.parametrize("path", ["/requests/{}", "/requests/{}/checks"])
def test_anothers_request_is_like_a_missing_one(tmp_path: Path, path: str) -> None:
    """Security: the same answer, word for word, but for its code."""
    place = a_place(tmp_path)
    request_id = a_request(place.world, at=Place.PAID)
    other = a_provider(place.world.engine, place.world.agency)
    browser = place.browser(other.biller)
    theirs = browser.get(path.format(request_id))
    missing = browser.get(path.format(new_id()))
    assert theirs.status_code == missing.status_code == 404
    assert "Mateo" not in theirs.text
    assert len(theirs.text) == len(missing.text)


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_names_run_nothing(tmp_path: Path, name: str) -> None:
    place = a_place(tmp_path)
    request_id = a_request(place.world, at=Place.IN_REVIEW)
    with transaction(place.world.engine) as session:
        session.execute(sa.update(Child).values(name=name))
    browser = place.browser()
    for path in ("/home", "/requests", f"/requests/{request_id}"):
        shown = browser.get(path).text
        assert "<script>window" not in shown
        assert "<img src=x" not in shown
        assert "&lt;Config" not in shown


def test_the_list_is_newest_first_in_pages(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    drafts_made = [a_draft(place.world) for _ in range(23)]
    browser = place.browser()
    with statements(place) as said:
        first = browser.get("/requests").text
    assert len(said) <= MAX_STATEMENTS, said
    listed = [first.index(request_id) for request_id in reversed(drafts_made[3:])]
    assert listed == sorted(listed)
    older = browser.get(f"/requests?after={drafts_made[3]}").text
    assert [request_id in older for request_id in drafts_made[:4]] == [True, True, True, False]
    assert "Newest" in older


def test_the_list_shows_one_state(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    draft, paid = a_draft(place.world), a_request(place.world, at=Place.PAID)
    shown = place.browser().get("/requests?state=paid").text
    assert paid in shown
    assert draft not in shown


def test_an_unknown_state_is_no_filter(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    draft = a_draft(place.world)
    assert draft in place.browser().get("/requests?state=eighth").text


def test_an_empty_list_says_what_comes_next(tmp_path: Path) -> None:
    browser = a_place(tmp_path).browser()
    assert "You have not asked for anything yet." in browser.get("/requests").text
    assert "Choose another state." in browser.get("/requests?state=paid").text


@pytest.mark.parametrize("after", ["x", "1' OR 1=1", "../.."])
def test_an_address_that_is_none_is_not_found(tmp_path: Path, after: str) -> None:
    answer = a_place(tmp_path).browser().get("/requests", query_string={"after": after})
    assert answer.status_code == 404


def test_anothers_id_in_the_address_shows_nothing_of_theirs(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    theirs = a_draft(place.world)
    other = a_provider(place.world.engine, place.world.agency)
    shown = place.browser(other.biller).get(f"/requests?after={theirs}").text
    assert "Mateo" not in shown
