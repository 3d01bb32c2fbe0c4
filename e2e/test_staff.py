"""The agency's side in a real browser: review, approval, payout, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.pages import SignInPage
from e2e.pages_staff import DeskPage, QueuePage, RunPage
from e2e.server import running, settings_of
from e2e.windows import windows
from provportal.actions import signing_in
from provportal.clock import SystemClock
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Actor
from provportal.store.keyring import Keyring
from provportal.store.person import Person
from provportal.store.provider import Organisation
from provportal.store.session import transaction
from provportal.web.equipment import from_settings
from tests.databases import a_database
from tests.given import World, a_provider, an_active_account, an_agency
from tests.given_requests import a_request, look
from tests.web.given import PASSWORD, has_app

THURSDAY = datetime(2026, 11, 5, 20, 0, tzinfo=UTC)
"""Noon in California, before the cut-off of Friday's run."""
LONG_NAME = "Nguyễn Thị Hoàng Phương Thảo Vy và các con, Nhà giữ trẻ Ánh Dương"


@dataclass(frozen=True)
class Office:
    """A world behind a running server."""

    world: World
    emails: dict[str, str]
    address: str

    def sign_in(self, page: Page, duty: str) -> None:
        page.goto(f"{self.address}/sign-in")
        SignInPage(page).arrive(self.emails[duty], PASSWORD)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    settings = settings_of(folder)
    keyring = Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = an_agency(equipment.engine)
    provider = a_provider(equipment.engine, agency)
    world = World(equipment.engine, keyring, agency, provider)
    an_active_account(world)
    hashed = equipment.passwords.hash(PASSWORD)
    emails = {duty: let_in(world, actor, hashed) for duty, actor in agency.staff.items()}
    with transaction(equipment.engine) as session:
        session.get_one(Organisation, provider.id).name = LONG_NAME
    clock = folder / "office-clock"
    clock.write_text(str((THURSDAY - datetime.now(UTC)) // timedelta(microseconds=1)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOCK_FILE", str(clock))
        with running(folder) as address:
            yield Office(world, emails, address)
    equipment.engine.dispose()


def let_in(world: World, actor: Actor, hashed: str) -> str:
    """Give a person a password; returns the address."""
    with transaction(world.engine) as session:
        person = session.get_one(Person, actor.person_id)
        signing_in.set_password(
            session, world.doing(SYSTEM), person.id, hashed, SystemClock().now()
        )
        has_app(session, world.keyring, person.id)
        return person.email


@pytest.fixture(params=["with script", "without script"])
def people(browser: Browser, request: pytest.FixtureRequest) -> Iterator[list[Page]]:
    """Four people."""
    with windows(browser, 4, script=request.param == "with script") as pages:
        yield pages


def test_from_the_queue_to_the_bank(office: Office, people: list[Page]) -> None:
    reviewer, approver, officer, other = people
    ids = [a_request(office.world, at=Place.SUBMITTED) for _ in range(2)]
    numbers = {look(office.world, request_id).number: request_id for request_id in ids}

    office.sign_in(reviewer, "reviewer")
    page = QueuePage(reviewer).take_next()
    sent_back = page.number()
    page.decide("Send back to the provider", "Something is missing or cannot be read", "Cut off.")
    assert page.errors() == ["Mark what the provider must fix"]
    page.mark("Photo or PDF of the signed sheet", "The whole sheet")
    page.decide("Send back to the provider", "Something is missing or cannot be read", "Cut off.")
    page.has_state("With the provider")
    reviewer.goto(f"{office.address}/review")
    page = QueuePage(reviewer).take_next()
    recommended = page.number()
    page.decide("Recommend paying $950.00", "Complete and fits the certificate", "It fits.")
    expect(reviewer.get_by_text("It is recommended. An approver decides next.")).to_be_visible()
    assert {sent_back, recommended} == set(numbers)

    office.sign_in(approver, "approver")
    page = QueuePage(approver).open_request(recommended)
    page.decide("Approve $950.00", "As recommended", "Approved.")
    page.confirm("Approve $950.00")
    page.has_state("Approved")

    office.sign_in(officer, "officer")
    run = DeskPage(officer).build()
    expect(officer.get_by_text("You built this run")).to_be_visible()
    office.sign_in(other, "other_officer")
    other.goto(officer.url)
    run = RunPage(other)
    run.release("950.00")
    expect(other.locator("h1 .tag")).to_have_text("Released")
    assert look(office.world, numbers[recommended]).place is Place.PAYOUT_SCHEDULED
    assert look(office.world, numbers[sent_back]).place is Place.ASKED
