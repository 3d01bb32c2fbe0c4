"""What the application is given from outside, and how views reach it: database, clocks, documents.

No view asks for the time or opens an engine itself; tests hand in their own.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import current_app, g
from sqlalchemy.orm import Session

from provportal.actions.passwords import Passwords, argon2id
from provportal.clock import Clock, FileClock, SystemClock
from provportal.documents.shelves import storage_of
from provportal.documents.storage import Storage
from provportal.domain.roles import SYSTEM, Actor, Context
from provportal.settings import Settings
from provportal.store import session as store
from provportal.store.keyring import Keyring

EXTENSION = "provportal"
LOCAL_HOSTS = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Equipment:
    """All that the pages use. `clock` gives the portal's time, `machine_clock` that of sessions."""

    engine: sa.Engine
    passwords: Passwords
    keyring: Keyring
    storage: Storage
    clock: Clock
    machine_clock: Clock
    hosts: tuple[str, ...] = LOCAL_HOSTS
    """The names that this portal answers to; a request for another is refused."""
    help_phone: str = "555-0100"
    is_demo: bool = False
    """Whether pages for developers are shown; a portal whose clock can be moved is a demo."""
    messages_path: Path | None = None
    """Where notices are written as files, for the demo's mailbox."""


def from_settings(settings: Settings, hosts: tuple[str, ...] = ()) -> Equipment:
    """The real equipment. Raises KeyFileRefused when the keys cannot be read."""
    keyring = Keyring.load(settings.keys_path)
    moved = settings.clock_path
    return Equipment(
        engine=store.make_engine(settings.database_url),
        passwords=Passwords(argon2id(settings.argon2_cost)),
        keyring=keyring,
        storage=storage_of(settings, keyring),
        clock=FileClock(moved) if moved else SystemClock(),
        machine_clock=SystemClock(),
        hosts=(*LOCAL_HOSTS, *hosts),
        is_demo=moved is not None,
        messages_path=settings.messages_path,
    )


def equipment() -> Equipment:
    """The equipment of the application that answers this request."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Equipment)  # noqa: S101 - put there by create_app
    return found


def reading() -> AbstractContextManager[Session]:
    """A short read: `with reading() as session:`."""
    return store.reading(equipment().engine)


def transaction() -> AbstractContextManager[Session]:
    """A fresh write transaction: `with transaction() as session:`."""
    return store.transaction(equipment().engine)


def context_of(actor: Actor) -> Context:
    """Who, at what time of the portal's clock, in which request."""
    return Context(actor, equipment().clock.now(), g.request_id)


def system_context() -> Context:
    """For what happens before anybody is signed in."""
    return context_of(SYSTEM)
