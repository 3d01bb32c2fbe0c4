"""Builders of the staff pages' tests: the world of the actions behind a real application."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from provportal.actions import signing_in
from provportal.actions.passwords import Passwords
from provportal.documents.storage import FolderStorage
from provportal.domain.roles import SYSTEM, Actor, Context
from provportal.store.audit import AuditEvent
from provportal.store.person import Person
from provportal.store.session import reading, transaction
from provportal.web.equipment import Equipment
from tests.given import NOW, World, a_world
from tests.walked import walked
from tests.web.applications import application
from tests.web.given import PASSWORD, MovableClock, arrive, cheap_hasher, has_app, token_in


@dataclass(frozen=True)
class Office:
    """An agency's staff, a provider, and the application that they use."""

    world: World
    app: Flask
    equipment: Equipment
    clock: MovableClock

    @property
    def engine(self) -> Engine:
        return self.world.engine

    def as_(self, actor: Actor) -> FlaskClient:
        """A browser in which this person has signed in."""
        browser = self.app.test_client()
        with reading(self.engine) as session:
            email = session.get_one(Person, actor.person_id).email
        arrive(browser, email)
        return browser

    def audited(self, action: str) -> list[str | None]:
        """Who has an audit row of this action, oldest first."""
        with reading(self.engine) as session:
            rows = sa.select(AuditEvent).where(AuditEvent.action == action)
            return [row.actor_id for row in session.scalars(rows.order_by(AuditEvent.sequence))]


def an_office(engine: Engine, folder: Path) -> Office:
    """One agency, one provider, everybody with a password; the clock stands at NOW."""
    world = walked(engine, an_office, lambda: _a_world_with_passwords(engine))
    return _before(replace(world, engine=engine), folder)


def _a_world_with_passwords(engine: Engine) -> World:
    with TemporaryDirectory() as folder:
        return office_of(a_world(engine), Path(folder)).world


def office_of(world: World, folder: Path) -> Office:
    """The application before a world, and everybody of it with a password."""
    office = _before(world, folder)
    for actor in (*world.agency.staff.values(), world.provider.biller, world.provider.admin):
        let_in(office, actor)
    return office


def _before(world: World, folder: Path) -> Office:
    clock, machine = MovableClock(), MovableClock()
    clock.at = NOW
    equipment = Equipment(
        engine=world.engine,
        passwords=Passwords(cheap_hasher()),
        keyring=world.keyring,
        storage=FolderStorage(folder / "documents", world.keyring),
        clock=clock,
        machine_clock=machine,
    )
    return Office(world, application(equipment), equipment, clock)


def let_in(office: Office, actor: Actor, name: str = "") -> None:
    """Give a person a password, and a name of one's own."""
    with transaction(office.engine) as session:
        person = session.get_one(Person, actor.person_id)
        person.name = name or person.name
        hashed = office.equipment.passwords.hash(PASSWORD)
        at = office.equipment.machine_clock.now()
        signing_in.set_password(session, Context(SYSTEM, NOW), person.id, hashed, at)
        has_app(session, office.equipment.keyring, person.id)


def text(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    page = answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def fields_of(answer: TestResponse, action: str) -> dict[str, str]:
    """The hidden fields of the form that posts to an address that ends so."""
    forms = re.findall(r"<form.*?</form>", answer.get_data(as_text=True), re.DOTALL)
    form = next(form for form in forms if re.search(rf'action="[^"]*{action}"', form))
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def press(browser: FlaskClient, page: str, action: str, **typed: str) -> TestResponse:
    """Fill in the form of a page that posts to an address ending so, and send it."""
    shown = browser.get(page)
    assert shown.status_code == 200, shown.status
    forms = re.findall(r'<form[^>]*action="([^"]*)"', shown.get_data(as_text=True))
    address = next(found for found in forms if found.endswith(action))
    return browser.post(address, data=fields_of(shown, action) | typed)


def send(browser: FlaskClient, page: str, address: str, **typed: str) -> TestResponse:
    """Post to an address with a token from a page, whether the page offers it or not."""
    token = token_in(browser.get(page))
    return browser.post(address, data={"csrf_token": token} | typed)


def recommendation(**changes: str) -> dict[str, str]:
    """What a reviewer types to recommend."""
    plain = {"choice": "recommend", "reason": "complete", "note": "Everything fits."}
    return plain | changes
