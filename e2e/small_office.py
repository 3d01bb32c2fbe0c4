"""A small world behind a running server: everybody signs in by their duty, no job runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.pages import SignInPage
from e2e.server import running, settings_of
from provportal.actions import signing_in
from provportal.clock import SystemClock
from provportal.domain.roles import SYSTEM, Actor
from provportal.store.keyring import Keyring
from provportal.store.person import Person
from provportal.store.provider import Organisation
from provportal.store.session import transaction
from provportal.web.equipment import from_settings
from tests.databases import a_database
from tests.given import World, a_provider, an_active_account, an_agency
from tests.web.given import PASSWORD, has_app

LONG_NAME = "Nguyễn Thị Hoàng Phương Thảo Vy và các con, Nhà giữ trẻ Ánh Dương"


@dataclass(frozen=True)
class SmallOffice:
    """A world, its address, and where its clock is kept."""

    world: World
    emails: dict[str, str]
    address: str
    clock: Path

    def sign_in(self, page: Page, duty: str) -> None:
        page.goto(f"{self.address}/sign-in")
        SignInPage(page).arrive(self.emails[duty], PASSWORD)


@contextmanager
def small_office(folder: Path, now: datetime) -> Iterator[SmallOffice]:
    """One agency, and one provider with a name of 60 characters, on a day."""
    settings = settings_of(folder)
    keyring = Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = an_agency(equipment.engine)
    provider = a_provider(equipment.engine, agency)
    world = World(equipment.engine, keyring, agency, provider)
    an_active_account(world)
    hashed = equipment.passwords.hash(PASSWORD)
    people = {"biller": provider.biller, **agency.staff}
    emails = {duty: _let_in(world, actor, hashed) for duty, actor in people.items()}
    with transaction(equipment.engine) as session:
        session.get_one(Organisation, provider.id).name = LONG_NAME
    clock = folder / "clock"
    clock.write_text(str((now - datetime.now(UTC)) // timedelta(microseconds=1)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOCK_FILE", str(clock))
        with running(folder) as address:
            yield SmallOffice(world, emails, address, clock)
    equipment.engine.dispose()


def _let_in(world: World, actor: Actor, hashed: str) -> str:
    with transaction(world.engine) as session:
        person = session.get_one(Person, actor.person_id)
        now = SystemClock().now()
        signing_in.set_password(session, world.doing(SYSTEM), person.id, hashed, now)
        has_app(session, world.keyring, person.id)
        return person.email
