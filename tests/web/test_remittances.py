"""Payments: the list, one payment, and its record as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from provportal.documents.remittances import render_remittances
from provportal.documents.storage import Shelf
from provportal.domain.request import Place
from provportal.store.remittance import Remittance
from provportal.store.row import new_id
from provportal.store.session import reading
from tests.given import SETTLEMENT, a_provider
from tests.given_requests import a_request
from tests.web.reading import MAX_STATEMENTS, a_place, only, statements
from tests.web.reading import Place as Portal


def with_documents(place: Portal) -> str:
    """The id of a payment whose documents have been made."""
    a_request(place.world, at=Place.PAID)
    equipment, remittance_id = place.portal.equipment, only(place, Remittance)
    with reading(equipment.engine) as session:
        batch_id = session.get_one(Remittance, remittance_id).batch_id
    shelf = Shelf(equipment.engine, equipment.storage)
    render_remittances(shelf, SETTLEMENT, batch_id, (0, 25))
    return remittance_id


def test_without_payments_it_says_what_comes_next(tmp_path: Path) -> None:
    assert "No payment yet." in a_place(tmp_path).browser().get("/payments").text


def test_a_payment_is_listed_and_shown(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    request_id = a_request(place.world, at=Place.PAID)
    browser, remittance_id = place.browser(), only(place, Remittance)
    with statements(place) as said:
        listed = browser.get("/payments").text
    assert remittance_id in listed
    assert len(said) <= MAX_STATEMENTS, said
    with statements(place) as said:
        shown = browser.get(f"/payments/{remittance_id}").text
    assert 'We sent <b class="amount paid">$950.00</b> to bank ending 6789' in shown
    assert f'href="/requests/{request_id}"' in shown
    assert "ALDER COUNTY" in shown
    assert len(said) <= MAX_STATEMENTS, said


def test_while_the_record_is_being_made_nothing_can_be_downloaded(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    a_request(place.world, at=Place.PAID)
    browser, remittance_id = place.browser(), only(place, Remittance)
    assert "The PDF is still being made." in browser.get(f"/payments/{remittance_id}").text
    assert browser.get(f"/payments/{remittance_id}/record.pdf").status_code == 404


@pytest.mark.parametrize(
    ("kind", "begins", "media"),
    [("pdf", b"%PDF-", "application/pdf"), ("csv", b"", "text/csv; charset=utf-8")],
)
def test_the_record_is_downloaded_as_it_was_stored(
    tmp_path: Path, kind: str, begins: bytes, media: str
) -> None:
    place = a_place(tmp_path)
    address = f"/payments/{with_documents(place)}/record.{kind}"
    browser = place.browser()
    first, again = browser.get(address), browser.get(address)
    assert first.data == again.data
    assert first.data.startswith(begins)
    assert first.headers["Content-Type"] == media
    assert first.headers["Content-Disposition"].startswith("attachment; filename=")
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Cache-Control"] == "no-store"


def test_each_download_is_recorded(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    address = f"/payments/{with_documents(place)}/record.pdf"
    browser = place.browser()
    browser.get(address)
    browser.get(address)
    recorded = [actor for action, actor in place.portal.audited() if action == "document.download"]
    assert recorded == [place.world.provider.biller.person_id] * 2


def test_the_request_leads_to_the_record(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    remittance_id = with_documents(place)
    browser = place.browser()
    listed = browser.get("/requests").text
    request_id = listed.partition('<li><a href="/requests/')[2].partition('"')[0]
    with statements(place) as said:
        shown = browser.get(f"/requests/{request_id}").text
    assert f"/payments/{remittance_id}/record.pdf" in shown
    assert "Download proof" in shown
    assert len(said) <= MAX_STATEMENTS, said


@pytest.mark.parametrize("path", ["/payments/{}", "/payments/{}/record.pdf"])
def test_anothers_payment_is_like_a_missing_one(tmp_path: Path, path: str) -> None:
    place = a_place(tmp_path)
    remittance_id = with_documents(place)
    other = a_provider(place.world.engine, place.world.agency)
    browser = place.browser(other.biller)
    theirs = browser.get(path.format(remittance_id))
    missing = browser.get(path.format(new_id()))
    assert theirs.status_code == missing.status_code == 404
    assert len(theirs.text) == len(missing.text)
    assert remittance_id not in browser.get("/payments").text
    assert remittance_id not in browser.get(f"/payments?after={remittance_id}").text


@pytest.mark.parametrize("kind", ["exe", "storage_key", "PDF"])
def test_there_are_no_other_files(tmp_path: Path, kind: str) -> None:
    place = a_place(tmp_path)
    address = f"/payments/{with_documents(place)}/record.{kind}"
    assert place.browser().get(address).status_code == 404


def test_an_address_that_is_none_is_not_found(tmp_path: Path) -> None:
    assert a_place(tmp_path).browser().get("/payments?after=x").status_code == 404
