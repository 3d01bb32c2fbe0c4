"""Pages of rules: what is in force, a draft with every fault said, and publishing by two people."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from provportal.domain.request import Place
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.session import reading
from tests.given_requests import a_request
from tests.given_rules import PROOF, a_book, a_payload, drafted, proposed, published
from tests.web.given import token_in
from tests.web.given_staff import Office, an_office, press, send, text


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


@pytest.fixture
def admin(office: Office) -> FlaskClient:
    return office.as_(office.world.agency.program_admin)


@pytest.fixture
def other(office: Office) -> FlaskClient:
    return office.as_(office.world.agency.other_program_admin)


def add(browser: FlaskClient, book: str, **typed: Any) -> TestResponse:
    """Send the form of a new rule book."""
    token = token_in(browser.get("/rules/new"))
    form = {"csrf_token": token, "book": book, "source": "The board decided it."}
    return browser.post("/rules/new", data=form | typed)


def drafts(office: Office) -> list[RuleDraft]:
    with reading(office.engine) as session:
        return list(session.scalars(sa.select(RuleDraft)))


def versions(office: Office) -> list[str]:
    with reading(office.engine) as session:
        return list(session.scalars(sa.select(RuleVersion.version)))


def test_the_list_says_what_is_in_force_and_what_is_coming(
    office: Office, admin: FlaskClient
) -> None:
    published(office.world, a_book(begins="2026-12-01"))
    drafted(office.world, a_book("los-angeles-3", "2027-01-01"))
    page = text(admin.get("/rules"))
    assert "los-angeles-1 In force Sat 1 Jan 2022 Mon 30 Nov 2026" in page
    assert "los-angeles-2 Coming Tue 1 Dec 2026 Open" in page
    assert "los-angeles-3 Being written" in page


def test_a_pasted_book_is_a_draft(office: Office, admin: FlaskClient) -> None:
    answer = add(admin, json.dumps(a_payload()))
    [draft] = drafts(office)
    assert answer.headers["Location"] == f"/rules/drafts/{draft.id}"
    assert (draft.version, draft.source) == ("los-angeles-2", "The board decided it.")


def test_an_uploaded_book_is_a_draft(office: Office, admin: FlaskClient) -> None:
    file = io.BytesIO(json.dumps(a_payload()).encode())
    assert add(admin, "", file=(file, "book.json")).status_code == 303
    assert len(drafts(office)) == 1


def test_every_fault_is_said_and_nothing_is_lost(office: Office, admin: FlaskClient) -> None:
    wrong = a_payload(limits={"appeal_days": 0}, documents=[PROOF | {"step": "days"}])
    file = io.BytesIO(json.dumps(wrong).encode())
    answer = add(admin, "", file=(file, "book.json"))
    page = text(answer)
    assert answer.status_code == 422
    assert "limits.appeal_days: write days, 1 to 366" in page
    assert "documents[0].step: write one of documents, parent" in page
    # The file is in the text now, and the source still in its field.
    assert "&#34;appeal_days&#34;: 0" in answer.get_data(as_text=True)
    assert "The board decided it." in answer.get_data(as_text=True)
    assert drafts(office) == []


@pytest.mark.parametrize(
    ("book", "fault"),
    [
        ("", "Choose a file, or paste the rule book"),
        ("{", "The text is not JSON (line 1, column 2"),
        ("[]", "The text is not an object in braces"),
        ('{"program": "other"}', "program: write calworks"),
        ('{"program": "calworks"}', "settings: is missing"),
    ],
)
def test_what_is_no_book_is_refused(admin: FlaskClient, book: str, fault: str) -> None:
    answer = add(admin, book)
    assert answer.status_code == 422
    assert fault in text(answer)


def test_a_file_that_is_no_text_is_refused(admin: FlaskClient) -> None:
    answer = add(admin, "", file=(io.BytesIO(b"\xff\xfe\x00"), "book.json"))
    assert "The text is not JSON" in text(answer)


def test_a_second_draft_of_a_day_is_refused(office: Office, admin: FlaskClient) -> None:
    drafted(office.world, a_book())
    answer = add(admin, json.dumps(a_payload("los-angeles-3")))
    assert answer.status_code == 422
    assert "The draft los-angeles-2 begins on 2026-11-01 already." in text(answer)


def test_a_draft_shows_what_it_changes(office: Office, admin: FlaskClient) -> None:
    made = drafted(office.world, a_book(limits={"most_asked": "900.00"}))
    page = text(admin.get(f"/rules/drafts/{made.id}"))
    assert "1 change of los-angeles-1, in force from Sat 1 Jan 2022" in page
    assert "Limits, most asked not there 900.00" in page


def test_a_draft_says_what_is_in_its_way(office: Office, admin: FlaskClient) -> None:
    a_request(office.world, at=Place.APPROVED)
    made = drafted(office.world, a_book(begins="2026-10-01"))
    page = text(admin.get(f"/rules/drafts/{made.id}"))
    assert "requests of 2026-10-01 are decided. Begin later, or name the law" in page
    assert "Propose it" not in page


def test_a_changed_draft_is_written_anew(office: Office, admin: FlaskClient) -> None:
    made = drafted(office.world, a_book())
    page = f"/rules/drafts/{made.id}/change"
    assert "los-angeles-2" in text(admin.get(page))
    book = json.dumps(a_payload(begins="2027-01-01"))
    assert send(admin, page, page, book=book, source="Later.").status_code == 303
    assert [draft.source for draft in drafts(office)] == ["Later."]


def test_a_wrong_change_changes_nothing(office: Office, admin: FlaskClient) -> None:
    made = drafted(office.world, a_book())
    page = f"/rules/drafts/{made.id}/change"
    assert send(admin, page, page, book="{", source="Later.").status_code == 422
    assert [draft.hash for draft in drafts(office)] == [made.hash]


def test_a_change_to_the_day_of_another_draft_is_refused(
    office: Office, admin: FlaskClient
) -> None:
    drafted(office.world, a_book("los-angeles-3", "2027-01-01"))
    made = drafted(office.world, a_book())
    page = f"/rules/drafts/{made.id}/change"
    book = json.dumps(a_payload(begins="2027-01-01"))
    assert send(admin, page, page, book=book, source="Later.").status_code == 422


def test_one_proposes_and_another_publishes(
    office: Office, admin: FlaskClient, other: FlaskClient
) -> None:
    made = drafted(office.world, a_book(documents=[PROOF]))
    page = f"/rules/drafts/{made.id}"
    assert press(admin, page, "/propose").status_code == 303
    assert "another program admin publishes it" in text(admin.get(page))
    asked = text(other.get(f"{page}/publish"))
    assert "A published version never changes." in asked
    assert "Documents, documents enrolment, label, en not there Proof of enrolment" in asked
    done = press(other, f"{page}/publish", "/publish")
    assert "/rules/versions/" in done.headers["Location"]
    assert versions(office) == ["los-angeles-1", "los-angeles-2"]


def test_pressed_twice_it_is_published_once(office: Office, other: FlaskClient) -> None:
    made = proposed(office.world, a_book())
    page = f"/rules/drafts/{made.id}"
    token = token_in(other.get(page))
    form = {"csrf_token": token, "seen": made.hash}
    places = [other.post(f"{page}/publish", data=form).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert len(versions(office)) == 2


def test_who_wrote_in_it_is_refused(office: Office, admin: FlaskClient) -> None:
    made = proposed(office.world, a_book())
    page = f"/rules/drafts/{made.id}"
    assert "another program admin publishes it" in text(admin.get(f"{page}/publish"))
    assert send(admin, page, f"{page}/publish", seen=made.hash).status_code == 403
    assert versions(office) == ["los-angeles-1"]


@pytest.mark.parametrize("act", ["propose", "publish"])
def test_what_changed_meanwhile_is_shown_again(
    office: Office, admin: FlaskClient, other: FlaskClient, act: str
) -> None:
    made = (drafted if act == "propose" else proposed)(office.world, a_book())
    browser, page = (admin if act == "propose" else other), f"/rules/drafts/{made.id}"
    answer = send(browser, page, f"{page}/{act}", seen="0" * 64)
    assert answer.status_code == 409
    assert "This was not done" in text(answer)


def test_a_draft_is_taken_back(office: Office, admin: FlaskClient) -> None:
    made = proposed(office.world, a_book())
    assert press(admin, f"/rules/drafts/{made.id}", "/take-back").status_code == 303
    assert [draft.state for draft in drafts(office)] == ["written"]


def test_a_draft_is_discarded_after_asking(office: Office, admin: FlaskClient) -> None:
    made = drafted(office.world, a_book())
    page = f"/rules/drafts/{made.id}"
    assert "never becomes a version" in text(admin.get(f"{page}/discard"))
    assert press(admin, f"{page}/discard", "/discard").status_code == 303
    assert "Discarded" in text(admin.get(f"{page}/discard"))


def test_a_version_says_all_that_is_in_it(office: Office, admin: FlaskClient) -> None:
    made = published(office.world, a_book(limits={"most_asked": "900.00"}))
    page = text(admin.get(f"/rules/versions/{made.id}"))
    assert "Limits, most asked 900.00" in page
    assert "Settings, late after days 60" in page


def test_a_version_from_before_names_nobody(office: Office, admin: FlaskClient) -> None:
    with reading(office.engine) as session:
        version_id = session.scalars(sa.select(RuleVersion.id)).one()
    assert "not kept in this release" in text(admin.get(f"/rules/versions/{version_id}"))


@pytest.mark.parametrize("noun", ["versions", "drafts"])
def test_a_book_can_be_taken_as_a_file(office: Office, admin: FlaskClient, noun: str) -> None:
    made = (published if noun == "versions" else drafted)(office.world, a_book())
    answer = admin.get(f"/rules/{noun}/{made.id}/book")
    assert json.loads(answer.get_data()) == a_payload()
    assert "filename=los-angeles-2.json" in answer.headers["Content-Disposition"]


def test_a_reviewer_reads_the_rules_of_a_request(office: Office) -> None:
    request_id = a_request(office.world, at=Place.APPROVED)
    reviewer = office.as_(office.world.agency.reviewer)
    page = reviewer.get(f"/review/{request_id}")
    assert "Read the rules los-angeles-1, in force from Sat 1 Jan 2022" in text(page)
    with reading(office.engine) as session:
        version_id = session.scalars(sa.select(RuleVersion.id)).one()
    assert reviewer.get(f"/rules/versions/{version_id}").status_code == 200


def test_a_provider_is_told_by_which_rules(office: Office) -> None:
    """Also when others are in force by now."""
    request_id = a_request(office.world, at=Place.APPROVED)
    published(office.world, a_book())
    biller = office.as_(office.world.provider.biller)
    assert "Worked out by the rules los-angeles-1, in force from" in text(
        biller.get(f"/requests/{request_id}")
    )
