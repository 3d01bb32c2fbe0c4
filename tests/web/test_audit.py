"""The audit log's page: what an agency's people did, found again; nobody else's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import Engine

from provportal.blueprints.audit_words import DONE, VERBS, changes, done
from provportal.domain.request import Place
from provportal.domain.roles import Role
from provportal.store import audit_log
from provportal.store.audit import AuditEvent
from provportal.store.audit_log import Wanted
from provportal.store.session import reading
from tests.given import RUN_DAY, a_person, an_agency
from tests.given_requests import a_batch, a_request, look, released
from tests.web.given_staff import Office, an_office, let_in, text
from tests.web.reading import MAX_STATEMENTS


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    made = an_office(sqlite, tmp_path)
    made.clock.at = RUN_DAY
    return made


def auditor(office: Office) -> FlaskClient:
    return office.as_(office.world.agency.auditor)


def rows_of(page: str) -> int:
    return page.count('<th scope="row"')


def test_it_says_who_did_what_to_what(office: Office) -> None:
    number = look(office.world, a_request(office.world, at=Place.APPROVED)).number
    page = text(auditor(office).get(f"/audit?number={number}"))
    assert re.search(rf"Pat Person approver Approved Request {number} place: in_review → app", page)


def test_a_number_finds_its_own_rows_only(office: Office) -> None:
    wanted = look(office.world, a_request(office.world, at=Place.APPROVED)).number
    other = look(office.world, a_request(office.world, at=Place.APPROVED)).number
    page = text(auditor(office).get(f"/audit?number={wanted.lower()}"))
    assert (wanted in page, other in page) == (True, False)


def test_a_payment_run_is_found_by_its_number_and_leads_to_its_page(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    batch_id = a_batch(office.world)
    released(office.world, batch_id)
    page = auditor(office).get("/audit?noun=batch").get_data(as_text=True)
    assert f'href="/payouts/{batch_id}"' in page


def test_building_a_payment_run_is_a_row_of_its_own(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    a_batch(office.world)
    page = text(auditor(office).get("/audit?noun=batch"))
    assert re.search(r"payment officer Built Payment run 2026-\d\d number: .* total: 950.00", page)


def test_a_draft_is_named_and_leads_nowhere(office: Office) -> None:
    draft = a_request(office.world, at=Place.DRAFT)
    page = auditor(office).get("/audit?noun=request").get_data(as_text=True)
    assert look(office.world, draft).number in page
    assert f'href="/review/{draft}"' not in page


def test_a_name_finds_what_this_person_did(office: Office) -> None:
    a_request(office.world, at=Place.APPROVED)
    let_in(office, office.world.agency.approver, name="Ines 100% Ortega")
    browser = auditor(office)
    assert "Recommended" not in text(browser.get("/audit?who=100%25+ort"))
    assert rows_of(browser.get("/audit?who=100%25+ort").get_data(as_text=True)) >= 1
    assert rows_of(browser.get("/audit?who=nobody").get_data(as_text=True)) == 0


def test_days_are_californias_and_the_last_one_counts(office: Office) -> None:
    a_request(office.world, at=Place.SUBMITTED)
    browser = auditor(office)
    with reading(office.engine) as session:
        at = session.scalars(
            sa.select(AuditEvent.at).where(AuditEvent.action == "request.submit")
        ).one()
    day = at.date().isoformat()
    sent = text(browser.get(f"/audit?noun=request&since={day}&until={day}"))
    before = text(browser.get("/audit?noun=request&until=2020-01-01"))
    assert ("Sent" in sent, "Take a filter away" in before) == (True, True)


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01", "9999-12-32"])
def test_a_day_that_is_none_gets_a_sentence_and_keeps_what_was_typed(
    office: Office, typed: str
) -> None:
    answer = auditor(office).get(f"/audit?since={typed}")
    assert answer.status_code == 422
    assert "Enter a day like 2026-09-30" in text(answer)
    assert f'value="{typed}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("before", ["-1", "x", "9" * 40, "\N{SUPERSCRIPT TWO}"])
def test_a_place_that_is_none_shows_the_newest(office: Office, before: str) -> None:
    a_request(office.world, at=Place.SUBMITTED)
    assert rows_of(auditor(office).get(f"/audit?before={before}").get_data(as_text=True)) > 0


def test_the_last_day_there_is_has_no_day_after_it(office: Office) -> None:
    assert auditor(office).get("/audit?until=9999-12-31").status_code == 200


def test_walking_to_the_oldest_shows_each_row_once(office: Office) -> None:
    for _ in range(3):
        a_request(office.world, at=Place.APPROVED)
    actor = office.world.agency.auditor
    seen: list[int] = []
    before: int | None = None
    while True:
        with reading(office.engine) as session:
            rows = audit_log.entered(session, actor, Wanted(before=before), size=7)
        seen += [row.event.sequence for row in rows[:7]]
        if len(rows) <= 7:
            break
        before = seen[-1]
        # Added above the page while it is read: it must push nothing down.
        a_request(office.world, at=Place.DRAFT)
    assert (len(seen), sorted(seen, reverse=True)) == (len(set(seen)), seen)


def test_a_page_leads_to_the_older_ones_with_its_filters(office: Office) -> None:
    for _ in range(5):
        a_request(office.world, at=Place.APPROVED)
    page = auditor(office).get("/audit?noun=request").get_data(as_text=True)
    older = re.search(r'href="(/audit\?noun=request&amp;before=\d+)"', page)
    assert (rows_of(page), bool(older)) == (audit_log.PAGE, True)


def test_another_agency_sees_nothing_of_it(office: Office) -> None:
    number = look(office.world, a_request(office.world, at=Place.APPROVED)).number
    other = an_agency(office.engine)
    stranger = a_person(office.engine, Role.AUDITOR, agency_id=other.id)
    let_in(office, stranger)
    page = text(office.as_(stranger).get(f"/audit?number={number}"))
    assert "Nothing was done that fits" in page


def test_it_takes_few_questions_of_the_database(office: Office) -> None:
    for _ in range(4):
        a_request(office.world, at=Place.PAID)
    browser, said = auditor(office), list[str]()

    def heard(*given: object) -> None:
        said.append(str(given[2]))

    sa.event.listen(office.engine, "before_cursor_execute", heard)
    browser.get("/audit")
    assert len(said) <= MAX_STATEMENTS


def test_every_action_that_was_recorded_has_words(office: Office) -> None:
    a_request(office.world, at=Place.PAID)
    a_request(office.world, at=Place.RETURNED)
    with reading(office.engine) as session:
        actions = set(session.scalars(sa.select(AuditEvent.action)))
    assert {each for each in actions if done(each) == each} - WITHOUT_AGENCY == set()


WITHOUT_AGENCY = {"password.set", "sign_in.refused", "sign_in.throttled"}
"""These belong to a person, not to an agency: no agency's log shows them."""


def test_no_two_codes_are_left_without_words() -> None:
    assert all(str(words) for words in (DONE | VERBS).values())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"place": "submitted"}, {"place": "in_review"}, ["place: submitted → in_review"]),
        ({}, {"reason": "INCOMP"}, ["reason: INCOMP"]),
        ({"total": "1.00"}, {"total": "1.00"}, []),
        ({}, {"session": "0190f7c4-7b1e-7000-8000-1234567890ab"}, []),
        ({}, {"days": {"2026-10-06": {"status": "absent"}}, "x": [1, None]},
         ["days: 2026-10-06 status absent", "x: 1"]),
    ],
)  # fmt: skip
def test_what_changed_is_said_in_short(
    before: dict[str, object], after: dict[str, object], said: list[str]
) -> None:
    assert list(changes(before, after)) == said
