"""Home: what needs the provider, what is coming, what arrived."""

from __future__ import annotations

from pathlib import Path

from provportal.domain.request import Place
from tests.given_requests import a_request
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
