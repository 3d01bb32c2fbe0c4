"""Five people walk one request from its start to the money and the proof, in one browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.office import Office, office
from e2e.pages import SignInPage
from e2e.pages_reads import HomePage
from e2e.pages_staff import DeskPage, QueuePage, RequestPage, RunPage
from e2e.pages_wizard import StepPage
from tests.web.given import PASSWORD

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
CHILDREN = {"with script": "Ana Script", "without script": "Bo Plain"}
SHOWN = {"with script": "Ana S.", "without script": "Bo P."}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office"), SENT, tuple(CHILDREN.values())) as made:
        yield made


class People:
    """One window for each person, so that nobody has to sign out."""

    def __init__(self, browser: Browser, address: str, script: bool) -> None:
        self._browser, self._address, self._script = browser, address, script
        self._pages: dict[str, Page] = {}

    def __getitem__(self, duty: str) -> Page:
        if duty not in self._pages:
            context = self._browser.new_context(
                base_url=self._address,
                java_script_enabled=self._script,
                viewport={"width": 360, "height": 800},
                accept_downloads=True,
            )
            self._pages[duty] = context.new_page()
            SignInPage(self._pages[duty]).open().sign_in(f"{duty}@example.org", PASSWORD)
        return self._pages[duty]

    def leave(self) -> None:
        for page in self._pages.values():
            page.context.close()


@pytest.mark.parametrize("mode", list(RUN_DAYS))
def test_from_a_draft_to_the_money_and_the_proof(
    whole: Office, browser: Browser, mode: str, tmp_path: Path
) -> None:
    people = People(browser, whole.address, mode == "with script")
    send(people["biller"], SHOWN[mode])
    whole.settle()
    review(people["reviewer"])
    approve(people["approver"])
    whole.on(RUN_DAYS[mode])
    run_address = build(people["officer"])
    release(people["other_officer"], run_address)
    whole.bank_answers()
    whole.on(SETTLED[mode])
    proof = download_proof(people["biller"], tmp_path)
    people.leave()
    assert proof.read_bytes().startswith(b"%PDF-")


def send(page: Page, child: str) -> None:
    step = StepPage(page)
    step.begin(child)
    step.walk_to_the_signature()
    step.sign()


def review(page: Page) -> None:
    taken = QueuePage(page).open().take_next()
    taken.decide("Recommend paying $950.00", "Complete and fits the certificate", "It fits.")
    expect(page.get_by_text("It is recommended. An approver decides next.")).to_be_visible()


def approve(page: Page) -> None:
    QueuePage(page).open()
    page.locator("main a", has_text="PR-").first.click()
    request = RequestPage(page)
    request.decide("Approve $950.00", "As recommended", "Approved.")
    request.confirm("Approve $950.00")
    expect(page.locator("h1 .tag")).to_have_text("Approved")


def build(page: Page) -> str:
    DeskPage(page).open().build()
    return page.url


def release(page: Page, address: str) -> None:
    page.goto(address)
    RunPage(page).release("950.00")
    expect(page.locator("h1")).not_to_contain_text("Needs a second person")


def download_proof(page: Page, folder: Path) -> Path:
    request = HomePage(page).open().requests().first()
    assert request.money().startswith("We sent $950.00 to bank ending 6789"), request.money()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download proof").click()
    saved = folder / "proof.pdf"
    coming.value.save_as(saved)
    return saved
