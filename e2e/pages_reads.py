"""Page objects of the provider who looks: home, requests, payments."""

from __future__ import annotations

from playwright.sync_api import expect

from e2e.pages import AnyPage


class HomePage(AnyPage):
    """Home."""

    def open(self) -> HomePage:
        self.page.goto("/home")
        return self

    def money(self) -> str:
        return plain(self.page.locator(".money").inner_text())

    def needs_you(self) -> str:
        return self.page.locator(".notice.you:not([hidden])").inner_text()

    def requests(self) -> RequestsPage:
        self.page.get_by_role("link", name="Requests", exact=True).click()
        expect(self.page.locator("h1")).to_have_text("Requests")
        return RequestsPage(self.page)


class RequestsPage(AnyPage):
    """Requests."""

    def show_only(self, state: str) -> RequestsPage:
        self.page.get_by_label("State").select_option(label=state)
        self.page.get_by_role("button", name="Show").click()
        self.page.wait_for_url("**state=*")
        return self

    def tags(self) -> list[str]:
        return self.page.locator(".rows .tag").all_inner_texts()

    def first(self) -> RequestPage:
        self.page.locator(".rows a").first.click()
        expect(self.page.locator("#standing")).to_be_visible()
        return RequestPage(self.page)


class RequestPage(AnyPage):
    """One request."""

    def money(self) -> str:
        return plain(self.page.locator(".money").inner_text())

    def stages(self) -> list[str]:
        return self.page.locator(".timeline b").all_inner_texts()

    def payment(self) -> PaymentPage:
        self.page.get_by_role("link", name="See all that it paid").click()
        expect(self.page.locator("h1")).to_contain_text("Payment record")
        return PaymentPage(self.page)


class PaymentPage(AnyPage):
    """One payment."""

    def download(self, name: str) -> tuple[str, bytes]:
        """The file's name and its bytes."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name).first.click()
        done = waiting.value
        return done.suggested_filename, done.path().read_bytes()


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
