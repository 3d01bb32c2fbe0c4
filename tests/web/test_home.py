"""Home: what needs the provider, what is coming, what arrived."""

from __future__ import annotations

from pathlib import Path

from provportal.domain.request import Place
from tests.given import a_provider
from tests.given_requests import a_request
from tests.web.odd import sent_back
from tests.web.reading import MAX_STATEMENTS, a_place, statements


def test_an_empty_home_says_what_comes_next(tmp_path: Path) -> None:
    answer = a_place(tmp_path).browser().get("/home")
    assert answer.status_code == 200
    assert "Nothing is on its way." in answer.text
    assert "No payment yet." in answer.text


def test_home_with_every_kind_of_row_takes_few_statements(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    for at in (Place.PAID, Place.PAYOUT_SCHEDULED, Place.IN_REVIEW, Place.DRAFT):
        a_request(place.world, at=at)
    browser = place.browser()
    with statements(place) as said:
        answer = browser.get("/home")
    assert answer.status_code == 200
    assert len(said) <= MAX_STATEMENTS, said


def test_the_start_leads_home(tmp_path: Path) -> None:
    assert a_place(tmp_path).browser().get("/").headers["Location"] == "/home"


def test_what_was_sent_back_to_the_provider_comes_first(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    sent_back(place.world)
    shown = place.browser().get("/home").text
    assert "1 request needs you" in shown
    assert shown.index("needs you") < shown.index("Coming")


def test_a_draft_can_be_finished(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    a_request(place.world, at=Place.DRAFT)
    shown = place.browser().get("/home").text
    assert "Finish your draft: Mateo R., Oct 2026" in shown


def test_without_an_account_it_is_said_once(tmp_path: Path) -> None:
    place = a_place(tmp_path, account=False)
    for _ in range(2):
        a_request(place.world, at=Place.APPROVED)
    shown = place.browser().get("/home").text
    assert shown.count("There is no bank account to pay to") == 1


def test_what_arrived_names_its_account(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    a_request(place.world, at=Place.PAID)
    shown = place.browser().get("/home").text
    assert "Payment of Tue 10 Nov 2026" in shown
    assert "To bank ending 6789." in shown


def test_the_next_cutoff_and_its_promise(tmp_path: Path) -> None:
    """Monday 9 November 2026: the next run is Friday's, its cut-off on Thursday."""
    shown = a_place(tmp_path).browser().get("/home").text
    assert "Thu 12 Nov, 5:00 pm" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert ", often sooner." in shown


def test_anothers_requests_are_not_here(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    a_request(place.world, at=Place.PAID)
    a_request(place.world, at=Place.IN_REVIEW)
    other = a_provider(place.world.engine, place.world.agency)
    shown = place.browser(other.biller).get("/home").text
    assert "Mateo" not in shown
    assert "6789" not in shown
