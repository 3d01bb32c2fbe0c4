"""axe-core and the content policy on a page: nothing found, on phone and desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
WIDTHS = (360, 1280)
LOOKS = ((360, "light"), (1280, "dark"))
"""Both widths and both schemes; every page in each of them: test_accessibility.py."""

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
    page.evaluate(AXE)
    found = page.evaluate(RUN, rules)
    assert isinstance(found, list)
    return found


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@contextmanager
def looking(browser: Browser, address: str, width: int, scheme: str) -> Iterator[Page]:
    """A page of a width, in a light or dark scheme, on which nothing breaks the content policy."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if POLICY in said.text else None)
    yield page
    # One more question, so that what the console said until now has arrived.
    page.evaluate("null")
    context.close()
    assert broken == [], broken
