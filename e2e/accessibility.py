"""axe-core and the content policy on a page: nothing found, on phone and desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
PHONE, DESK = 360, 1280
NARROW = 320
"""The narrowest phone: nothing scrolls sideways on it."""

RUN = """async rules => (await axe.run(document, {
        resultTypes: ["violations"], ...(rules && {runOnly: rules})
    })).violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(", "))"""

POLICY = "Content Security Policy"
"""Stands in what the browser's console says of anything that the policy refused."""

OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer another scheme can change."""


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds, as 'rule: elements'; by all its rules unless some are named."""
    # Handed to the browser past the page: the content policy would refuse a script tag.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, rules)
    assert isinstance(found, list)
    return found


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is shown, at any width and in any scheme."""
    page.set_viewport_size({"width": NARROW, "height": 900})
    found = ["it scrolls sideways"] if scrolls_sideways(page) else []
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {fault}" for fault in violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{width} dark: {fault}" for fault in violations(page, OF_COLOURS)]
        page.emulate_media(color_scheme="light")
    return found


@contextmanager
def looking(browser: Browser, address: str, width: int = PHONE) -> Iterator[Page]:
    """A page of a width, a phone's unless said, on which nothing breaks the content policy."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if POLICY in said.text else None)
    yield page
    # One more question, so that what the console said until now has arrived.
    page.evaluate("null")
    context.close()
    assert broken == [], broken
