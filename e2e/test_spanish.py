"""Asking for payment in Spanish in a real browser; every page in each language we offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Locator, Page, expect

from e2e.accessibility import NARROW, looking, scrolls_sideways, violations
from e2e.every_page import Everything, everything
from e2e.pages import AnyPage
from e2e.pages_wizard import SHEET
from e2e.server import running, settings_of
from provportal.clock import FileClock, SystemClock
from provportal.store.keyring import Keyring
from provportal.store.person import Person
from provportal.store.provider import Child
from provportal.store.session import transaction
from provportal.web.equipment import from_settings
from provportal.web.language import COMPLETE
from provportal.words.catalogue import translated
from tests import given
from tests.databases import a_database
from tests.given import World
from tests.web.applications import application
from tests.web.given import PASSWORD, MovableClock, Portal
from tests.web.given_wizard import Desk

BILLER = "biller@example.org"
TODAY = datetime(2026, 11, 9, 17, 0, tzinfo=UTC)
CHILDREN = ("Ana Script", "Bo Plain")
PROVIDERS = ("nobody", "biller", "newcomer", "unlucky", "two places")
LOOKED_AT = "Español"
"""axe looks at the language with the longest words; the pages are built alike in each."""
TAGS = {name: tag for tag, name in COMPLETE.items()}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """A portal in which every page has data and names are long."""
    with everything(tmp_path_factory.mktemp("everything")) as made:
        yield made


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, on Monday 9 November 2026: October can be asked for."""
    folder: Path = tmp_path_factory.mktemp("spanish")
    clock = folder / "clock"
    FileClock(clock).begin(TODAY)
    prepare(folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CLOCK_FILE", str(clock))
        with running(folder) as found:
            yield found


def prepare(folder: Path) -> None:
    """A provider with a biller who reads English so far, and a child for each journey."""
    settings = settings_of(folder)
    Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = given.an_agency(equipment.engine)
    provider = given.a_provider(equipment.engine, agency)
    world = World(equipment.engine, equipment.keyring, agency, provider)
    given.an_active_account(world)
    for name in CHILDREN:
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


@dataclass
class Walk(AnyPage):
    """A provider on the way from signing in to the receipt, in Spanish."""

    def read_in(self, language: str) -> None:
        self.page.get_by_role("button", name=language).click()
        expect(self.page.get_by_role("button", name=language)).to_have_count(0)
        expect(self.page.locator("html")).to_have_attribute("lang", TAGS[language])

    def look_at_the_english(self) -> None:
        self.read_in("English")
        self.read_in("Español")

    def sign_in(self) -> None:
        """Choose Spanish as a visitor; the person's own language is English until it is chosen."""
        self.page.goto("/sign-in")
        self.read_in("Español")
        self.page.get_by_label("Correo electrónico").fill(BILLER)
        self.page.get_by_label("Contraseña").fill(PASSWORD)
        self.page.get_by_role("button", name="Entrar").click()
        # The button's name is "Salir" once a journey before this one has chosen Spanish.
        expect(self.page.get_by_role("button", name="Sign out").or_(self.leave())).to_be_visible()
        if not self.leave().is_visible():
            self.read_in("Español")

    def leave(self) -> Locator:
        return self.page.get_by_role("button", name="Salir")

    def begin(self, person: str) -> None:
        self.page.goto("/requests/new")
        self.page.get_by_label(person).check()
        self.go_on("¿Qué días fueron diferentes?")

    def go_on(self, heading: str) -> None:
        self.page.get_by_role("button", name="Continuar").click()
        expect(self.page.locator("h1")).to_have_text(heading)

    def to_the_amount(self) -> None:
        """One day was different: the child was ill. Each page is looked at in English as well."""
        box = self.page.locator('.month input[value$="-06"]')
        box.scroll_into_view_if_needed()
        box.locator("xpath=..").click()
        self.look_at_the_english()
        expect(box).to_be_checked()
        self.go_on("¿Qué pasó este día?")
        self.page.get_by_label("no vino").check()
        illness = "Enfermedad del niño o de la niña"
        self.page.get_by_label("¿Por qué?").select_option(label=illness)
        self.look_at_the_english()
        expect(self.page.get_by_label("no vino")).to_be_checked()
        self.go_on("¿Cuánto pide usted?")

    def from_the_amount_to_the_check(self) -> None:
        self.go_on("¿Cambia el horario?")
        self.go_on("La firma del padre o de la madre")
        for box, number in (("Mes", 10), ("Día", 31), ("Año", 2026)):
            self.page.get_by_label(box, exact=True).fill(str(number))
        self.page.locator("input[type=file]").set_input_files([SHEET])
        self.go_on("Revise sus respuestas y luego envíe")


def test_the_walk_in_spanish_with_a_look_at_the_english(
    page: Page, request: pytest.FixtureRequest
) -> None:
    """The amount is typed before the language changes twice, and is there all the time."""
    walk = Walk(page)
    walk.sign_in()
    walk.begin("Ana S." if "with script" in request.node.name else "Bo P.")
    walk.to_the_amount()
    page.get_by_label("Total del mes").fill("950.5")
    walk.read_in("English")
    expect(page.get_by_label("Total for the month")).to_have_value("950.50")
    walk.read_in("Español")
    expect(page.get_by_label("Total del mes")).to_have_value("950.50")
    walk.from_the_amount_to_the_check()
    expect(page.locator(".answers")).to_contain_text("21 de 22 días aprobados")
    page.get_by_label("Declaro").check()
    page.get_by_role("button", name="Enviar solicitud").click()
    expect(page.locator(".money")).to_have_text(
        "Tenemos su solicitud. Usted no tiene que hacer nada."
    )


def test_the_page_says_which_language_it_is_in(page: Page) -> None:
    page.goto("/sign-in")
    Walk(page).read_in("Español")
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.locator("#main").get_attribute("lang") == "es"
    expect(page.get_by_role("button", name="English")).to_have_attribute("lang", "en")


def test_the_way_back_from_an_error(page: Page) -> None:
    """A page that answers a form leads to the page itself, in the other language."""
    page.goto("/sign-in")
    page.get_by_label("Email").fill("rosa@example.org")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error-summary")).to_be_visible()
    Walk(page).read_in("Español")
    expect(page.locator("h1")).to_have_text("Entrar")
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.get_by_label("Correo electrónico")).to_have_value("rosa@example.org")


@pytest.mark.parametrize("language", ["Español", "繁體中文"])
@pytest.mark.parametrize("who", PROVIDERS)
def test_every_page_of_a_provider_fits_and_is_light(
    portal: Everything, browser: Browser, who: str, language: str
) -> None:
    """Bytes over the line, the width of the narrowest phone, axe; also when refused."""
    found = {}
    with looking(browser, portal.address, NARROW) as page:
        if who == "nobody":
            page.goto("/sign-in")
        else:
            portal.sign_in(page, who)
        Walk(page).read_in(language)
        for shown in portal.pages_of(who):
            weight = replace(shown, press=in_words(language, shown.press)).open(page)
            found[shown.name] = [
                *([f"{weight} bytes"] if weight > shown.limit else []),
                *(["it scrolls sideways"] if scrolls_sideways(page) else []),
                *(violations(page) if language == LOOKED_AT else []),
            ]
        # The next language begins where this one began.
        page.goto("/")
        Walk(page).read_in("English")
    assert found
    assert {name: said for name, said in found.items() if said} == {}


def in_words(language: str, press: str) -> str:
    """The word of a button; '' where none is pressed."""
    return translated(TAGS[language], press) if press else ""
