"""The special request through the pages, without script: from its file to the paid PDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from provportal.documents.remittances import render_remittances
from provportal.documents.storage import Shelf
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.remittance import Remittance
from provportal.store.session import reading
from tests import given
from tests.given import SETTLEMENT
from tests.given_programs import PROGRAM, TEXT, a_text, with_contract
from tests.given_requests import (
    a_batch,
    acknowledged,
    approved,
    checked,
    recommended,
    released,
    settled,
    taken,
    was_sent,
)
from tests.web.given import token_in
from tests.web.given_declared import SIGNED, WORDS, to_sign_declared
from tests.web.given_staff import text
from tests.web.given_wizard import Desk, Visitor, a_desk

BAD = TEXT.replace('kind = "text"', 'kind = "txet"', 1).replace('"250.00"', "250", 1)


@dataclass
class Story:
    """The program published through the pages, and a request of it paid; pages as they were."""

    desk: Desk
    admin: FlaskClient
    version: str
    draft: str
    start: str
    checked: str
    reviewed: str
    pdf: bytes


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with TemporaryDirectory() as folder:
        yield _told(a_desk(Path(folder)))


def _told(desk: Desk) -> Story:
    agency = desk.world.agency
    admin, other = (
        desk.browser(actor).client for actor in (agency.program_admin, agency.other_program_admin)
    )
    draft = _published(admin, other)
    world = with_contract(desk.world)
    mine = replace(desk, world=world, certificate_id=given.a_certificate(world))
    visitor = mine.browser()
    start, request_id, shown = _filled_in(mine, visitor)
    assert visitor.at.endswith("/sent"), visitor.words()
    mine.look_into_files()
    checked(world, request_id)
    taken(world, request_id)
    reviewed = desk.browser(agency.reviewer)
    reviewed.open(f"/review/{request_id}")
    pdf = _paid(mine, request_id, visitor.client)
    return Story(mine, admin, _version(mine), draft, start, shown, reviewed.words(), pdf)


def _published(admin: FlaskClient, other: FlaskClient) -> str:
    """One person uploads and proposes the file, another publishes it; the draft's address."""
    draft = add(admin, "", file=(io.BytesIO(TEXT.encode()), "special.toml")).headers["Location"]
    shown = Visitor(admin)
    shown.open(draft)
    seen = dict(shown.hidden())["seen"]
    for browser, deed in ((admin, "propose"), (other, "publish")):
        form = {"csrf_token": token_in(browser.get(draft)), "seen": seen}
        assert browser.post(f"{draft}/{deed}", data=form).status_code == 303
    return draft


def _filled_in(desk: Desk, visitor: Visitor) -> tuple[str, str, str]:
    """The start page, the request's id, and the page that is checked before sending."""
    visitor.open("/requests/new")
    start = visitor.words()
    request_id = to_sign_declared(desk, visitor)
    shown = visitor.words()
    visitor.post(SIGNED)
    return start, request_id, shown


def _paid(desk: Desk, request_id: str, browser: FlaskClient) -> bytes:
    world, equipment = desk.world, desk.portal.equipment
    recommended(world, request_id)
    approved(world, request_id)
    batch_id = a_batch(world)
    for step in (released, was_sent, acknowledged, settled):
        step(world, batch_id)
    shelf = Shelf(equipment.engine, equipment.storage)
    render_remittances(shelf, SETTLEMENT, batch_id, (0, 25))
    with reading(equipment.engine) as session:
        payment = session.scalars(sa.select(Remittance.id)).one()
    record: bytes = browser.get(f"/payments/{payment}/record.pdf").data
    return record


def _version(desk: Desk) -> str:
    with reading(desk.world.engine) as session:
        found = sa.select(RuleVersion.id).where(RuleVersion.program == PROGRAM)
        return session.scalars(found).one()


def add(browser: FlaskClient, book: str, **typed: object) -> TestResponse:
    """Send the form of a new rule book."""
    form = {"csrf_token": token_in(browser.get("/rules/new")), "book": book, "source": "A letter."}
    return browser.post("/rules/new", data=form | typed)


def drafted(story: Story) -> set[str]:
    with reading(story.desk.world.engine) as session:
        return set(session.scalars(sa.select(RuleDraft.version)))


def test_its_pdf_names_the_program_the_line_and_the_cut(story: Story) -> None:
    pages = PdfReader(io.BytesIO(story.pdf)).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in ("Special request", "Supplies that the child needs", "$250.00 at most"):
        assert words in said


def test_its_provider_is_offered_it_by_name(story: Story) -> None:
    assert "Special request. Approved 1 Jan 2026" in story.start


def test_the_check_page_shows_its_answers(story: Story) -> None:
    for words in ("What is it for? Supplies that the child needs", WORDS, "$300.00", "$250.00"):
        assert words in story.checked


def test_the_review_page_shows_its_answers(story: Story) -> None:
    for words in ("What is it for?", "Supplies that the child needs", WORDS, "Receipt or letter"):
        assert words in story.reviewed


def test_every_fault_is_told_with_its_line_and_the_text_stays(story: Story) -> None:
    answer = add(story.admin, BAD)
    lines = [BAD[: BAD.index(what)].count("\n") + 1 for what in ("supplies = 250", '"txet"')]
    assert answer.status_code == 422
    for line, what in zip(lines, ("price.table.supplies", "kind: write one of"), strict=True):
        assert f"Line {line}: {what}" in text(answer)
    assert "supplies = 250" in answer.get_data(as_text=True)


def test_a_file_of_another_program_does_not_change_a_draft(story: Story) -> None:
    made = add(story.admin, a_text(version='"2"', effective_from="2027-01-01"))
    address = f"{made.headers['Location']}/change"
    other = a_text(program='"another"', version='"2"', effective_from="2027-01-01")
    form = {"csrf_token": token_in(story.admin.get(address)), "book": other, "source": "A letter."}
    assert "program: write special_request" in text(story.admin.post(address, data=form))


def test_a_change_is_shown_value_by_value(story: Story) -> None:
    changed = a_text(version='"3"', effective_from="2027-02-01", supplies='"275.00"')
    page = text(story.admin.get(add(story.admin, changed).headers["Location"]))
    assert "1 change of special-request-1" in page
    assert "Price, table, supplies 250.00 275.00" in page


def test_its_code_is_not_one_of_the_portals_own(story: Story) -> None:
    answer = add(story.admin, a_text(program='"calworks"', version='"taken"'))
    assert (answer.status_code, "taken" in drafted(story)) == (422, False)


def test_the_file_is_given_back_as_it_was_written(story: Story) -> None:
    answer = story.admin.get(f"/rules/versions/{story.version}/book")
    assert answer.get_data(as_text=True) == TEXT


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "What is it for?"),
        ("es", "Materiales que el niño necesita"),
        ("zh-Hant", "收據或信件"),
    ],
)
def test_its_pages_are_seen_before_it_is_published(story: Story, language: str, words: str) -> None:
    page = text(story.admin.get(f"{story.draft}/pages?language={language}"))
    assert words in page
    assert "Only when purpose.what_for is other" in page


def test_a_language_that_is_not_offered_is_english(story: Story) -> None:
    assert "What is it for?" in text(story.admin.get(f"{story.draft}/pages?language=xx"))


def test_the_field_dictionary_is_made_of_it(story: Story) -> None:
    page = text(story.admin.get(f"/rules/versions/{story.version}/fields"))
    assert "reason.named What is it? text yes purpose.what_for is other" in page


def test_the_field_dictionary_of_calworks_is_made_the_same_way(story: Story) -> None:
    with reading(story.desk.world.engine) as session:
        found = sa.select(RuleVersion.id).where(RuleVersion.program == "calworks")
        version = session.scalars(found).one()
    page = text(story.admin.get(f"/rules/versions/{version}/fields"))
    assert "amount.total Total for the month money yes always" in page


def test_the_field_dictionary_is_a_csv_in_every_language(story: Story) -> None:
    answer = story.admin.get(f"/rules/versions/{story.version}/fields.csv")
    rows = csv.DictReader(io.StringIO(answer.get_data(as_text=True)))
    by_field = {row["field"]: row for row in rows}
    assert by_field["proof.receipt"]["label_zh_hant"] == "收據或信件"
    assert by_field["purpose.what_for"]["choices"] == "extra_day; supplies; other"


def test_the_list_of_rules_has_it(story: Story) -> None:
    page = text(story.admin.get("/rules"))
    assert "Special request" in page
    assert "special-request-1 In force" in page


def test_the_work_list_can_be_narrowed_to_it(story: Story) -> None:
    reviewer = story.desk.browser(story.desk.world.agency.reviewer).client
    page = reviewer.get(f"/review?program={PROGRAM}").get_data(as_text=True)
    assert f'<option value="{PROGRAM}" selected>Special request</option>' in page
