"""Page objects of the agency's staff: the queue, one request, the payout desk, one run."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.pages import AnyPage


class QueuePage(AnyPage):
    """Review queue."""

    def open(self) -> QueuePage:
        self.page.goto("/review")
        return self

    def take_next(self) -> RequestPage:
        self.page.get_by_role("button", name="Take next").click()
        expect(self.page.locator("h1")).to_contain_text("In review")
        return RequestPage(self.page)

    def open_request(self, number: str) -> RequestPage:
        self.page.get_by_role("link", name=number).click()
        expect(self.page.locator("h1")).to_contain_text(number)
        return RequestPage(self.page)


class RequestPage(AnyPage):
    """One request before its reviewers."""

    def number(self) -> str:
        return self.heading().partition(",")[0]

    def has_state(self, word: str) -> None:
        expect(self.page.locator("h1 .tag")).to_have_text(word)

    def decide(self, choice: str, reason: str, note: str) -> None:
        self.page.get_by_label(choice).check()
        self.page.get_by_role("combobox", name="Reason", exact=True).select_option(label=reason)
        self.page.get_by_label("The provider reads this").fill(note)
        self.page.get_by_role("button", name="Save decision").click()

    def mark(self, question: str, wanted: str) -> None:
        """A question that the provider must fix."""
        box = self.page.get_by_label(question, exact=True)
        if not box.is_visible():
            self.page.get_by_text("To send it back, mark what must be fixed").click()
        box.check()
        self.page.get_by_label(f"What is wanted: {question}").fill(wanted)

    def confirm(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()

    def errors(self) -> list[str]:
        expect(self.page.locator(".error-summary")).to_be_visible()
        return self.page.locator(".error-summary li").all_inner_texts()


class DeskPage(AnyPage):
    """Payment runs."""

    def open(self) -> DeskPage:
        self.page.goto("/payouts")
        return self

    def build(self) -> RunPage:
        self.page.get_by_role("button", name="Build this run").click()
        self.page.get_by_role("button", name="Build $").click()
        expect(self.page.locator("h1")).to_contain_text("Needs a second person")
        return RunPage(self.page)


class RunPage(AnyPage):
    """One payment run."""

    def release(self, total: str) -> None:
        self.page.get_by_label("Type the total to release it").fill(total)
        self.page.get_by_label("I compared the total with the funding sheet").check()
        self.page.get_by_role("button", name="Release 1 payment").click()
