"""Every page as everybody can use it: axe, the narrowest phone, and what comes over the line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from e2e.accessibility import NARROW, POLICY, faults, looking
from e2e.every_page import PEOPLE, Everything, everything


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    with everything(tmp_path_factory.mktemp("everything")) as made:
        yield made


@pytest.mark.parametrize("who", PEOPLE)
def test_each_page_is_light_and_for_everybody(
    portal: Everything, browser: Browser, who: str
) -> None:
    """Compressed bytes over the line; axe; the width of the narrowest phone."""
    found = {}
    with looking(browser, portal.address, NARROW) as page:
        if who != "nobody":
            portal.sign_in(page, who)
        for shown in portal.pages_of(who):
            weight = shown.open(page)
            heavy = [f"{weight} bytes"] if weight > shown.limit else []
            found[shown.name] = heavy + faults(page)
    assert found
    assert {name: said for name, said in found.items() if said} == {}


def test_two_tabs_on_one_answer(portal: Everything, browser: Browser) -> None:
    with looking(browser, portal.address, NARROW) as page:
        portal.sign_in(page, "biller")
        tabs = [page, page.context.new_page()]
        for tab in tabs:
            tab.goto(f"/requests/{portal.filled.half_done}/steps/amount?change=yes")
        for tab, total in zip(tabs, ("900", "940"), strict=True):
            tab.get_by_label("Total for the month").fill(total)
            tab.get_by_role("button", name="Continue").click()
            tab.wait_for_load_state("networkidle")
        expect(tabs[1].locator("h1")).to_contain_text("after you opened it")
        assert faults(tabs[1]) == []


def test_a_breach_of_the_content_policy_is_noticed(portal: Everything, browser: Browser) -> None:
    """In the browser: `looking` fails once its page has asked for what the policy refuses."""
    with pytest.raises(AssertionError, match=POLICY):
        _break_the_policy(portal, browser)


def _break_the_policy(portal: Everything, browser: Browser) -> None:
    with looking(browser, portal.address, NARROW) as page:
        page.goto("/sign-in")
        page.evaluate("document.body.setAttribute('style', 'color: red')")
