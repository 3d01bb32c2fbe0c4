"""One code for every program: each page and paper is drawn from the program, whichever it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from provportal.actions.snapshots import as_json, from_json
from provportal.documents.remittance_csv import remittance_csv
from provportal.documents.remittance_pdf import html
from provportal.domain.program import Program
from provportal.domain.programs import PROGRAMS
from provportal.domain.programs.declared.program import book_of_text, declared_program
from provportal.domain.question import Kind, Question
from provportal.domain.remittance import Remittance as Payment
from provportal.store.agency import RuleVersion
from provportal.store.remittance import Remittance
from provportal.store.session import reading
from provportal.words.catalogue import in_words
from tests import given
from tests.given import World
from tests.given_programs import PROGRAM, TEXT, with_program
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
from tests.web.given_declared import SIGNED, to_sign_declared
from tests.web.given_wizard import SIGNATURE, Desk, Visitor, a_desk, to_sign

LINE = {"calworks": "care", PROGRAM: "supplies"}
"""The type of the line that each request asks for."""
LANGUAGES = ("en", "es", "zh-Hant")


@dataclass(frozen=True)
class Told:
    """One request of a program: its pages as they were seen on the way."""

    program: Program
    steps: dict[str, str]
    check: str
    review: str
    fields: str
    fields_csv: str

    @property
    def questions(self) -> list[Question]:
        return [question for step in self.program.wizard.steps for question in step.questions]


@dataclass(frozen=True)
class Both:
    """A request of each program, paid together."""

    told: dict[str, Told]
    payment: Payment
    page: str


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    with TemporaryDirectory() as folder:
        yield _both(a_desk(Path(folder)))


@pytest.fixture(params=list(LINE))
def told(both: Both, request: pytest.FixtureRequest) -> Told:
    return both.told[request.param]


def _both(desk: Desk) -> Both:
    declared = with_program(desk.world)
    other = replace(desk, world=declared, certificate_id=given.a_certificate(declared))
    walks = {
        "calworks": _told(desk, PROGRAMS["calworks"], to_sign, SIGNATURE),
        PROGRAM: _told(
            other, declared_program(book_of_text(TEXT).payload), to_sign_declared, SIGNED
        ),
    }
    return Both(walks, _paid(desk.world), _payment_page(desk))


def _told(
    desk: Desk,
    program: Program,
    walk: Callable[[Desk, Visitor], str],
    signature: dict[str, object],
) -> Told:
    visitor = desk.browser()
    request_id = walk(desk, visitor)
    check = visitor.page
    steps = {step.slug: _step(visitor, request_id, step.slug) for step in program.wizard.steps}
    visitor.post(signature, f"/requests/{request_id}/steps/sign")
    assert visitor.at.endswith("/sent"), visitor.words()
    desk.look_into_files()
    checked(desk.world, request_id)
    taken(desk.world, request_id)
    reviewer = desk.browser(desk.world.agency.reviewer)
    reviewer.open(f"/review/{request_id}")
    recommended(desk.world, request_id)
    approved(desk.world, request_id)
    fields = f"/rules/versions/{_version(desk, program)}/fields"
    pages = [
        reviewer.client.get(address).get_data(as_text=True) for address in (fields, f"{fields}.csv")
    ]
    return Told(program, steps, check, reviewer.page, *pages)


def _step(visitor: Visitor, request_id: str, slug: str) -> str:
    visitor.open(f"/requests/{request_id}/steps/{slug}")
    return visitor.page


def _version(desk: Desk, program: Program) -> str:
    with reading(desk.world.engine) as session:
        found = sa.select(RuleVersion.id).where(RuleVersion.program == program.code)
        return session.scalars(found).one()


def _paid(world: World) -> Payment:
    batch_id = a_batch(world)
    for step in (released, was_sent, acknowledged, settled):
        step(world, batch_id)
    with reading(world.engine) as session:
        return from_json(session.scalars(sa.select(Remittance)).one().snapshot)


def _payment_page(desk: Desk) -> str:
    with reading(desk.world.engine) as session:
        payment = session.scalars(sa.select(Remittance.id)).one()
    visitor = desk.browser()
    visitor.open(f"/payments/{payment}")
    return visitor.words()


def inside(page: str, selector: str) -> list[str]:
    """The texts of the elements."""
    found = BeautifulSoup(page, "html.parser").select(selector)
    return [" ".join(each.get_text(" ").split()) for each in found]


def test_the_wizard_has_its_steps_in_its_order(told: Told) -> None:
    names = [in_words("en", step.name) for step in told.program.wizard.steps]
    for page in told.steps.values():
        assert inside(page, "ol.steps li") == names


def test_each_page_is_headed_by_its_step(told: Told) -> None:
    titles = {step.slug: in_words("en", step.title) for step in told.program.wizard.steps}
    heads = {slug: inside(page, "h1")[0] for slug, page in told.steps.items()}
    assert heads == titles


def test_each_form_asks_its_questions(told: Told) -> None:
    for step in told.program.wizard.steps:
        page = " ".join(inside(told.steps[step.slug], "main"))
        labels = [in_words("en", question.label) for question in asked_in(step.questions)]
        assert [label for label in labels if label not in page] == []


def asked_in(questions: tuple[Question, ...]) -> list[Question]:
    """Those that every request is asked."""
    return [question for question in questions if question.when({})]


def test_the_check_page_lists_its_questions_in_order(told: Told) -> None:
    labels = [
        in_words("en", question.label)
        for step in told.program.wizard.steps
        for question in asked_in(step.questions)
        if not step.signs
    ]
    assert inside(told.check, "dl.answers dt") == labels


def test_the_review_page_lists_its_questions(told: Told) -> None:
    shown = " ".join(inside(told.review, "main dl.facts dt"))
    labels = [in_words("en", question.label) for question in told.questions if is_fact(question)]
    assert [label for label in labels if label not in shown] == []


def is_fact(question: Question) -> bool:
    """Days have a table of their own, a statement a short word; what is empty is not listed."""
    is_empty = question.optional or not question.when({})
    return question.kind not in (Kind.ATTENDANCE, Kind.AGREEMENT) and not is_empty


def test_the_review_page_has_days_where_they_are_asked(told: Told) -> None:
    asks = any(question.kind is Kind.ATTENDANCE for question in told.questions)
    assert ("Days that differ" in inside(told.review, "h3")) is asks


def test_the_review_page_prices_the_line_by_its_name(told: Told) -> None:
    label = told.program.line_words(LINE[told.program.code])
    assert label is not None
    rows = inside(told.review, "main table th")
    assert any(row.lower() == f"1, {in_words('en', label)}".lower() for row in rows)


def test_the_document_lists_are_its_documents(told: Told) -> None:
    documents = [question for question in told.questions if question.kind is Kind.DOCUMENT]
    wanted = [in_words("en", each.label) for each in documents if is_fact(each)]
    rows = BeautifulSoup(told.review, "html.parser").select("main dl.facts > div")
    linked = [row.dt.get_text(strip=True) for row in rows if row.dt and row.select("dd a")]
    assert linked == wanted


def test_its_documents_are_asked_for_as_files(told: Told) -> None:
    for step in told.program.wizard.steps:
        documents = [each.key for each in step.questions if each.kind is Kind.DOCUMENT]
        page = BeautifulSoup(told.steps[step.slug], "html.parser")
        assert [box["name"] for box in page.select("input[type=file]")] == documents


def test_the_field_dictionary_is_its_questions(told: Told) -> None:
    assert inside(told.fields, "tbody th") == fields_of(told)


def test_the_field_dictionary_as_csv_has_its_words_in_each_language(told: Told) -> None:
    rows = list(csv.DictReader(io.StringIO(told.fields_csv)))
    assert [row["field"] for row in rows] == fields_of(told)
    columns = ("label_en", "label_es", "label_zh_hant")
    for row, question in zip(rows, told.questions, strict=True):
        labels = [in_words(language, question.label) for language in LANGUAGES]
        assert [row[column] for column in columns] == labels


def fields_of(told: Told) -> list[str]:
    return [
        f"{step.slug}.{question.key}"
        for step in told.program.wizard.steps
        for question in step.questions
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_names_the_program_and_the_line(both: Both, told: Told, language: str) -> None:
    page = " ".join(inside(html(both.payment, language), "body")).lower()
    label = told.program.line_words(LINE[told.program.code])
    assert label is not None
    for words in (told.program.title, label):
        assert in_words(language, words).lower() in page


def test_the_page_of_a_payment_names_every_program(both: Both) -> None:
    assert "Program CalWORKs child care, Special request" in both.page


def test_the_columns_are_filled_in_by_the_program(both: Both, told: Told) -> None:
    code = told.program.code
    rows = csv.DictReader(io.StringIO(remittance_csv(both.payment).decode()))
    [row] = [each for each in rows if each["line_type"] == LINE[code]]
    label = told.program.line_words(LINE[code])
    assert label is not None
    assert row["program"] == told.program.name
    assert row["pays_for"].lower() == in_words("en", label).lower()


def test_a_record_of_an_older_release_is_read(both: Both) -> None:
    """It named one program for all its lines, and gave them no label."""
    stored = as_json(both.payment)
    for line in stored["lines"]:
        del line["label"], line["program"]
    read = from_json(stored | {"program": "CalWORKs child care"})
    assert read.programs == ("CalWORKs child care",)
    assert {line.label for line in read.lines} == {None}
