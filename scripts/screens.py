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

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
ALL, SHOWN = ROOT / "build" / "screens", ROOT / "docs" / "screens"
WIDTHS = (360, 1280)
COLOURS = 64
"""A page has few: a picture of 64 colours is a third of the size, and looks the same."""


@dataclass(frozen=True)
class Screen:
    """A page: who opens it, and which link is followed from there, as a selector."""

    name: str
    role: str
    start: str
    link: str = ""


SCREENS = (
    Screen("sign-in", "", "/sign-in"),
    Screen("components", "", "/components"),
    Screen("home", "biller", "/home"),
    Screen("requests", "biller", "/requests"),
    Screen("request-paid", "biller", "/requests?state=paid", ".rows a"),
    Screen("payments", "biller", "/payments"),
    Screen("payment", "biller", "/payments", ".rows a"),
    Screen("start", "biller", "/requests/new"),
    Screen("account", "provider_admin", "/account"),
    Screen("queue", "reviewer", "/review"),
    Screen("review", "reviewer", "/review", 'main a[href^="/review/0"]'),
    Screen("runs", "payment_officer", "/payouts"),
    Screen("run", "payment_officer", "/payouts", 'main a[href^="/payouts/0"]'),
    Screen("held", "payment_officer", "/payouts/held"),
    Screen("bank-changes", "payment_officer", "/bank-changes"),
    Screen("audit", "auditor", "/audit"),
)

IN_DOCUMENTS = {
    "home-360", "request-paid-360", "payment-360", "start-360",
    "queue-1280", "review-1280", "run-1280", "audit-1280",
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
    """(name, PNG) of each page at each width; the first person of a role opens it."""
    for role in dict.fromkeys(screen.role for screen in SCREENS):
        context = browser.new_context(base_url=address)
        page = context.new_page()
        if role:
            sign_in(page, next(one for one in people if one["role"] == role))
        for screen in (screen for screen in SCREENS if screen.role == role):
            page.goto(screen.start)
            if screen.link:
                page.goto(str(page.locator(screen.link).first.get_attribute("href")))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                yield f"{screen.name}-{width}", page.screenshot(full_page=True)
        context.close()


def sign_in(page: Page, person: dict[str, str]) -> None:
    page.goto("/sign-in")
    page.fill("input[name=email]", person["email"])
    page.fill("input[name=password]", person["password"])
    page.click("main button[type=submit]")
    page.wait_for_selector("nav.menu")


def keep(name: str, picture: bytes) -> None:
    """As few bytes as the picture needs."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)
    for folder in (ALL, *((SHOWN,) if name in IN_DOCUMENTS else ())):
        folder.mkdir(parents=True, exist_ok=True)
        image.save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
