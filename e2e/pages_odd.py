"""Page objects of the odd cases: a request that is taken back, and money that is held."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.pages import AnyPage


class OwnRequestPage(AnyPage):
    """A provider's request, with the ways out of it."""

    def take_back_to_change(self) -> None:
        self.page.get_by_role("link", name="Take back to change it").click()
        expect(self.page.locator(".money")).to_have_text("Take it back to change it?")
        self.page.get_by_role("button", name="Take it back to change it").click()

    def take_back_for_good(self, reason: str) -> None:
        self.page.get_by_role("link", name="Take it back for good").click()
        expect(self.page.locator(".money")).to_have_text("Take it back for good?")
        if reason:
            self.page.get_by_label("Why do you take it back?").fill(reason)
        self.page.get_by_role("button", name="Take it back for good").click()

    def copy(self) -> None:
        self.page.get_by_role("button", name="Copy it into a new request").click()

    def has_state(self, word: str) -> None:
        expect(self.page.locator("h1 .tag")).to_have_text(word)

    def errors(self) -> list[str]:
        expect(self.page.locator(".error-summary")).to_be_visible()
        return self.page.locator(".error-summary li").all_inner_texts()


class HeldPage(AnyPage):
    """One payment that is held or may be."""

    def hold(self, reason: str, note: str) -> None:
        self.page.get_by_label("Reason", exact=True).select_option(label=reason)
        self.page.get_by_label("The provider reads this").fill(note)
        self.page.get_by_role("button", name="Hold this payment").click()

    def end(self, way: str, reason: str, note: str) -> None:
        self.page.get_by_label(way).check()
        self.page.get_by_label("Reason", exact=True).select_option(label=reason)
        self.page.get_by_label("The provider reads this").fill(note)
        self.page.get_by_role("button", name="End the hold").click()

    def has_state(self, word: str) -> None:
        expect(self.page.locator("h1 .tag")).to_have_text(word)
