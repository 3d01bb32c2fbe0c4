"""What the wizard does not take: stale pages, others' ids, foreign fields, bad files, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from provportal.store.provider import Child
from provportal.store.session import transaction
from tests import given
from tests.web.given_wizard import (
    SIGNATURE,
    Desk,
    a_date,
    a_desk,
    a_file,
    begun,
    to_sign,
)

MOST_STATEMENTS = 12
ATTACK = "<img src=x onerror=alert(1)> \"'><script>alert(1)</script>"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    """The SQL statements that are sent meanwhile."""
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            said.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(engine, "before_cursor_execute", note)


def test_a_stale_tab_is_shown_both_versions(desk: Desk) -> None:
    one, other = desk.browser(), desk.browser()
    request_id = begun(desk, one)
    one.post({})
    other.open(f"/requests/{request_id}/steps/amount")
    one.post({"total": "900"})
    answer = other.post({"total": "950"})
    assert answer.status_code == 409
    assert "$900.00" in other.words()
    assert "$950.00" in other.words()
    assert desk.answers(request_id)["amount"] == {"total": "900.00"}


def test_what_was_typed_in_a_stale_tab_can_be_kept(desk: Desk) -> None:
    one, other = desk.browser(), desk.browser()
    request_id = begun(desk, one)
    one.post({})
    other.open(f"/requests/{request_id}/steps/amount")
    one.post({"total": "900"})
    other.post({"total": "950"})
    other.post({})
    assert desk.answers(request_id)["amount"] == {"total": "950.00"}


def test_a_stale_tab_that_says_the_same_is_no_conflict(desk: Desk) -> None:
    one, other = desk.browser(), desk.browser()
    request_id = begun(desk, one)
    one.post({})
    other.open(f"/requests/{request_id}/steps/amount")
    one.post({"total": "900"})
    assert other.post({"total": "$900"}).status_code == 200


def test_a_document_of_a_stale_tab_is_kept(desk: Desk) -> None:
    one, other = desk.browser(), desk.browser()
    request_id = to_sign(desk, one)
    other.open(f"/requests/{request_id}/steps/parent")
    one.open(f"/requests/{request_id}/steps/parent")
    one.post(a_date("signed_on", 11, 1))
    other.post({**a_date("signed_on", 11, 2), "sheet": a_file(b"\xff\xd8\xff photo")})
    other.post({})
    kept = desk.answers(request_id)["parent"]
    assert kept["signed_on"] == "2026-11-02"
    assert len(listed(kept["sheet"])) == 2


def listed(value: object) -> list[str]:
    """The ids of the documents of a saved answer."""
    assert isinstance(value, list)
    return [str(each) for each in value]


PATHS = ("continue", "steps/days", "steps/days/different", "steps/sign", "sent", "fix")


@pytest.mark.parametrize("path", PATHS)
def test_anothers_request_answers_like_none(desk: Desk, path: str) -> None:
    request_id = to_sign(desk, desk.browser())
    stranger = given.a_provider(desk.world.engine, desk.world.agency)
    visitor = desk.browser(stranger.biller)
    mine = visitor.open(f"/requests/{request_id}/{path}")
    words = visitor.words()
    none = visitor.open(f"/requests/00000000-0000-7000-8000-000000000000/{path}")
    assert mine.status_code == none.status_code == 404
    assert words == visitor.words()


def test_anothers_document_answers_like_none(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    [sheet] = listed(desk.answers(request_id)["parent"]["sheet"])
    stranger = given.a_provider(desk.world.engine, desk.world.agency)
    assert visitor.client.get(f"/documents/{sheet}").status_code == 404
    desk.look_into_files()
    assert visitor.client.get(f"/documents/{sheet}").data.startswith(b"%PDF")
    assert desk.browser(stranger.biller).open(f"/documents/{sheet}").status_code == 404


def test_staff_open_no_document_of_a_draft(desk: Desk) -> None:
    """What was sent they open on the review page, where it is recorded."""
    request_id = to_sign(desk, desk.browser())
    [sheet] = listed(desk.answers(request_id)["parent"]["sheet"])
    answer = desk.browser(desk.world.agency.reviewer).client.get(f"/documents/{sheet}")
    assert answer.status_code == 403


def test_fields_that_were_not_asked_are_not_saved(desk: Desk) -> None:
    """Mass assignment: neither another step's fields nor the request's own columns."""
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.post({})
    before = desk.answers(request_id)["care"]
    visitor.post({"total": "900", "state": "paid", "certificate": "A-9", "signed_on": "x"})
    assert desk.answers(request_id)["amount"] == {"total": "900.00"}
    assert desk.answers(request_id)["care"] == before


def test_child_and_month_cannot_be_changed_by_hand(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    before = desk.answers(request_id)["care"]
    visitor.open(f"/requests/{request_id}/steps/care")
    visitor.post({"certificate": "A-9", "month": "2026-01"})
    assert desk.answers(request_id)["care"] == before


def test_days_that_are_not_approved_cannot_be_marked(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.post({"different": ["2026-10-04", "2025-01-01", "no day"]})
    assert desk.answers(request_id)["days"] == {"different": {}}


def test_a_document_of_another_question_is_not_believed(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    [sheet] = listed(desk.answers(request_id)["parent"]["sheet"])
    visitor.open(f"/requests/{request_id}/steps/documents")
    visitor.post({"calendar-kept": str(sheet)})
    assert desk.answers(request_id)["documents"] == {"calendar": []}


FILES = (
    (b"", "The file is empty"),
    (b"MZ a program", "We cannot open other files"),
    (b"%PDF-" + b"0" * (10 * 1024 * 1024), "The file is larger than 10 MB"),
)


@pytest.mark.parametrize(("data", "words"), FILES, ids=("empty", "kind", "size"))
def test_a_file_that_cannot_be_taken_is_told_why(desk: Desk, data: bytes, words: str) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/documents")
    answer = visitor.post({"calendar": a_file(data)})
    assert answer.status_code == 422
    assert words in visitor.words()


def test_a_document_stays_when_another_answer_is_wrong(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/parent")
    visitor.post({**a_date("signed_on", 13), "sheet": a_file(b"\x89PNG\r\n\x1a\n new")})
    assert "Added: PNG" in visitor.words()
    visitor.post(a_date("signed_on", 11, 2))
    assert len(listed(desk.answers(request_id)["parent"]["sheet"])) == 2


def test_a_name_runs_nothing(desk: Desk) -> None:
    with transaction(desk.world.engine) as session:
        session.scalars(sa.select(Child)).one().name = ATTACK
    visitor = desk.browser()
    to_sign(desk, visitor, total="1")
    assert "<script>alert" not in visitor.page
    assert "<img src=x" not in visitor.page


def test_what_is_typed_runs_nothing(desk: Desk) -> None:
    visitor = desk.browser()
    begun(desk, visitor)
    visitor.post({})
    visitor.post({"total": ATTACK})
    assert "&lt;script&gt;" in visitor.page
    assert "<script>alert" not in visitor.page


def test_each_page_asks_the_database_little(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    many = {}
    paths = ["new", *(f"{request_id}/steps/{slug}" for slug in ("care", "days", "parent", "sign"))]
    for path in paths:
        with counted(desk.world.engine) as said:
            visitor.open(f"/requests/{path}")
        many[path] = len(said)
    visitor.open(f"/requests/{request_id}/steps/sign")
    visitor.post(SIGNATURE)
    with counted(desk.world.engine) as said:
        visitor.open(f"/requests/{request_id}/sent")
    many["sent"] = len(said)
    assert {path: n for path, n in many.items() if n > MOST_STATEMENTS} == {}


def test_the_check_of_one_field_answers_with_its_message_only(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.post({})
    address = f"/requests/{request_id}/steps/amount/check/total"
    token = re.findall(r'csrf_token" value="([^"]+)"', visitor.page)[0]
    wrong = visitor.client.post(address, data={"csrf_token": token, "total": "abc"})
    right = visitor.client.post(address, data={"csrf_token": token, "total": "9.5"})
    assert wrong.text.strip() == '<p class="error">Enter dollars and cents, like 412.50</p>'
    assert right.text.strip() == "<span></span>"


def test_a_date_that_is_being_typed_is_not_wrong_yet(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    address = f"/requests/{request_id}/steps/parent/check/signed_on"
    token = re.findall(r'csrf_token" value="([^"]+)"', visitor.page)[0]
    form = {"csrf_token": token, "signed_on-month": "13"}
    assert visitor.client.post(address, data=form).text.strip() == "<span></span>"
    form |= {"signed_on-day": "1", "signed_on-year": "2026"}
    assert "Enter a real date" in visitor.client.post(address, data=form).text
