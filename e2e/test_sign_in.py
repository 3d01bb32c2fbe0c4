"""Signing in and out in a real browser against a real server, with and without script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from e2e.accessibility import looking
from e2e.pages import AccountPage, PlacePage, SignInPage
from tests.web.given import PASSWORD

ROSA = "rosa@example.org"


def test_in_and_out(page: Page) -> None:
    account = SignInPage(page).open().sign_in(ROSA, PASSWORD)
    assert account.heading() == "Account"
    assert account.facts()["You work for"] == "Luciérnaga Family Child Care"
    assert account.menu() == ["Home", "Requests", "Payments", "Account"]
    account.sign_out()
    page.goto("/account")
    assert SignInPage(page).heading() == "Sign in"


def test_back_after_signing_out_shows_nothing(page: Page) -> None:
    SignInPage(page).open().sign_in(ROSA, PASSWORD).sign_out()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Sign in")
    assert "Luciérnaga" not in page.content()


def test_a_refusal_is_said_at_the_top_and_focused(page: Page) -> None:
    sign_in = SignInPage(page).open()
    sign_in.fill("nobody-here@example.org", "not the password at all")
    said = ["We do not know this email with this password. Check both and try again"]
    assert sign_in.errors() == said
    assert page.title() == "Error: Sign in - Provider payments"
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Email")).to_have_value("nobody-here@example.org")
    expect(page.get_by_label("Password")).to_have_value("")
    page.get_by_role("link", name=said[0]).click()
    expect(page.get_by_label("Email")).to_be_focused()


def test_choosing_and_switching_the_place(page: Page) -> None:
    sign_in = SignInPage(page).open()
    sign_in.fill("both@example.org", PASSWORD)
    expect(page.locator("h1")).to_have_text("Where do you work now?")
    page.get_by_role("button", name="Continue").click()
    assert sign_in.errors() == ["Choose one"]
    account = PlacePage(page).choose("Example County, Reviewer")
    assert account.facts()["Your role"] == "Reviewer"
    assert "staff" in (page.locator("body").get_attribute("class") or "")
    account.work_somewhere_else().choose("Provider admin")
    assert account.facts()["Your role"] == "Provider admin"


def test_following_the_menu_moves_address_title_and_mark(page: Page) -> None:
    SignInPage(page).open().fill("either@example.org", PASSWORD)
    account = PlacePage(page).choose("Example County, Reviewer")
    account.work_somewhere_else()
    assert page.url.endswith("/account/place")
    assert page.title() == "Where do you work now? - Provider payments"
    page.get_by_role("link", name="Account").click()
    expect(page.locator("h1")).to_have_text("Account")
    assert page.url.endswith("/account")
    assert account.place_in_menu() == "Account"
    assert page.locator("main").count() == 1


def test_with_script_only_the_main_part_is_fetched(browser: Browser, address: str) -> None:
    with looking(browser, address, 1280) as page:
        SignInPage(page).open().sign_in(ROSA, PASSWORD)
        page.evaluate("window.stillHere = true")
        page.get_by_role("link", name="Account").click()
        expect(page.locator("main")).to_be_focused()
        assert page.evaluate("window.stillHere") is True
        assert page.locator("main").count() == 1


def test_a_session_that_ended_leads_back(page: Page) -> None:
    """A cookie that names nothing any more: sign in again, and be where one was."""
    SignInPage(page).open().sign_in(ROSA, PASSWORD)
    page.context.clear_cookies()
    page.get_by_role("link", name="Account").click()
    sign_in = SignInPage(page)
    expect(page.locator("h1")).to_have_text("Sign in")
    expect(page.locator("nav.menu")).to_have_count(0)
    sign_in.fill(ROSA, PASSWORD)
    expect(page.locator("h1")).to_have_text("Account")


def test_before_the_end_one_press_goes_on(browser: Browser, address: str) -> None:
    with looking(browser, address) as page:
        page.clock.install()
        SignInPage(page).open().sign_in(ROSA, PASSWORD)
        stay = page.get_by_role("button", name="Stay signed in")
        page.clock.fast_forward("17:50")
        expect(stay).to_be_hidden()
        page.clock.fast_forward("00:15")
        expect(stay).to_be_visible()
        stay.click()
        expect(stay).to_be_hidden()
        assert AccountPage(page).heading() == "Account"


def test_names_run_nothing(page: Page) -> None:
    account = SignInPage(page).open().sign_in("evil@example.org", PASSWORD)
    assert "<script>" in account.facts()["Name"]
    assert page.evaluate("window.pwn") is None


def test_the_cookie_is_held_by_the_browser_as_asked(page: Page) -> None:
    """`__Host-` and Secure work on http://127.0.0.1."""
    SignInPage(page).open().sign_in(ROSA, PASSWORD)
    cookies = {str(cookie.get("name")): cookie for cookie in page.context.cookies()}
    session = cookies["__Host-session"]
    assert session.get("secure")
    assert session.get("httpOnly")
    assert session.get("sameSite") == "Lax"
    assert session.get("expires") == -1
