"""The bank section of Account: masked, for the admin alone."""

from __future__ import annotations

from pathlib import Path

from tests.web.reading import MAX_STATEMENTS, a_place, statements


def test_an_admin_sees_ending_and_state_by_agency(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    browser = place.browser(place.world.provider.admin)
    with statements(place) as said:
        shown = browser.get("/account").text
    assert "Alder County" in shown
    assert "Checking, ending 6789" in shown
    assert "Payments go here" in shown
    assert len(said) <= MAX_STATEMENTS


def test_the_number_is_nowhere(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    assert "12345" not in place.browser(place.world.provider.admin).get("/account").text


def test_a_biller_sees_the_ending_and_whom_to_ask(tmp_path: Path) -> None:
    shown = a_place(tmp_path).browser().get("/account").text
    assert "Checking, ending 6789" in shown
    assert "Ask Pat Person." in shown
    assert "/account/bank/" not in shown


def test_without_an_account_it_says_what_that_means(tmp_path: Path) -> None:
    place = a_place(tmp_path, account=False)
    shown = place.browser(place.world.provider.admin).get("/account").text
    assert "There is no bank account yet." in shown
