"""The staff pages at their limits: who may open what, paging, statements, hostile input."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import Engine

from provportal.actions import reviewing
from provportal.documents.quarantine import check_upload
from provportal.documents.scanner import EicarOnly
from provportal.documents.storage import Shelf
from provportal.documents.uploads import Upload, keep_upload
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Role
from provportal.store import queue
from provportal.store.queue_parts import Wanted
from provportal.store.session import reading, transaction
from tests import given
from tests.documents import given_files as files
from tests.given import NOW, WHY
from tests.given_requests import a_batch, a_request, look, sent
from tests.web.given_staff import Office, an_office, let_in, press, recommendation, send

MISSING = "00000000-0000-7000-8000-000000000000"
ATTACK = "<img src=x onerror='window.pwn=1'>"
STAFF = ("reviewer", "approver", "officer", "auditor", "program_admin")

MAY_GET = {
    "/review": {"reviewer", "approver", "auditor"},
    "/review/{request}": {"reviewer", "approver", "auditor", "officer"},
    "/payouts": {"officer", "auditor"},
    "/payouts/{batch}": {"officer", "auditor"},
}
MAY_POST = {
    "/review/next": {"reviewer"},
    "/review/{request}/take": {"reviewer"},
    "/review/{request}/decide": {"reviewer", "approver"},
    "/review/{request}/resume": {"reviewer", "approver"},
    "/payouts": {"officer"},
    "/payouts/{batch}/release": {"officer"},
    "/payouts/{batch}/cancel": {"officer"},
}


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def browsers(office: Office) -> dict[str, FlaskClient]:
    found = {duty: office.as_(office.world.agency.staff[duty]) for duty in STAFF}
    return found | {"biller": office.as_(office.world.provider.biller)}


def test_each_role_opens_what_is_its_own(office: Office) -> None:
    """A denied cell is 403 and leaves an audit row."""
    a_request(office.world, at=Place.APPROVED)
    ids = {"batch": a_batch(office.world), "request": a_request(office.world, at=Place.IN_REVIEW)}
    surprises, denied = [], 0
    for duty, browser in browsers(office).items():
        for address, allowed in MAY_GET.items():
            status = browser.get(address.format(**ids)).status_code
            denied += status == 403
            if status != (200 if duty in allowed else 403):
                surprises.append((duty, address, status))
    assert surprises == []
    assert len(office.audited("access.denied")) == denied


def test_each_role_posts_what_is_its_own(office: Office) -> None:
    ids = {"batch": MISSING, "request": MISSING}
    surprises, denied = [], 0
    for duty, browser in browsers(office).items():
        for address, allowed in MAY_POST.items():
            status = send(browser, "/account", address.format(**ids)).status_code
            denied += status in (403, 404)
            if (status == 403) == (duty in allowed):
                surprises.append((duty, address, status))
    assert surprises == []
    assert len(office.audited("access.denied")) == denied


def test_another_agencys_objects_answer_like_missing_ones(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    stranger = given.an_agency(office.engine)
    for duty in ("reviewer", "officer"):
        let_in(office, stranger.staff[duty])
    reviewer, officer = office.as_(stranger.reviewer), office.as_(stranger.officer)
    said = [
        reviewer.get(f"/review/{request_id}"),
        reviewer.get(f"/review/{MISSING}"),
        officer.get(f"/payouts/{batch_id}"),
        officer.get(f"/payouts/{MISSING}"),
    ]
    assert {answer.status_code for answer in said} == {404}
    assert len({_without_codes(answer.get_data(as_text=True)) for answer in said[:2]}) == 1
    assert "PR-" not in reviewer.get("/review").get_data(as_text=True)


def _without_codes(page: str) -> str:
    """A page without what differs at each request: its code and the masked tokens."""
    page = re.sub(r'name="csrf_token" value="[^"]+"', "", page)
    return re.sub(r"[A-Z0-9]{5}-[A-Z0-9]{5}", "", page)


def test_paging_shows_each_row_once_while_rows_are_added(office: Office) -> None:
    world, actor = office.world, office.world.agency.reviewer
    first = {a_request(world, at=Place.SUBMITTED) for _ in range(5)}
    shown: list[str] = []
    after = None
    while True:
        with reading(office.engine) as session:
            rows = queue.waiting(session, actor, Wanted(), after, size=2)
        shown += [row.request.id for row in rows[:2]]
        if len(rows) <= 2:
            break
        after = queue.Place.read(str(rows[1].place))
        if len(shown) < 6:
            a_request(world, at=Place.SUBMITTED)
    assert len(shown) == len(set(shown))
    assert first <= set(shown)


@pytest.mark.parametrize("after", ["", "x", "2026-11-03_x", "2026-11-03T00:00:00_" + MISSING])
def test_a_place_in_line_that_is_none_shows_the_first_page(office: Office, after: str) -> None:
    a_request(office.world, at=Place.SUBMITTED)
    page = office.as_(office.world.agency.reviewer).get("/review", query_string={"after": after})
    assert "PR-" in page.get_data(as_text=True)


@pytest.mark.parametrize("filters", ["part=nonsense", "program=x", "mine=x", "number=%00"])
def test_filters_that_nobody_offers_break_nothing(office: Office, filters: str) -> None:
    assert office.as_(office.world.agency.reviewer).get(f"/review?{filters}").status_code == 200


def test_a_number_finds_what_is_no_longer_waiting(office: Office) -> None:
    request_id = a_request(office.world, at=Place.PAID)
    browser = office.as_(office.world.agency.reviewer)
    number = look(office.world, request_id).number
    for asked in (number.lower(), office.world.provider.contract_number):
        page = browser.get("/review", query_string={"number": asked}).get_data(as_text=True)
        assert number in page


def test_every_page_asks_at_most_twelve_statements(office: Office) -> None:
    for _ in range(3):
        a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    decided = a_request(office.world, at=Place.APPROVED)
    waiting = a_request(office.world, at=Place.IN_REVIEW)
    pages = {
        "reviewer": ["/review", f"/review/{decided}", f"/review/{waiting}"],
        "officer": ["/payouts", f"/payouts/{batch_id}"],
    }
    for duty, addresses in pages.items():
        browser = office.as_(office.world.agency.staff[duty])
        for address in addresses:
            assert len(_statements(office, browser, address)) <= 12, address


def _statements(office: Office, browser: FlaskClient, address: str) -> list[str]:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    sa.event.listen(office.engine, "before_cursor_execute", note)
    assert browser.get(address).status_code == 200
    sa.event.remove(office.engine, "before_cursor_execute", note)
    return seen


def test_what_people_write_is_never_run(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    let_in(office, office.world.agency.reviewer, name=ATTACK)
    browser = office.as_(office.world.agency.reviewer)
    typed = recommendation(note=ATTACK, private_note=ATTACK)
    press(browser, f"/review/{request_id}", "/decide", **typed)
    for address in (f"/review/{request_id}", "/review"):
        assert "<img" not in browser.get(address).get_data(as_text=True)


def test_only_the_declared_fields_are_read(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    browser = office.as_(office.world.agency.reviewer)
    extra = {"state": "paid", "approved_by_id": MISSING, "payable": "9999.00", "agency_id": MISSING}
    press(browser, f"/review/{request_id}", "/decide", **recommendation(), **extra)
    found = look(office.world, request_id)
    assert (found.place, found.approved_by_id) == (Place.IN_REVIEW, None)
    assert found.agency_id == office.world.agency.id


def test_a_field_that_is_not_the_programs_cannot_be_asked(office: Office) -> None:
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    browser = office.as_(office.world.agency.reviewer)
    typed = {"choice": "send_back", "reason": "INCOMP", "note": "Fix it."}
    asked = {"questions": "care.month", "questions-care.month": "Another month"}
    answer = press(browser, f"/review/{request_id}", "/decide", **typed, **asked)
    assert answer.status_code == 422


def test_a_document_is_a_sandboxed_file_and_opening_it_is_recorded(office: Office) -> None:
    world = office.world
    draft = a_request(world, at=Place.DRAFT)
    shelf = Shelf(office.engine, office.equipment.storage)
    biller = world.doing(world.provider.biller)
    document_id = keep_upload(shelf, biller, Upload(draft, "parent.sheet", files.pdf()))
    check_upload(shelf, EicarOnly(), world.doing(SYSTEM), document_id)
    browser = office.as_(world.agency.reviewer)
    address = f"/review/{draft}/documents/{document_id}"
    assert browser.get(address).status_code == 404
    assert sent(world, draft).accepted
    answer = browser.get(address)
    assert answer.get_data().startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert office.audited("request.document_read") == [world.agency.reviewer.person_id]


def test_an_approver_who_reviewed_it_is_told_and_refused(office: Office) -> None:
    """Duties are kept apart by person, also in two memberships."""
    request_id = a_request(office.world, at=Place.IN_REVIEW)
    both = office.world.agency.approver
    with transaction(office.engine) as session:
        reviewing_too = office.world.doing(replace(both, role=Role.REVIEWER))
        reviewing.recommend(session, reviewing_too, request_id, WHY)
    browser = office.as_(both)
    page = f"/review/{request_id}"
    assert "You sent or reviewed it" in browser.get(page).get_data(as_text=True)
    revision = str(look(office.world, request_id).revision)
    typed = {"choice": "approve", "reason": "as_recommended", "note": "x", "revision": revision}
    answer = send(browser, page, f"{page}/decide", **typed, confirmed="yes")
    assert answer.status_code == 422
    assert look(office.world, request_id).place is Place.IN_REVIEW


def test_a_late_request_says_so(office: Office) -> None:
    request_id = a_request(office.world, at=Place.SUBMITTED)
    office.clock.at = NOW + timedelta(days=30)
    browser = office.as_(office.world.agency.reviewer)
    assert "Late:" in browser.get("/review").get_data(as_text=True)
    assert "(late)" in browser.get(f"/review/{request_id}").get_data(as_text=True)
