"""Asking for payment in a real browser against a real server, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, Request, expect

from e2e.accessibility import faults, looking
from e2e.pages import SignInPage
from e2e.pages_wizard import SHEET, StepPage
from e2e.server import running, settings_of
from provportal.clock import FileClock, SystemClock
from provportal.store.keyring import Keyring
from provportal.store.person import Person
from provportal.store.provider import Child
from provportal.store.session import transaction
from provportal.web.equipment import from_settings
from tests import given
from tests.databases import a_database
from tests.given import World
from tests.web.applications import application
from tests.web.given import PASSWORD, MovableClock, Portal
from tests.web.given_wizard import Desk

BILLER = "biller@example.org"
TODAY = datetime(2026, 11, 9, 17, 0, tzinfo=UTC)
LONG = "Nguyễn-Thị-Hồng-Nhung-Phương-Anh-Quỳnh-Trang-Ngọc-Bích-Tuyền Lê"
"""A name of 60 characters."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, on Monday 9 November 2026: October can be asked for."""
    folder: Path = tmp_path_factory.mktemp("wizard")
    clock = folder / "clock"
    FileClock(clock).begin(TODAY)
    prepare(folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CLOCK_FILE", str(clock))
        with running(folder) as found:
            yield found


def prepare(folder: Path) -> None:
    """A provider with a biller (biller@example.org) and a child for each journey."""
    settings = settings_of(folder)
    Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = given.an_agency(equipment.engine)
    provider = given.a_provider(equipment.engine, agency)
    world = World(equipment.engine, equipment.keyring, agency, provider)
    given.an_active_account(world)
    for name in (
        "Ana Script",
        "Bo Plain",
        "Kim Keyboard",
        "Wei Weight",
        "May Live",
        LONG,
    ):
        given.a_certificate(world)
        with transaction(world.engine) as session:
            unnamed = sa.select(Child).where(Child.name == "Mateo Rivera")
            session.scalars(unnamed).one().name = name
    machine = MovableClock()
    machine.at = SystemClock().now()
    desk = Desk(Portal(equipment, application(equipment), machine), world, "")
    desk.can_sign_in(provider.biller)
    with transaction(world.engine) as session:
        session.get_one(Person, provider.biller.person_id).email = BILLER
    equipment.engine.dispose()


def arrived(page: Page, person: str) -> StepPage:
    """Signed in, and a request begun for this child."""
    SignInPage(page).open().sign_in(BILLER, PASSWORD)
    step = StepPage(page)
    step.begin(person)
    return step


def test_six_steps_to_the_receipt(page: Page, request: pytest.FixtureRequest) -> None:
    has_script = "with script" in request.node.name
    step = arrived(page, "Ana S." if has_script else "Bo P.")
    step.walk_to_the_signature()
    expect(page.locator(".money")).to_contain_text("We expect to pay")
    expect(page.locator(".answers")).to_contain_text("19 of 22 approved days as approved")
    step.sign()
    expect(page.locator(".tasks li")).to_have_count(13)


def test_one_field_is_checked_as_it_changes(browser: Browser, address: str) -> None:
    """Only the message is swapped: the input keeps what is typed, and the focus moves on."""
    with looking(browser, address) as page:
        step = arrived(page, "May L.")
        step.go_on("How much do you ask for?")
        page.get_by_label("Total for the month").fill("abc")
        page.keyboard.press("Tab")
        expect(page.locator("#total-live")).to_have_text("Enter dollars and cents, like 412.50")
        expect(page.get_by_label("Total for the month")).to_have_value("abc")
        page.get_by_label("Total for the month").fill("412.50")
        page.keyboard.press("Tab")
        expect(page.locator("#total-live")).to_have_text("")
        expect(page.get_by_role("button", name="Continue")).to_be_focused()


def test_by_keyboard_alone(browser: Browser, address: str) -> None:
    with looking(browser, address) as page:
        arrived(page, "Kim K.")
        page.locator(".month input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("What happened on this day?")
        page.locator("input[type=radio]").first.focus()
        for key in ("Space", "ArrowUp", "Enter"):
            page.keyboard.press(key)
        expect(page.locator("h1")).to_have_text("How much do you ask for?")
        page.get_by_label("Total for the month").focus()
        page.keyboard.type("950")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Does the schedule change?")


def test_a_step_is_light_and_so_is_what_the_phone_sends(browser: Browser, address: str) -> None:
    weights: dict[str, int] = {}
    with looking(browser, address) as page:
        step = arrived(page, "Wei W.")
        page.on("requestfinished", lambda request: weigh(request, weights))
        step.walk_to_the_signature()
    assert len(weights) >= 6
    assert {what: n for what, n in weights.items() if n > LIMITS[what.split()[0]]} == {}


LIMITS = {"answer": 6_000, "sent": 4_000 + len(SHEET["buffer"])}


def weigh(request: Request, weights: dict[str, int]) -> None:
    """Note the bytes of a page and of a form."""
    if "/steps/" not in request.url:
        return
    sizes = request.sizes()
    path = request.url.partition("/steps/")[2]
    weights[f"answer {path}"] = sizes["responseBodySize"]
    weights[f"sent {path}"] = max(sizes["requestBodySize"], weights.get(f"sent {path}", 0))


def test_axe_finds_nothing(browser: Browser, address: str) -> None:
    """Every page with data, a long name, and an error showing."""
    found: dict[str, list[str]] = {}
    with looking(browser, address) as page:

        def look(name: str) -> None:
            found[name] = faults(page)

        SignInPage(page).open().sign_in(BILLER, PASSWORD)
        page.goto("/requests/new")
        page.get_by_role("button", name="Continue").click()
        step = StepPage(page)
        step.errors()
        look("start, refused")
        page.get_by_label(LONG.partition(" ")[0]).check()
        look("start")
        step.go_on("Which days were different?")
        look("days")
        step.mark(6, 7, 16)
        step.go_on("What happened on these 3 days?")
        page.get_by_role("button", name="Continue").click()
        step.errors()
        look("what happened, refused")
        step.describe_as_ill_and_late()
        step.go_on("How much do you ask for?")
        page.get_by_role("button", name="Continue").click()
        step.errors()
        look("amount, refused")
        page.get_by_label("Total for the month").fill("1100")
        step.go_on("Does the schedule change?")
        step.go_on("The parent's signature")
        page.get_by_role("button", name="Continue").click()
        step.errors()
        look("parent, refused")
        step.date(10, 31)
        page.locator("input[type=file]").set_input_files([SHEET])
        step.go_on("Check your answers, then send")
        look("check")
        page.get_by_role("button", name="Send request").click()
        step.errors()
        look("check, refused")
    assert found == {name: [] for name in found}
