"""A whole office for a journey: a small world, every process of the portal, and its own clock."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from e2e.server import ROOT, running, settings_of
from provportal.clock import FileClock, SystemClock
from provportal.domain.payout import BatchState
from provportal.embedded import valkey
from provportal.settings import Settings
from provportal.store.keyring import Keyring
from provportal.store.outbox import Outbox
from provportal.store.payout import Batch
from provportal.store.person import Person
from provportal.store.provider import Child
from provportal.store.row import Row
from provportal.store.session import make_engine, reading, transaction
from provportal.web.equipment import from_settings
from tests import given
from tests.databases import a_database
from tests.given import World
from tests.web.applications import application
from tests.web.given import MovableClock, Portal
from tests.web.given_wizard import Desk

BACKGROUND = ("worker", "relay", "bank")
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Office:
    """The address of the pages, and the clock that the whole portal goes by."""

    address: str
    clock: FileClock
    settings: Settings
    world: World

    def on(self, moment: datetime) -> None:
        """Move on to a moment, and wait until what is due is done."""
        self.clock.set_to(moment)
        self.settle()

    def settle(self) -> None:
        """Wait until no promise is due any more."""
        eventually(lambda: self._due() == 0)

    def bank_answers(self) -> None:
        """Wait until the bank has acknowledged every file that was released."""
        unanswered = Batch.state.in_([BatchState.RELEASED, BatchState.SENT])
        eventually(lambda: self._count(Batch, unanswered) == 0)

    def _due(self) -> int:
        open_now = sa.and_(Outbox.done_at.is_(None), Outbox.due_at <= self.clock.now())
        return self._count(Outbox, open_now)

    def _count(self, row: type[Row], where: sa.ColumnElement[bool]) -> int:
        engine = make_engine(self.settings.database_url)
        with reading(engine) as session:
            count = session.scalar(sa.select(sa.func.count()).select_from(row).where(where))
        engine.dispose()
        return count or 0


def eventually(holds: Callable[[], bool]) -> None:
    """Wait for other processes. Fails after a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come about within a minute"
        time.sleep(0.2)


@contextmanager
def office(
    folder: Path, now: datetime, children: tuple[str, ...], account: str = "000123456789"
) -> Iterator[Office]:
    """Everything runs, on a day, with a child of each name who can be asked for."""
    clock = FileClock(folder / "clock")
    clock.begin(now)
    os.environ["CLOCK_FILE"] = str(folder / "clock")
    settings = settings_of(folder)
    world = prepare(folder, settings, children, account)
    with ExitStack() as stack:
        stack.callback(os.environ.pop, "CLOCK_FILE")
        stack.enter_context(valkey(settings))
        for command in BACKGROUND:
            stack.enter_context(background(command, folder, settings))
        yield Office(stack.enter_context(running(folder)), clock, settings, world)


@contextmanager
def background(command: str, folder: Path, settings: Settings) -> Iterator[None]:
    """One process of the portal beside the server."""
    environment = os.environ | settings.as_environment() | {"PYTHONPATH": str(ROOT)}
    with (folder / f"{command}.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "provportal", command],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def prepare(folder: Path, settings: Settings, children: tuple[str, ...], account: str) -> World:
    """One agency and one provider; everybody signs in by their duty: reviewer@example.org."""
    Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = given.an_agency(equipment.engine)
    provider = given.a_provider(equipment.engine, agency)
    world = World(equipment.engine, equipment.keyring, agency, provider)
    given.an_active_account(world, account)
    for name in children:
        given.a_certificate(world, child_name=name)
    machine = MovableClock()
    machine.at = SystemClock().now()
    desk = Desk(Portal(equipment, application(equipment), machine), world, "")
    for duty, actor in {"biller": provider.biller, "admin": provider.admin, **agency.staff}.items():
        desk.can_sign_in(actor)
        with transaction(world.engine) as session:
            session.get_one(Person, actor.person_id).email = f"{duty}@example.org"
    with transaction(world.engine) as session:
        # What walked the account to active is done; nobody promised it to a real worker.
        for row in session.scalars(sa.select(Outbox)):
            row.done_at = row.due_at
        assert session.scalar(sa.select(sa.func.count()).select_from(Child)) == len(children)
    equipment.engine.dispose()
    return world
