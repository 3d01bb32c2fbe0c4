"""The request page and the list: what a provider reads at each place, and who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from provportal.domain.request import Place
from tests.given_requests import a_request
from tests.web.reading import MAX_STATEMENTS, a_place, statements

WAY = (
    Place.DRAFT,
    Place.SUBMITTED,
    Place.IN_REVIEW,
    Place.APPROVED,
    Place.PAYOUT_SCHEDULED,
    Place.PAID,
)


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
