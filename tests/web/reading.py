"""Builders of the reading tests: a portal over a small world, and its people signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask.testing import FlaskClient

from provportal.actions import signing_in
from provportal.domain.roles import SYSTEM, Actor, Context
from provportal.store.person import Person
from provportal.store.session import reading, transaction
from tests.databases import a_database
from tests.given import World, a_provider, a_world, an_agency
from tests.web.given import PASSWORD, START, Portal, arrive, has_app, portal, portal_on

MAX_STATEMENTS = 12
"""SQL statements of one page."""


@dataclass
class Place:
    """A portal, the world in its database, and a browser of its biller."""

    portal: Portal
    world: World

    def browser(self, actor: Actor | None = None) -> FlaskClient:
        """A browser in which somebody has signed in; the biller when nobody is named."""
        browser = self.portal.browser()
        arrive(browser, self.email(actor or self.world.provider.biller))
        return browser

    def email(self, actor: Actor) -> str:
        """The address of a person, who is given the tests' password."""
        made = self.portal
        with transaction(made.equipment.engine) as session:
            person = session.get_one(Person, actor.person_id)
            hashed = made.equipment.passwords.hash(PASSWORD)
            context = Context(SYSTEM, START)
            signing_in.set_password(session, context, person.id, hashed, made.machine.now())
            has_app(session, made.equipment.keyring, person.id)
            return person.email


def a_place(folder: Path, *, account: bool = True) -> Place:
    """A portal with one agency and one provider, who has an account unless told otherwise."""
    if account:
        world = a_world(a_database(folder))
        return Place(portal_on(world.engine, world.keyring, folder), world)
    made = portal(folder)
    engine = made.equipment.engine
    agency = an_agency(engine)
    return Place(made, World(engine, made.equipment.keyring, agency, a_provider(engine, agency)))


@contextmanager
def statements(place: Place) -> Iterator[list[str]]:
    """The SQL statements that run meanwhile, without those that begin a transaction."""
    with statements_on(place.portal.equipment.engine) as said:
        yield said


@contextmanager
def statements_on(engine: sa.Engine) -> Iterator[list[str]]:
    """The same for any database."""
    said: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(engine, "before_cursor_execute", note)


def only(place: Place, row: type[object]) -> str:
    """The id of the one row of its kind."""
    with reading(place.portal.equipment.engine) as session:
        return str(session.scalars(sa.select(row)).one().id)  # type: ignore[attr-defined]  # rows have ids
