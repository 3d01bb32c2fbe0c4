"""Several people at once: each has a window, and so cookies, of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page


@contextmanager
def windows(browser: Browser, number: int, *, script: bool) -> Iterator[list[Page]]:
    """So many windows on phones; no script fails in any of them."""
    contexts = [
        browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 800})
        for _ in range(number)
    ]
    pages = [context.new_page() for context in contexts]
    failed: list[str] = []
    for page, context in zip(pages, contexts, strict=True):
        context.set_default_timeout(15_000)
        page.on("pageerror", lambda error: failed.append(str(error)))
    yield pages
    for context in contexts:
        context.close()
    assert failed == []
