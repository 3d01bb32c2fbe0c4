"""Fixing what staff asked: only the named answers, then back to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from provportal.actions import reviewing
from provportal.domain.request import Place
from provportal.domain.roles import Role
from provportal.store.reads import current_version
from provportal.store.request import Request, RequestVersion
from provportal.store.session import reading, transaction
from tests import given
from tests.given import WHY
from tests.given_requests import a_request, look
from tests.web.given_wizard import Desk, Visitor, a_date, a_desk, a_file


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def asked(desk: Desk, *fields: str) -> str:
    """A request sent back for these fields; returns its id."""
    request_id = a_request(desk.world, Place.IN_REVIEW, certificate_id=desk.certificate_id)
    items = {name: f"Look at {name} again." for name in fields}
    with transaction(desk.world.engine) as session:
        context = desk.world.doing(desk.world.agency.reviewer)
        reviewing.send_back(session, context, request_id, items, WHY)
    return request_id


def opened(desk: Desk, request_id: str) -> Visitor:
    visitor = desk.browser()
    visitor.open(f"/requests/{request_id}/fix")
    return visitor


def version(desk: Desk, request_id: str) -> RequestVersion:
    with reading(desk.world.engine) as session:
        return current_version(session, _request(session, request_id))


def _request(session: Session, request_id: str) -> Request:
    return session.get_one(Request, request_id)


def test_the_page_shows_the_note_the_old_answer_and_what_is_locked(desk: Desk) -> None:
    visitor = opened(desk, asked(desk, "amount.total"))
    assert "Look at amount.total again." in visitor.words()
    assert "You sent: $950.00" in visitor.words()
    assert "Locked while we review" in visitor.words()


def test_a_fixed_answer_goes_back_to_staff(desk: Desk) -> None:
    request_id = asked(desk, "amount.total")
    visitor = opened(desk, request_id)
    visitor.post({"amount-total": "900"})
    assert visitor.at.endswith("/sent")
    assert look(desk.world, request_id).place is Place.SUBMITTED
    assert version(desk, request_id).answers["amount"] == {"total": "900.00"}


def test_what_was_not_asked_is_not_accepted(desk: Desk) -> None:
    request_id = asked(desk, "amount.total")
    before = version(desk, request_id).answers
    visitor = opened(desk, request_id)
    visitor.post({"amount-total": "900", **a_date("parent-signed_on", 11, 1), "days": "2026-10-06"})
    after = version(desk, request_id).answers
    assert {**after, "amount": None} == {**before, "amount": None}


def test_a_wrong_answer_is_said_and_kept(desk: Desk) -> None:
    request_id = asked(desk, "amount.total")
    visitor = opened(desk, request_id)
    answer = visitor.post({"amount-total": "nine"})
    assert answer.status_code == 422
    assert 'value="nine"' in visitor.page
    assert look(desk.world, request_id).place is Place.ASKED


def test_an_asked_document_must_be_a_new_one(desk: Desk) -> None:
    request_id = asked(desk, "parent.sheet")
    visitor = opened(desk, request_id)
    assert visitor.post({}).status_code == 422
    visitor.post({"parent-sheet": a_file()})
    assert visitor.at.endswith("/sent")


def test_asked_days_are_marked_and_described_on_the_same_page(desk: Desk) -> None:
    request_id = asked(desk, "days.different")
    visitor = opened(desk, request_id)
    visitor.post({"days-different": ["2026-10-06"]})
    assert "Tue 6 Oct" in visitor.words()
    described = {"what-2026-10-06": "closed", "days-different": ["2026-10-06"]}
    visitor.post(described)
    assert visitor.at.endswith("/sent")
    assert version(desk, request_id).answers["days"]["different"] == {
        "2026-10-06": {"status": "closed"}
    }


def test_sending_the_fix_twice_makes_one_version(desk: Desk) -> None:
    request_id = asked(desk, "amount.total")
    visitor = opened(desk, request_id)
    form = {**dict(visitor.hidden()), "amount-total": "900"}
    visitor.post(form, f"/requests/{request_id}/fix")
    visitor.post(form, f"/requests/{request_id}/fix")
    assert visitor.at.endswith("/sent")
    assert version(desk, request_id).number == 2


def test_who_may_not_sign_sees_no_button(desk: Desk) -> None:
    request_id = asked(desk, "amount.total")
    unsigned = given.a_person(
        desk.world.engine, Role.BILLER, organisation_id=desk.world.provider.id
    )
    visitor = desk.browser(unsigned)
    visitor.open(f"/requests/{request_id}/fix")
    assert "I have fixed this" not in visitor.words()
    assert "Ask a person who may" in visitor.words()


def test_the_receipt_of_what_must_be_fixed_leads_to_the_fix(desk: Desk) -> None:
    request_id = asked(desk, "amount.total")
    visitor = desk.browser()
    visitor.open(f"/requests/{request_id}/sent")
    assert visitor.at.endswith("/fix")


def test_without_anything_asked_the_receipt_is_shown(desk: Desk) -> None:
    request_id = a_request(desk.world, Place.SUBMITTED, certificate_id=desk.certificate_id)
    assert opened(desk, request_id).at.endswith("/sent")
