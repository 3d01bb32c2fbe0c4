"""What every process is made of, from the settings: engine, keys, storage, clock, rail, senders."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

import provportal.store.tables  # noqa: F401 - a row whose neighbour is not loaded cannot be written
from provportal.clock import Clock, FileClock, SystemClock
from provportal.documents.scanner import Scanner, scanner_at
from provportal.documents.shelves import storage_of
from provportal.documents.storage import Storage
from provportal.notices.senders import Senders, senders
from provportal.rails.folder import FolderRail
from provportal.rails.rail import Rail
from provportal.settings import Settings
from provportal.store.keyring import Keyring
from provportal.store.session import make_engine


@dataclass(frozen=True, slots=True)
class Wiring:
    """The equipment that jobs and commands are given; nothing reaches for it by itself."""

    settings: Settings
    engine: Engine
    keyring: Keyring
    storage: Storage
    scanner: Scanner
    clock: Clock
    rail: Rail
    senders: Senders


def wire(settings: Settings) -> Wiring:
    """Put a process together. Raises KeyFileRefused when the keys cannot be read."""
    keyring = Keyring.load(settings.keys_path)
    return Wiring(
        settings=settings,
        engine=make_engine(settings.database_url),
        keyring=keyring,
        storage=storage_of(settings, keyring),
        scanner=scanner_at(settings.scanner),
        clock=FileClock(settings.clock_path) if settings.clock_path else SystemClock(),
        rail=FolderRail(settings.outgoing_path, settings.incoming_path),
        senders=senders(settings),
    )
