"""A provider looks: home, a request, its payment, the record; with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from e2e.accessibility import faults, looking
from e2e.pages import SignInPage
from e2e.pages_reads import HomePage, PaymentPage
from e2e.server import running, settings_of
from provportal.actions import reviewing
from provportal.actions.reviewing import Reasoned
from provportal.documents.remittances import render_remittances
from provportal.documents.storage import Shelf
from provportal.domain.request import Place
from provportal.store.keyring import Keyring
from provportal.store.person import Person
from provportal.store.provider import Child, Organisation
from provportal.store.remittance import Remittance
from provportal.store.session import reading, transaction
from provportal.web.equipment import from_settings
from tests.databases import a_database
from tests.given import SETTLEMENT, World, a_provider, an_active_account, an_agency
from tests.given_requests import a_draft, a_request, checked, sent
from tests.web.applications import application
from tests.web.given import PASSWORD, MovableClock, Portal
from tests.web.reading import Place as Made

VIETNAMESE = "Cơ sở Giữ trẻ Gia đình Nguyễn Thị Phương Thảo và Trần Quốc Bảo"
CHINESE = (
    "歐陽上官司馬諸葛東方皇甫尉遲公羊澹臺公冶宗政濮陽淳于單于"
    "太叔申屠公孫仲孫軒轅令狐鍾離宇文長孫慕容鮮于閭丘司徒司空亓官司寇"
)
ASKED = {"parent.sheet": "Send the page with both signatures."}
STATUS_BYTES = 5000
"""Bytes of a status page on the wire."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reads")


@pytest.fixture(scope="module")
def world(folder: Path) -> World:
    """A provider who has a request at every place, and long names."""
    settings = settings_of(folder)
    Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = an_agency(equipment.engine)
    provider = a_provider(equipment.engine, agency)
    world = World(equipment.engine, equipment.keyring, agency, provider)
    an_active_account(world)
    _requests(world)
    _render(Shelf(equipment.engine, equipment.storage))
    _name(Made(Portal(equipment, application(equipment), MovableClock()), world))
    return world


@pytest.fixture(scope="module")
def address(folder: Path, world: World) -> Iterator[str]:
    with running(folder) as found:
        yield found
    world.engine.dispose()


def _requests(world: World) -> None:
    for at in (Place.PAID, Place.PAYOUT_SCHEDULED, Place.APPROVED, Place.IN_REVIEW):
        a_request(world, at=at, amount={"total": "1000.00"})
    back = a_request(world, at=Place.IN_REVIEW)
    with transaction(world.engine) as session:
        why = Reasoned("missing", "The second signature is missing.")
        reviewing.send_back(session, world.doing(world.agency.reviewer), back, ASKED, why)
    assert sent(world, a_draft(world)).accepted
    a_draft(world)


def _render(shelf: Shelf) -> None:
    with reading(shelf.engine) as session:
        batch_id = session.scalars(sa.select(Remittance.batch_id)).one()
    render_remittances(shelf, SETTLEMENT, batch_id, (0, 25))


def _name(made: Made) -> None:
    """Give the biller an address, and everybody a long name."""
    biller = made.world.provider.biller
    made.email(biller)
    with transaction(made.world.engine) as session:
        named = sa.update(Person).where(Person.id == biller.person_id)
        session.execute(named.values(email="biller@example.org", name=VIETNAMESE))
        session.execute(sa.update(Organisation).values(name=VIETNAMESE))
        session.execute(sa.update(Child).values(name=CHINESE))


def signed_in(page: Page) -> HomePage:
    SignInPage(page).open().sign_in("biller@example.org", PASSWORD)
    return HomePage(page).open()


def test_from_home_to_the_record_in_hand(page: Page) -> None:
    home = signed_in(page)
    assert "1 request needs you" in home.needs_you()
    assert home.money().startswith("$")
    paid = home.requests().show_only("Paid")
    assert paid.tags() == ["Paid"]
    request = paid.first()
    assert request.money() == "We sent $950.00 to bank ending 6789 on Tue 10 Nov."
    assert request.stages() == [
        "Sent",
        "Checked",
        "In review",
        "Approved",
        "Scheduled",
        "Paid",
    ]
    payment = request.payment()
    name, data = payment.download("Download PDF")
    assert name.startswith("RA-")
    assert name.endswith(".pdf")
    assert data.startswith(b"%PDF-")
    assert payment.download("Download PDF") == (name, data)
    assert payment.download("The lines above")[0].endswith(".csv")


def test_axe_finds_nothing(browser: Browser, address: str) -> None:
    """Every page here, with data at each place and long names."""
    found: dict[str, list[str]] = {}
    with looking(browser, address) as page:

        def look(name: str) -> None:
            found[name] = faults(page)

        home = signed_in(page)
        look("home")
        home.requests()
        look("requests")
        for href in page.eval_on_selector_all(".rows a", "all => all.map(a => a.href)"):
            page.goto(href)
            look(page.title())
        page.goto("/requests?state=draft&after=00000000-0000-7000-8000-000000000000")
        look("requests, none")
        page.goto("/payments")
        look("payments")
        page.locator(".rows a").first.click()
        assert PaymentPage(page).heading()
        look("payment")
    assert found == {name: [] for name in found}
    assert len(found) > 6


def test_checks_that_finish_are_shown_by_themselves(
    browser: Browser, address: str, world: World
) -> None:
    request_id = a_draft(world)
    assert sent(world, request_id).accepted
    with looking(browser, address) as page:
        signed_in(page)
        page.goto(f"/requests/{request_id}")
        assert "9 of 13 automatic checks are done" in page.locator(".money").inner_text()
        checked(world, request_id)
        expect(page.locator("#checks")).to_contain_text("13 of 13")
        expect(page.locator(".money")).to_contain_text("often sooner")
        expect(page.locator("#checks")).to_have_count(1)
        expect(page.locator("#standing")).to_have_count(1)
        assert page.locator("#checks[hx-get]").count() == 0


def test_a_status_page_is_light(browser: Browser, address: str) -> None:
    with looking(browser, address) as page:
        signed_in(page).requests()
        weights = {}
        for href in page.eval_on_selector_all(".rows a", "all => all.map(a => a.href)"):
            with page.expect_response(href) as waiting:
                page.goto(href)
            weights[page.title()] = waiting.value.request.sizes()["responseBodySize"]
    assert {name: size for name, size in weights.items() if size > STATUS_BYTES} == {}
