"""What each person does on the way to the money, in a window of one's own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from e2e.pages import SignInPage
from e2e.pages_reads import HomePage
from e2e.pages_staff import DeskPage, QueuePage, RequestPage, RunPage
from tests.web.given import PASSWORD


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
            context.set_default_timeout(15_000)
            self._pages[duty] = context.new_page()
            SignInPage(self._pages[duty]).open().sign_in(f"{duty}@example.org", PASSWORD)
        return self._pages[duty]

    def leave(self) -> None:
        for page in self._pages.values():
            page.context.close()


def review(page: Page, amount: str) -> None:
    taken = QueuePage(page).open().take_next()
    taken.decide(f"Recommend paying ${amount}", "Complete and fits the certificate", "It fits.")
    expect(page.get_by_text("It is recommended. An approver decides next.")).to_be_visible()


def approve(page: Page, amount: str) -> None:
    QueuePage(page).open()
    page.locator("main a", has_text="PR-").first.click()
    request = RequestPage(page)
    request.decide(f"Approve ${amount}", "As recommended", "Approved.")
    request.confirm(f"Approve ${amount}")
    expect(page.locator("h1 .tag")).to_have_text("Approved")


def build(page: Page) -> str:
    """The address of the run."""
    DeskPage(page).open().build()
    return page.url


def release(page: Page, address: str, amount: str) -> None:
    page.goto(address)
    RunPage(page).release(amount)
    expect(page.locator("h1")).not_to_contain_text("Needs a second person")


def download_proof(page: Page, amount: str, folder: Path) -> Path:
    request = HomePage(page).open().requests().first()
    assert request.money().startswith(f"We sent ${amount} to bank ending 6789"), request.money()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download proof").click()
    saved = folder / "proof.pdf"
    coming.value.save_as(saved)
    return saved
