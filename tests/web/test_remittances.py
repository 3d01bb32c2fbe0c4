"""Payments: the list, one payment, and its record as files."""

from __future__ import annotations

from pathlib import Path

from provportal.domain.request import Place
from provportal.store.remittance import Remittance
from tests.given_requests import a_request
from tests.web.reading import MAX_STATEMENTS, a_place, only, statements


def test_without_payments_it_says_what_comes_next(tmp_path: Path) -> None:
    assert "No payment yet." in a_place(tmp_path).browser().get("/payments").text


def test_a_payment_is_listed_and_shown(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    a_request(place.world, at=Place.PAID)
    browser, remittance_id = place.browser(), only(place, Remittance)
    assert remittance_id in browser.get("/payments").text
    with statements(place) as said:
        answer = browser.get(f"/payments/{remittance_id}")
    assert "The PDF is still being made." in answer.text
    assert len(said) <= MAX_STATEMENTS, said
