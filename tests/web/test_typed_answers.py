"""Changing the language: days and bank details that are typed come along, and nothing is saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from provportal.actions import reviewing
from provportal.domain.request import Place
from provportal.store.bank_account import BankAccount
from provportal.store.session import transaction
from tests.actions.seen import rows
from tests.given import WHY
from tests.given_requests import a_request, look
from tests.web.given_staff import an_office, press
from tests.web.given_wizard import Desk, Visitor, a_desk, begun

SPANISH = {"read_in": "es"}
SIXTH, SEVENTH = "2026-10-06", "2026-10-07"
TIMES = {f"came-{SIXTH}": "09:15", f"left-{SIXTH}": "17:45"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def at_days(desk: Desk) -> tuple[Visitor, str]:
    """A browser at the calendar of a new draft, and the draft."""
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/days")
    return visitor, request_id


def marks(page: str) -> list[str]:
    """The days that are marked in the calendar."""
    return re.findall(r'type="checkbox" name="[^"]+" value="([^"]+)" checked', page)


def chosen(page: str) -> list[str]:
    """The ids of what is chosen about the days."""
    return re.findall(r'<input type="radio" name="what-[^"]+" id="([^"]+)"[^>]* checked', page)


def test_marked_days_come_along_and_are_not_saved(desk: Desk) -> None:
    visitor, request_id = at_days(desk)
    answer = visitor.post({"different": [SIXTH, SEVENTH], **SPANISH})
    assert answer.status_code == 200
    assert visitor.heading() == "¿Qué días fueron diferentes?"
    assert marks(visitor.page) == [SIXTH, SEVENTH]
    assert not desk.answers(request_id).get("days")


def test_a_mark_that_was_taken_away_stays_away(desk: Desk) -> None:
    visitor, request_id = at_days(desk)
    visitor.post({"different": [SIXTH]})
    visitor.open(f"/requests/{request_id}/steps/days")
    visitor.post(SPANISH)
    assert marks(visitor.page) == []


def test_what_happened_comes_along_and_is_not_saved(desk: Desk) -> None:
    visitor, request_id = at_days(desk)
    visitor.post({"different": [SIXTH]})
    visitor.post({f"what-{SIXTH}": "times", **TIMES, **SPANISH})
    assert visitor.heading() == "¿Qué pasó este día?"
    assert chosen(visitor.page) == [f"came-{SIXTH}"]
    assert 'value="09:15"' in visitor.page
    assert desk.answers(request_id)["days"] == {"different": {SIXTH: {}}}


def test_the_wish_to_split_days_comes_along(desk: Desk) -> None:
    visitor, _ = at_days(desk)
    visitor.post({"different": [SIXTH, SEVENTH]})
    visitor.post({f"what-{SIXTH}": "split", **SPANISH})
    assert chosen(visitor.page) == [f"split-{SIXTH}"]


def test_days_that_staff_asked_about_come_along(desk: Desk) -> None:
    request_id = a_request(desk.world, Place.IN_REVIEW, certificate_id=desk.certificate_id)
    with transaction(desk.world.engine) as session:
        context = desk.world.doing(desk.world.agency.reviewer)
        reviewing.send_back(session, context, request_id, {"days.different": "Look again."}, WHY)
    visitor = desk.browser()
    visitor.open(f"/requests/{request_id}/fix")
    visitor.post({"days-different": [SIXTH]})
    described = {"days-different": [SIXTH], f"what-{SIXTH}": "times", **TIMES}
    visitor.post({**described, **SPANISH})
    assert marks(visitor.page) == [SIXTH]
    assert chosen(visitor.page) == [f"came-{SIXTH}"]
    assert 'value="17:45"' in visitor.page
    assert look(desk.world, request_id).place is Place.ASKED


def test_bank_details_come_along_without_their_numbers(sqlite: Engine, tmp_path: Path) -> None:
    office = an_office(sqlite, tmp_path)
    browser = office.as_(office.world.provider.admin)
    number = "000987654321"
    typed = {
        "routing_number": "121000374",
        "account_number": number,
        "account_again": number,
        "kind": "savings",
        "holder": "business",
        "holder_name": "Luciernaga Child Care",
    }
    page = f"/account/bank/{office.world.agency.id}/change"
    shown = press(browser, page, "/change", **typed, **SPANISH)
    assert shown.status_code == 200
    assert '<html lang="es">' in shown.text
    assert re.findall(r'value="([a-z]+)" checked', shown.text) == ["savings", "business"]
    assert 'value="Luciernaga Child Care"' in shown.text
    assert number not in shown.text
    assert "121000374" not in shown.text
    assert len(rows(office.world, BankAccount)) == 1
