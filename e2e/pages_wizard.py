"""Page objects of asking for payment, from the start to the receipt."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import FilePayload, expect

from e2e.pages import AnyPage
from tests.documents.given_files import png

SHEET: FilePayload = {
    "name": "sheet.png",
    "mimeType": "image/png",
    "buffer": png(),
}


@dataclass
class StepPage(AnyPage):
    """Any page of the wizard."""

    def go_on(self, heading: str) -> None:
        self.page.get_by_role("button", name="Continue").click()
        expect(self.page.locator("h1")).to_have_text(heading)

    def errors(self) -> list[str]:
        """The lines of the error summary."""
        expect(self.page.locator(".error-summary")).to_be_visible()
        return self.page.locator(".error-summary li").all_inner_texts()

    def begin(self, person: str) -> None:
        self.page.goto("/requests/new")
        self.page.get_by_label(person).check()
        self.go_on("Which days were different?")

    def mark(self, *numbers: int) -> None:
        for number in numbers:
            box = self.page.locator(f'.month input[value$="-{number:02}"]')
            # A page that has just been swapped in may still scroll to its start under the finger.
            box.scroll_into_view_if_needed()
            box.locator("xpath=..").click()
            expect(box).to_be_checked()

    def date(self, month: int, day: int, year: int = 2026) -> None:
        self.page.get_by_label("Month").fill(str(month))
        self.page.get_by_label("Day").fill(str(day))
        self.page.get_by_label("Year").fill(str(year))

    def date_of(self, question: str, month: int, day: int) -> None:
        """Of one question among several dates."""
        boxes = self.page.get_by_role("group", name=question)
        for label, number in (("Month", month), ("Day", day), ("Year", 2026)):
            boxes.get_by_label(label).fill(str(number))

    def describe_as_ill_and_late(self) -> None:
        """The first run was ill, the second came at other times."""
        self.page.get_by_label("did not come").first.check()
        self.page.get_by_label("Why?").first.select_option(label="The child was ill")
        self.page.get_by_label("came at other times").nth(1).check()
        self.page.get_by_label("Left", exact=True).nth(1).fill("13:30")

    def walk_to_the_signature(self) -> None:
        """From the days to the check, by what a provider does in a month with three odd days."""
        self.mark(6, 7, 16)
        self.go_on("What happened on these 3 days?")
        self.describe_as_ill_and_late()
        self.go_on("How much do you ask for?")
        self.page.get_by_label("Total for the month").fill("$950")
        self.go_on("Does the schedule change?")
        self.go_on("The parent's signature")
        self.date(10, 31)
        self.page.locator("input[type=file]").set_input_files([SHEET])
        self.go_on("Check your answers, then send")

    def sign(self) -> None:
        self.page.get_by_label("I declare").check()
        self.page.get_by_role("button", name="Send request").click()
        expect(self.page.locator(".money")).to_have_text(
            "We have your request. You do not need to do anything."
        )
