"""Five people walk a request from its start to the money and the proof, in one browser. Before one
of them, two others bring its program in: a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from e2e.duties import People, approve, build, download_proof, release, review
from e2e.office import Office, office
from e2e.pages_rules import DraftPage, WritingPage
from e2e.pages_wizard import SHEET, StepPage
from tests import given
from tests.given_programs import TEXT, with_contract

pytestmark = pytest.mark.slow

SENT = datetime(2026, 11, 9, 17, 0, tzinfo=UTC)
"""Monday 9 November, 9 am Pacific; Wednesday is a holiday."""
RUN_DAYS = {
    "with script": datetime(2026, 11, 13, 17, 0, tzinfo=UTC),
    "without script": datetime(2026, 11, 20, 17, 0, tzinfo=UTC),
}
SETTLED = {
    "with script": datetime(2026, 11, 17, 17, 0, tzinfo=UTC),
    "without script": datetime(2026, 11, 24, 17, 0, tzinfo=UTC),
}
LATER_RUN = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
LATER_SETTLED = datetime(2026, 12, 8, 17, 0, tzinfo=UTC)
"""Of the declared program, after the two others."""
CHILDREN = {"with script": "Ana Script", "without script": "Bo Plain"}
SHOWN = {"with script": "Ana S.", "without script": "Bo P."}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office"), SENT, tuple(CHILDREN.values())) as made:
        yield made


@pytest.mark.parametrize("mode", list(RUN_DAYS))
def test_from_a_draft_to_the_money_and_the_proof(
    whole: Office, browser: Browser, mode: str, tmp_path: Path
) -> None:
    people = People(browser, whole.address, mode == "with script")
    send(people["biller"], SHOWN[mode])
    whole.settle()
    review(people["reviewer"], "950.00")
    approve(people["approver"], "950.00")
    whole.on(RUN_DAYS[mode])
    run_address = build(people["officer"])
    release(people["other_officer"], run_address, "950.00")
    whole.bank_answers()
    whole.on(SETTLED[mode])
    proof = download_proof(people["biller"], "950.00", tmp_path)
    people.leave()
    assert proof.read_bytes().startswith(b"%PDF-")


def send(page: Page, child: str) -> None:
    step = StepPage(page)
    step.begin(child)
    step.walk_to_the_signature()
    step.sign()


def test_a_program_from_its_file_to_the_paid_record(
    whole: Office, browser: Browser, tmp_path: Path
) -> None:
    """Without script. What it asks and pays stands in its file, and nowhere in the code."""
    people = People(browser, whole.address, script=False)
    draft = bring_in(people["program_admin"])
    publish(whole, people["other_program_admin"], draft)
    given.a_certificate(with_contract(whole.world), child_name="Cy Special")
    ask(people["biller"], "Cy S.")
    whole.settle()
    review(people["reviewer"], "250.00")
    approve(people["approver"], "250.00")
    whole.on(LATER_RUN)
    run_address = build(people["officer"])
    release(people["other_officer"], run_address, "250.00")
    whole.bank_answers()
    whole.on(LATER_SETTLED)
    record = text_of(download_proof(people["biller"], "250.00", tmp_path))
    people.leave()
    for words in ("Special request", "Supplies that the child needs", "$250.00 at most for this"):
        assert words in record


def bring_in(page: Page) -> str:
    """Two files that will not do, then the one that does; the address of its draft."""
    writing = WritingPage(page).open()
    faulty = TEXT.replace('kind = "text"', 'kind = "txet"', 1).replace('"250.00"', "250", 1)
    writing.bring(faulty, source="The board decided it.")
    for line, what in zip(writing.errors(), ("supplies = 250", '"txet"'), strict=True):
        assert line.startswith(f"Line {line_of(faulty, what)}: ")
    broken = TEXT.replace("[limits]", "[limits", 1)
    writing.bring(broken)
    [fault] = writing.errors()
    assert fault.startswith(f"Line {line_of(broken, '[limits')}: this is no TOML")
    assert writing.kept() == (broken, "The board decided it.")
    writing.bring(TEXT)
    draft = writing.drafted("special-request-1")
    assert "2. ¿Qué pide?" in draft.headings_of_pages("Español")
    return draft.propose()


def line_of(text: str, what: str) -> int:
    return text[: text.index(what)].count("\n") + 1


def publish(whole: Office, page: Page, draft: str) -> None:
    """The code of signing in is too old by then."""
    whole.forget_codes()
    page.goto(draft)
    DraftPage(page).publish()


def ask(page: Page, child: str) -> None:
    """Each page of the program in its order; what hangs on an answer goes with it."""
    step = StepPage(page)
    page.goto("/requests/new")
    page.get_by_label(child).check()
    step.go_on("What do you ask for?")
    page.get_by_label("Something else").check()
    step.go_on("Why was it needed?")
    expect(page.get_by_label("What is it?")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    page.get_by_label("Supplies that the child needs").check()
    step.go_on("Why was it needed?")
    expect(page.get_by_label("What is it?")).to_have_count(0)
    page.get_by_label("Reason").fill("The child needs a softer mattress.")
    step.go_on("Which days is it for?")
    step.date_of("First day", 10, 5)
    step.date_of("Last day", 10, 9)
    step.go_on("How much do you ask for?")
    page.get_by_label("Total").fill("300")
    step.go_on("Show what it was")
    page.locator("input[type=file]").set_input_files([SHEET])
    step.go_on("Check your answers, then send")
    expect(page.locator("main")).to_contain_text("The program pays $250.00 at most for this")
    step.sign()


def text_of(record: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(record).pages).split())
