"""The pages of bank accounts: axe finds nothing, long names stay in 320 pixels, with an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page

from e2e.accessibility import faults, looking
from e2e.pages import CodePage, SignInPage
from e2e.pages_bank import BankForm
from e2e.server import running, settings_of
from provportal.actions import bank_account_stops, bank_accounts, signing_in
from provportal.clock import SystemClock
from provportal.domain.bank_account import Stop
from provportal.domain.roles import SYSTEM, Actor
from provportal.store.keyring import Keyring
from provportal.store.person import Person
from provportal.store.provider import Organisation
from provportal.store.session import transaction
from provportal.web.equipment import from_settings
from tests.databases import a_database
from tests.given import (
    NOW,
    ROUTING,
    World,
    a_provider,
    an_active_account,
    an_agency,
    another_provider,
    details,
)
from tests.web.given import PASSWORD, has_app
from tests.web.odd import returned

VIETNAMESE = "Cơ sở Giữ trẻ Gia đình Nguyễn Thị Phương Thảo và Trần Quốc Bảo"
CHINESE = (
    "Li 歐陽上官司馬諸葛東方皇甫尉遲公羊澹臺公冶宗政濮陽淳于單于"
    "太叔申屠公孫仲孫軒轅令狐鍾離宇文長孫慕容鮮于閭丘司徒司空亓官司寇"
)


@dataclass(frozen=True)
class Bank:
    """Two providers behind a running server: one has a change on its way, one was sent back."""

    address: str
    agency_id: str
    change_id: str
    request_id: str


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    folder: Path = tmp_path_factory.mktemp("bank")
    settings = settings_of(folder)
    keyring = Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = an_agency(equipment.engine)
    world = World(equipment.engine, keyring, agency, a_provider(equipment.engine, agency))
    an_active_account(world)
    request_id = returned(world)
    changing = another_provider(world)
    an_active_account(changing, "000111222333")
    change_id = changes_of(changing)
    people = {"officer": agency.officer, "returned": world.provider.admin}
    people |= {"changing": changing.provider.admin, "biller": world.provider.biller}
    hashed = equipment.passwords.hash(PASSWORD)
    for name, actor in people.items():
        let_in(world, actor, name, hashed)
    with transaction(world.engine) as session:
        session.execute(sa.update(Organisation).values(name=VIETNAMESE))
    with running(folder) as address:
        yield Bank(address, agency.id, change_id, request_id)
    equipment.engine.dispose()


def changes_of(world: World) -> str:
    """One refused, one overtaken, one on its way to the same account as another's."""
    admin, officer = world.doing(world.provider.admin), world.doing(world.agency.officer)
    with transaction(world.engine) as session:
        for number in ("000987654321", "000987654322", "000123456789"):
            typed = details(number, holder_name=CHINESE)
            new = bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)
            if number.endswith("1"):
                why = Stop.NAME_DIFFERS
                bank_account_stops.refuse(session, officer, new.id, why, "Send a letter.")
    return new.id


def let_in(world: World, actor: Actor, name: str, hashed: str) -> None:
    with transaction(world.engine) as session:
        person = session.get_one(Person, actor.person_id)
        person.email, person.name = f"{name}@example.org", VIETNAMESE
        at = SystemClock().now()
        signing_in.set_password(session, world.doing(SYSTEM, NOW), person.id, hashed, at)
        has_app(session, world.keyring, person.id)


def pages_of(bank: Bank, page: Page, look: Callable[[str], None]) -> None:
    """Every page, by everybody who may see it, with an error where there can be one."""

    def seen(who: str, *paths: str) -> None:
        SignInPage(page).open().sign_in(f"{who}@example.org", PASSWORD)
        if who in ("returned", "changing"):
            page.goto("/code")
            CodePage(page).give()
        for path in paths:
            page.goto(path)
            look(f"{who} {path}")

    account = f"/account/bank/{bank.agency_id}"
    seen("returned", "/account", account, f"/requests/{bank.request_id}", f"{account}/change")
    BankForm(page).enter(ROUTING, "12")
    BankForm(page).errors()
    look("form, refused")
    SignInPage(page).sign_out()
    seen("changing", "/account", account)
    SignInPage(page).sign_out()
    seen("biller", "/account", f"/requests/{bank.request_id}")
    SignInPage(page).sign_out()
    changes = "/bank-changes"
    seen("officer", changes, f"{changes}?part=on_hold", f"{changes}/{bank.change_id}")
    page.get_by_role("button", name="Refuse this change").click()
    BankForm(page).errors()
    look("change, refused")


def test_axe_finds_nothing(bank: Bank, browser: Browser) -> None:
    found: dict[str, list[str]] = {}
    with looking(browser, bank.address) as page:

        def look(name: str) -> None:
            found[name] = faults(page)

        pages_of(bank, page, look)
    assert found == {name: [] for name in found}
