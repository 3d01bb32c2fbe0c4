"""Builders: a real application on a database of its own, people in it, and a browser of sorts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from provportal.actions import signing_in
from provportal.actions.one_time_codes import code_at
from provportal.actions.passwords import Hasher, Passwords
from provportal.app import create_app
from provportal.documents.storage import FolderStorage
from provportal.domain.roles import PROVIDER_ROLES, SYSTEM, Context, Role
from provportal.store import tables
from provportal.store.agency import Agency
from provportal.store.audit import AuditEvent
from provportal.store.keyring import Keyring
from provportal.store.person import Membership, Person
from provportal.store.provider import Organisation
from provportal.store.second_factor import SecondFactor, place_of_seed
from provportal.store.session import reading, transaction
from provportal.web.equipment import EXTENSION, Equipment
from provportal.web.identity import COOKIE
from tests.databases import a_database
from tests.web.applications import application

START = datetime(2026, 11, 9, 17, 0, tzinfo=UTC)
PASSWORD = "seven calm herons wade"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""In the app of everybody here, as everybody has one password: the tests of the set-up make real
ones."""


class MovableClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    def advance(self, step: timedelta) -> None:
        self.at += step


def cheap_hasher() -> PasswordHasher:
    """argon2id at its lowest cost: tests sign in hundreds of times."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Portal:
    """The application and what a test asks of its database."""

    equipment: Equipment
    app: Flask
    machine: MovableClock
    agency_id: str = field(default="")

    def browser(self) -> FlaskClient:
        """A browser with its own cookies."""
        return self.app.test_client()

    def audited(self) -> list[tuple[str, str | None]]:
        """(action, person) of every audit row, oldest first."""
        with reading(self.equipment.engine) as session:
            rows = session.scalars(sa.select(AuditEvent).order_by(AuditEvent.sequence))
            return [(row.action, row.actor_id) for row in rows]

    def count(self, row: type[object]) -> int:
        with reading(self.equipment.engine) as session:
            return session.scalar(sa.select(sa.func.count()).select_from(row)) or 0


def portal(folder: Path, hasher: Hasher | None = None) -> Portal:
    """A portal with nobody in it."""
    return portal_on(a_database(folder), Keyring.fresh(), folder, hasher)


def portal_on(
    engine: sa.Engine, keyring: Keyring, folder: Path, hasher: Hasher | None = None
) -> Portal:
    """A portal on what stands in a database, sealed with these keys."""
    clock, machine = MovableClock(), MovableClock()
    equipment = Equipment(
        engine=engine,
        passwords=Passwords(hasher or cheap_hasher()),
        keyring=keyring,
        storage=FolderStorage(folder / "documents", keyring),
        clock=clock,
        machine_clock=machine,
    )
    return Portal(equipment, application(equipment), machine)


def with_routes_of_its_own(made: Portal) -> Portal:
    """The same portal, before an application whose routes a test may add to or break."""
    return replace(made, app=create_app(made.equipment))


def agency(made: Portal, name: str = "Example County") -> str:
    """A paying agency's id."""
    with transaction(made.equipment.engine) as session:
        row = Agency(code=name[:20], name=name, county=name, phone="555-0100")
        session.add(row)
        session.flush()
        return row.id


def organisation(made: Portal, name: str = "Luciérnaga Family Child Care") -> str:
    """A provider organisation's id."""
    with transaction(made.equipment.engine) as session:
        row = Organisation(
            reference=name, name=name, tin_sealed="-", tin_last4="0000", tin_token=name
        )
        session.add(row)
        session.flush()
        return row.id


def person(
    made: Portal,
    email: str = "rosa@example.org",
    name: str = "Rosa Lopez",
    password: str | None = PASSWORD,
) -> str:
    """A person's id; without a membership yet."""
    with transaction(made.equipment.engine) as session:
        row = Person(email=email, name=name)
        session.add(row)
        session.flush()
        if password is not None:
            hashed = made.equipment.passwords.hash(password)
            context = Context(SYSTEM, START)
            signing_in.set_password(session, context, row.id, hashed, made.machine.now())
            has_app(session, made.equipment.keyring, row.id)
        return row.id


def has_app(session: Session, keyring: Keyring, person_id: str) -> None:
    """A person has set up an app that holds SEED."""
    sealed = keyring.seal(SEED, *place_of_seed(person_id, "seed_sealed"))
    session.merge(
        SecondFactor(person_id=person_id, seed_sealed=sealed, last_step=0, enrolled_at=START)
    )


def member(
    made: Portal,
    person_id: str,
    role: Role,
    agency_id: str | None = None,
    organisation_id: str | None = None,
) -> str:
    """A membership's id."""
    with transaction(made.equipment.engine) as session:
        row = Membership(
            person_id=person_id, role=role, agency_id=agency_id, organisation_id=organisation_id
        )
        session.add(row)
        session.flush()
        return row.id


def biller(made: Portal, email: str = "rosa@example.org") -> str:
    """A biller's person id, in an organisation of the same name as the address."""
    person_id = person(made, email)
    member(made, person_id, Role.BILLER, organisation_id=organisation(made, f"Care of {email}"))
    return person_id


def staff(made: Portal, role: Role, email: str) -> str:
    """A staff member's person id, at an agency of one's own."""
    person_id = person(made, email, name=email.partition("@")[0])
    member(made, person_id, role, agency_id=agency(made, f"Agency of {email}"))
    return person_id


def one_of_each_role(made: Portal) -> None:
    """A person of each role, at one agency and one organisation; the address names the role."""
    agency_id, organisation_id = agency(made), organisation(made)
    for role in set(Role) - {Role.SYSTEM}:
        person_id = person(made, f"{role}@example.org")
        if role in PROVIDER_ROLES:
            member(made, person_id, role, organisation_id=organisation_id)
        else:
            member(made, person_id, role, agency_id=agency_id)


def contents(made: Portal, *ignored: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the ignored ones."""
    with made.equipment.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in tables.METADATA.sorted_tables
            if table.name not in ignored
        }


def token_in(answer: TestResponse) -> str:
    """The CSRF token of the first form on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', answer.get_data(as_text=True))
    assert found, answer.get_data(as_text=True)
    return found[1]


def sign_in(
    browser: FlaskClient,
    email: str = "rosa@example.org",
    password: str = PASSWORD,
    path: str = "/sign-in",
) -> TestResponse:
    """What the portal answers to a sign-in."""
    form = {"email": email, "password": password, "csrf_token": token_in(browser.get(path))}
    return browser.post(path, data=form)


def give_code(browser: FlaskClient) -> TestResponse:
    """Pass the second factor. Clocks of tests stand still, so the step may be used once more."""
    equipment: Equipment = browser.application.extensions[EXTENSION]
    with transaction(equipment.engine) as session:
        session.execute(sa.update(SecondFactor).values(last_step=0))
    code = code_at(SEED, equipment.machine_clock.now())
    form = {"factor_code": code, "csrf_token": token_in(browser.get("/code"))}
    return browser.post("/code", data=form)


def letters_in(page: str) -> str:
    """The seed of an app that a page of the set-up shows in letters."""
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found, page
    return found[1].replace(" ", "")


def arrive(browser: FlaskClient, email: str = "rosa@example.org") -> None:
    """Sign in with both factors."""
    assert sign_in(browser, email).status_code == 303
    assert give_code(browser).status_code == 303


def session_cookie(browser: FlaskClient) -> str:
    """The session id that a browser holds; empty when none."""
    cookie = browser.get_cookie("__Host-session")
    return cookie.value if cookie else ""


def signed_in(made: Portal, email: str = "rosa@example.org") -> FlaskClient:
    """A browser in which somebody, Rosa unless said, has signed in."""
    browser = made.browser()
    assert sign_in(browser, email).status_code == 303
    return browser


def copy_of(browser: FlaskClient, made: Portal) -> FlaskClient:
    """Another browser with the same session cookie, as a thief would have it."""
    thief = made.browser()
    thief.set_cookie(COOKIE, session_cookie(browser))
    return thief


def is_in(browser: FlaskClient) -> bool:
    """Whether a browser shows the page of somebody who is signed in."""
    return browser.get("/account").status_code == 200
