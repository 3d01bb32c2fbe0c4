"""Page objects: what a person sees and does, whatever the HTML looks like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from provportal.actions.one_time_codes import DRIFT, STEP_SECONDS, code_at
from tests.web.given import SEED


@dataclass
class AnyPage:
    """What every page has."""

    page: Page

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def menu(self) -> list[str]:
        return self.page.locator("nav.menu a").all_inner_texts()

    def place_in_menu(self) -> str:
        return self.page.locator("nav.menu [aria-current]").inner_text()

    def sign_out(self) -> SignInPage:
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.locator("h1")).to_have_text("Sign in")
        return SignInPage(self.page)


class SignInPage(AnyPage):
    """Sign in."""

    def open(self) -> SignInPage:
        self.page.goto("/sign-in")
        return self

    def fill(self, email: str, password: str) -> None:
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def arrive(self, email: str, password: str) -> None:
        """Sign in, with the code where it is asked for; stay on the page that one is led to."""
        self.fill(email, password)
        expect(self.page.locator("h1")).not_to_have_text("Sign in")
        CodePage(self.page).give_if_asked()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def sign_in(self, email: str, password: str) -> AccountPage:
        """Sign in, and look at the account."""
        self.arrive(email, password)
        return AccountPage(self.page).open()

    def errors(self) -> list[str]:
        """The lines of the error summary."""
        expect(self.page.locator(".error-summary")).to_be_visible()
        return self.page.locator(".error-summary li").all_inner_texts()

    def notice(self) -> str:
        return self.page.locator(".notice").inner_text()


class CodePage(AnyPage):
    """Enter the code from your app."""

    HEADING = "Enter the code from your app"

    def give_if_asked(self) -> None:
        """Staff are, wherever they come from."""
        if self.heading() == self.HEADING:
            self.give()

    def give(self) -> None:
        """Give codes until one is taken, the oldest first: each is good once, and one person may
        sign in several times within its half a minute."""
        for _ in range(2):
            for drift in DRIFT:
                if self._is_taken(datetime.now(UTC) + timedelta(seconds=drift * STEP_SECONDS)):
                    return
            self.page.wait_for_timeout(1000 * STEP_SECONDS)
        raise AssertionError("no code was taken")

    def _is_taken(self, at: datetime) -> bool:
        expect(self.page.locator("h1")).to_have_text(self.HEADING)
        self.page.get_by_label("Code", exact=True).fill(code_at(SEED, at))
        self.page.locator("main button[type=submit]:visible").first.click()
        self.page.wait_for_load_state()
        return self.heading() != self.HEADING


class AccountPage(AnyPage):
    """Account."""

    def open(self) -> AccountPage:
        self.page.goto(urljoin(self.page.url, "/account"))
        return self

    def facts(self) -> dict[str, str]:
        rows = self.page.locator(".facts > div")
        return {
            row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in rows.all()
        }

    def work_somewhere_else(self) -> PlacePage:
        self.page.get_by_role("link", name="Work somewhere else").click()
        expect(self.page.locator("h1")).to_have_text("Where do you work now?")
        return PlacePage(self.page)


class PlacePage(AnyPage):
    """Where do you work now?"""

    def choose(self, name: str) -> AccountPage:
        self.page.get_by_label(name).check()
        self.page.get_by_role("button", name="Continue").click()
        expect(self.page.locator("h1")).not_to_have_text("Where do you work now?")
        CodePage(self.page).give_if_asked()
        return AccountPage(self.page).open()
