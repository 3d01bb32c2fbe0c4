"""Page objects of program admins: a rule book is brought in, looked at, proposed and published."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Locator, expect

from e2e.pages import AnyPage, CodePage


class WritingPage(AnyPage):
    """Draft new rules."""

    def open(self) -> WritingPage:
        self.page.goto("/rules/new")
        return self

    def bring(self, text: str, source: str = "") -> None:
        """Choose a file with this text, and save; the source stays as it stands unless given."""
        file: FilePayload = {
            "name": "program.toml",
            "mimeType": "application/toml",
            "buffer": text.encode(),
        }
        self.page.get_by_label("Rule book, as a file").set_input_files([file])
        if source:
            self._source().fill(source)
        self.page.get_by_role("button", name="Save the draft").click()

    def errors(self) -> list[str]:
        """The lines of the error summary."""
        expect(self.page.locator(".error-summary")).to_be_visible()
        return self.page.locator(".error-summary li").all_inner_texts()

    def kept(self) -> tuple[str, str]:
        """The text and the source that stand in the form."""
        text = self.page.get_by_label("Rule book, as text").input_value()
        return text, self._source().input_value()

    def drafted(self, version: str) -> DraftPage:
        expect(self.page.locator("h1")).to_contain_text(f"Draft {version}")
        return DraftPage(self.page)

    def _source(self) -> Locator:
        return self.page.get_by_label("Where do these rules come from?")


class DraftPage(AnyPage):
    """A draft of rules."""

    def headings_of_pages(self, language: str) -> list[str]:
        """The pages that it asks, in a language named by itself; back to the draft."""
        address = self.page.url
        self.page.get_by_role("link", name="The pages that it asks").click()
        self.page.locator("main .links").get_by_role("link", name=language).click()
        expect(self.page.locator("main h1")).to_contain_text("Pages of the draft")
        found = self.page.locator("main h2").all_inner_texts()
        self.page.goto(address)
        return found

    def propose(self) -> str:
        """The address where another person finds it."""
        self.page.get_by_role("button", name="Propose it").click()
        expect(self.page.locator("h1 .tag")).to_have_text("Needs a second person")
        return self.page.url

    def publish(self) -> None:
        """By who did not write it, with a new code."""
        self.page.get_by_role("link", name="Publish it").click()
        self.page.get_by_role("button", name="Publish").click()
        CodePage(self.page).give()
        expect(self.page.locator("h1")).to_contain_text("Rules special-request-1")
