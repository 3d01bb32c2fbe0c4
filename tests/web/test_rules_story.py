"""Version 2 asks for a document and lowers a limit: from when, and what of what was decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from provportal.actions import drafts
from provportal.cli.replay import replay_command
from provportal.clock import FileClock
from provportal.domain.request import Place
from provportal.store.session import transaction
from tests import given
from tests.given_requests import a_request, look
from tests.given_rules import PROOF, a_payload, later
from tests.web.given import token_in
from tests.web.given_staff import text
from tests.web.given_wizard import Desk, Visitor, a_desk

LOWER = {"most_asked": "900.00"}
HINT = {
    "en": "Ask for 900.00 at most.",
    "es": "Pida 900.00 como máximo.",
    "zh-Hant": "最多申請 900.00。",
}
SECTIONS: dict[str, Any] = {
    "limits": LOWER,
    "documents": [PROOF],
    "prompts": {"amount.total": {"hint": HINT}},
}


@dataclass
class Story:
    """A request decided under version 1, and drafts of the month before and after version 2."""

    desk: Desk
    folder: Path
    decided: str
    before: str
    after: str

    def step(self, draft: str, slug: str) -> str:
        """The page of a step as its provider sees it."""
        visitor = self.desk.browser()
        visitor.open(f"/requests/{draft}/steps/{slug}")
        return visitor.words()

    def replayed(self, *options: str) -> tuple[int, str]:
        """Exit code and output of the command."""
        number = look(self.desk.world, self.decided).number
        url = str(self.desk.portal.equipment.engine.url)
        clock = self.folder / "clock"
        environment = {"DATA": str(self.folder), "DATABASE_URL": url, "CLOCK_FILE": str(clock)}
        answer = CliRunner().invoke(replay_command, [number, *options], env=environment)
        return answer.exit_code, answer.output


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        decided = a_request(desk.world, at=Place.APPROVED)
        before, after = (_half_filled(desk, months) for months in (0, 1))
        _publish_through_the_pages(desk)
        FileClock(Path(folder) / "clock").begin(datetime(2026, 11, 9, 17, tzinfo=UTC))
        yield Story(desk, Path(folder), decided, before, after)


def _half_filled(desk: Desk, months: int) -> str:
    """A draft of a month up to its documents."""
    biller = desk.world.doing(desk.world.provider.biller)
    answers = given.answers()
    with transaction(desk.world.engine) as session:
        certificate = given.a_certificate(desk.world)
        begun = drafts.start(session, biller, certificate, later(months)).id
    for slug in ("days", "amount", "documents", "parent"):
        with transaction(desk.world.engine) as session:
            drafts.save_step(session, biller, begun, slug, answers[slug])
    return begun


def _publish_through_the_pages(desk: Desk) -> None:
    """One admin uploads and proposes version 2 for November, the other publishes it."""
    agency = desk.world.agency
    one, other = (
        desk.browser(actor).client for actor in (agency.program_admin, agency.other_program_admin)
    )
    book = json.dumps(a_payload(**SECTIONS))
    page = _post(one, "/rules/new", "/rules/new", book=book, source="The board.")
    shown = Visitor(one)
    shown.open(page)
    seen = dict(shown.hidden())["seen"]
    _post(one, page, f"{page}/propose", seen=seen)
    _post(other, page, f"{page}/publish", seen=seen)


def _post(browser: FlaskClient, page: str, address: str, **typed: str) -> str:
    form = {"csrf_token": token_in(browser.get(page))} | typed
    answer = browser.post(address, data=form)
    assert answer.status_code == 303, text(answer)
    return answer.headers["Location"]


def test_the_wizard_asks_for_the_document_from_the_effective_date_only(story: Story) -> None:
    pages = [story.step(draft, "documents") for draft in (story.before, story.after)]
    assert ["Proof of enrolment" in page for page in pages] == [False, True]


def test_help_beside_a_field_is_that_of_the_version_in_force(story: Story) -> None:
    pages = [story.step(draft, "amount") for draft in (story.before, story.after)]
    assert ["Ask for 900.00 at most." in page for page in pages] == [False, True]


def test_the_next_page_waits_for_the_document(story: Story) -> None:
    """Whoever opens the last page is led to the document, from the date on only."""
    visitor = story.desk.browser()
    steps = []
    for draft in (story.before, story.after):
        visitor.open(f"/requests/{draft}/steps/sign")
        steps.append(visitor.step())
    assert steps == ["sign", "documents"]


def test_the_words_of_a_version_are_said_in_the_language_of_the_person(story: Story) -> None:
    visitor = story.desk.browser()
    page = f"/requests/{story.after}/steps/documents"
    visitor.open(page)
    token = token_in(visitor.client.get(page))
    answer = visitor.client.post(page, data={"csrf_token": token, "read_in": "es"})
    said = text(answer)
    visitor.client.post(page, data={"csrf_token": token, "read_in": "en"})
    assert "Comprobante de inscripción" in said


def test_yesterdays_request_replays_the_same_and_cites_version_1(story: Story) -> None:
    code, said = story.replayed("--json")
    told = json.loads(said)
    assert (code, told["same"]) == (0, True)
    assert {decision["version"] for decision in told["decisions"]} == {"los-angeles-1"}
    assert {decision["today"]["version"] for decision in told["decisions"]} == {"los-angeles-2"}


def test_the_difference_to_today_is_said_in_words(story: Story) -> None:
    code, said = story.replayed()
    assert code == 0
    assert "by rules los-angeles-1: the same answer." in said
    assert "The rules of today, los-angeles-2, would answer otherwise:" in said
    assert "Asked, documents.enrolment: Proof of enrolment, which was not there" in said
    assert "Findings, amount over limit amount.total, severity: block, which was not" in said


def test_the_page_of_what_was_decided_cites_version_1(story: Story) -> None:
    visitor = story.desk.browser()
    visitor.open(f"/requests/{story.decided}")
    assert "Worked out by the rules los-angeles-1" in visitor.words()
