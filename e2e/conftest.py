"""The browser and the server of the journeys; each journey runs with and without script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from e2e.server import prepare, running

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


def chromium() -> str:
    """The browser's path: CHROMIUM, or the system's package.

    The headless shell is the same engine without a window: a third less work for two cores.
    """
    known = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    found = os.environ.get("CHROMIUM") or next(filter(None, known), None)
    if not found:
        pytest.fail("Chromium is missing: install the package `chromium`, or set CHROMIUM=/path.")
    return found


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("portal")
    prepare(folder)
    with running(folder) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(params=["with script", "without script"])
def context(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """A browser's window of its own, by the browser's own switch for scripts."""
    made = browser.new_context(
        base_url=address,
        java_script_enabled=request.param == "with script",
        viewport={"width": 360, "height": 800},
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


def is_bad(message: ConsoleMessage) -> bool:
    """A broken content policy, a failing script, a warning of htmx."""
    return message.type in ("error", "warning")


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing breaks the content policy and no script fails."""
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text) if is_bad(message) else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    # A refusal (422, 429) is told on the console too; that is no fault of the page.
    assert [text for text in said if "status of 4" not in text] == []
