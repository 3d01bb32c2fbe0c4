"""Page objects of bank accounts: the provider's page and form, the officer's list and change."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.pages import AnyPage
from e2e.pages_reads import plain


class BankPage(AnyPage):
    """A provider's bank account at one agency."""

    def money(self) -> str:
        return plain(self.page.locator(".money").inner_text())

    def says(self, sentence: str) -> None:
        expect(self.page.locator("#main")).to_contain_text(sentence)

    def versions(self) -> list[str]:
        """What became of each account, newest first."""
        history = self.page.locator("section", has_text="Every change so far")
        return [plain(text) for text in history.locator("dd").all_inner_texts()]


class BankForm(AnyPage):
    """Where should the agency pay you?"""

    def focused(self) -> str:
        """The name of the question that has the cursor."""
        return str(self.page.evaluate("document.activeElement.name || ''"))

    def enter(self, routing: str, account: str, again: str = "") -> None:
        self.page.get_by_label("Routing number").fill(routing)
        self.page.get_by_label("Account number", exact=True).fill(account)
        self.page.get_by_label("Account number again").fill(again or account)
        self.page.get_by_role("button", name="Save the new account").click()

    def errors(self) -> list[str]:
        expect(self.page.locator(".error-summary")).to_be_visible()
        return self.page.locator(".error-summary li").all_inner_texts()


class BankChanges(AnyPage):
    """Bank changes: the officers' list."""

    def open(self) -> BankChanges:
        self.page.goto("/bank-changes")
        return self

    def first(self) -> BankChange:
        self.page.locator(".queue tbody a").first.click()
        expect(self.page.locator("h1 .tag")).to_be_visible()
        return BankChange(self.page)


class BankChange(AnyPage):
    """One change of bank details."""

    def approve(self) -> None:
        self.page.get_by_role("button", name="Approve the account").click()
        expect(self.page.locator("h1 .tag")).to_have_text("Safety wait")
