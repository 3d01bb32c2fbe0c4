"""Pictures of every page of the running demo, at the width of a phone and of a desk.

`make demo` in one window, `make screens` in another. All go to build/screens; those that the
documents show go to docs/screens as well.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
ALL, SHOWN = ROOT / "build" / "screens", ROOT / "docs" / "screens"
WIDTHS = (360, 1280)
COLOURS = 64
"""A page has few: a picture of 64 colours is a third of the size, and looks the same."""


@dataclass(frozen=True)
class Screen:
    """A page: who opens it, from where, by which links (selectors), and what follows the last."""

    name: str
    role: str
    start: str
    links: tuple[str, ...] = ()
    then: str = ""


ROW = (".rows a",)
A_REQUEST = ('main a[href^="/review/0"]',)
A_RUN = ('main a[href^="/payouts/0"]',)
RETURNED = ('.rows li:has-text("0303") a, .rows a',)
BANK = ('main a[href^="/account/bank/0"]',)
CHANGE = ('main a[href^="/bank-changes/0"]',)

SCREENS = (
    Screen("sign-in", "", "/sign-in"),
    Screen("components", "", "/components"),
    Screen("home", "biller", "/home"),
    Screen("requests", "biller", "/requests"),
    Screen("request-paid", "biller", "/requests?state=paid", ROW),
    Screen("request-sent", "biller", "/requests?state=submitted", ROW),
    Screen("take-back", "biller", "/requests?state=submitted", ROW, "/recall"),
    Screen("withdraw", "biller", "/requests?state=submitted", ROW, "/withdraw"),
    Screen("receipt", "biller", "/requests?state=submitted", ROW, "/sent"),
    Screen("fix", "biller", "/home", ('a[href$="/fix"]',)),
    Screen("start", "biller", "/requests/new"),
    *(
        Screen(f"step-{step}", "biller", "/requests?state=draft", ROW, f"/steps/{step}")
        for step in ("care", "days", "amount", "documents", "parent", "sign")
    ),
    Screen("payments", "biller", "/payments"),
    Screen("payment", "biller", "/payments", ROW),
    Screen("account", "provider_admin", "/account"),
    Screen("request-returned", "provider_admin", "/requests?state=exception", RETURNED),
    Screen("bank", "provider_admin", "/account", BANK),
    Screen("bank-change", "provider_admin", "/account", BANK, "/change"),
    Screen("queue", "reviewer", "/review"),
    Screen("review", "reviewer", "/review", A_REQUEST),
    Screen("decide", "approver", "/review?part=to_decide", A_REQUEST),
    Screen("appeal", "approver", "/review?part=not_paid", A_REQUEST),
    Screen("runs", "payment_officer", "/payouts"),
    Screen("run", "payment_officer", "/payouts", A_RUN),
    Screen("held", "payment_officer", "/payouts/held"),
    Screen("hold", "payment_officer", "/payouts/held", ('main a[href^="/payouts/held/0"]',)),
    Screen("bank-changes", "payment_officer", "/bank-changes"),
    Screen("bank-approve", "payment_officer", "/bank-changes", CHANGE),
    Screen("audit", "auditor", "/audit"),
)

IN_DOCUMENTS = {
    "home-360", "request-paid-360", "step-days-360", "fix-360", "bank-360",
    "queue-1280", "review-1280", "runs-1280", "bank-approve-1280", "audit-1280",
}  # fmt: skip


def main() -> None:
    """Every page in turn. Ends with a sentence when the demo does not run."""
    data, port = Path(os.environ.get("DATA", "var")), os.environ.get("PORT", "8000")
    told = data / "sign-ins.json"
    if not told.exists():
        sys.exit(f"There is no {told}. Start the demo first, with the same DATA and PORT.")
    people = json.loads(told.read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, picture in pictures(browser, f"http://127.0.0.1:{port}", people):
            keep(name, picture)
            print(name)
        browser.close()


def pictures(
    browser: Browser, address: str, people: list[dict[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """(name, PNG) of each page at each width; the first of a role who has such a page opens it."""
    pages: dict[str, Page] = {}
    for screen in SCREENS:
        for person in (one for one in people if one["role"] == screen.role or not screen.role):
            email = person["email"] if screen.role else ""
            if email not in pages:
                pages[email] = browser.new_context(base_url=address).new_page()
                if email:
                    sign_in(pages[email], person)
            if has_reached(pages[email], screen):
                yield from at_each_width(pages[email], screen.name)
                break
        else:
            sys.exit(f"Nobody of the demo has a page '{screen.name}'.")


def has_reached(page: Page, screen: Screen) -> bool:
    """Whether the links to the page are there; then it is shown."""
    page.goto(screen.start)
    for link in screen.links:
        found = page.locator(link)
        if not found.count():
            return False
        page.goto(str(found.first.get_attribute("href")))
    if screen.then:
        answer = page.goto(page.url.partition("?")[0] + screen.then)
        return answer is not None and answer.ok
    return True


def at_each_width(page: Page, name: str) -> Iterator[tuple[str, bytes]]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield f"{name}-{width}", page.screenshot(full_page=True)


def sign_in(page: Page, person: dict[str, str]) -> None:
    page.goto("/sign-in")
    page.fill("input[name=email]", person["email"])
    page.fill("input[name=password]", person["password"])
    page.click("main button[type=submit]")
    page.wait_for_selector("nav.menu")
    page.goto("/code")
    page.fill("input[name=factor_code]", pyotp.TOTP(person["totp_secret"]).now())
    page.click("#typed button[type=submit]:visible")
    page.wait_for_selector("nav.menu")


def keep(name: str, picture: bytes) -> None:
    """As few bytes as the picture needs."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)
    for folder in (ALL, *((SHOWN,) if name in IN_DOCUMENTS else ())):
        folder.mkdir(parents=True, exist_ok=True)
        image.save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
