"""Databases of a test's own, quickly: copies of one that was migrated once a process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from provportal.store.migrate import upgrade
from provportal.store.session import make_engine
from tests import walked

NAME = "portal.sqlite3"
_FIRST: dict[str, Engine] = {}
"""The first engine of each kind of database: it lends its dialect to the others."""
_COMPILED: dict[object, object] = {}


@cache
def migrated() -> Path:
    """A SQLite file at the newest revision, with nobody in it."""
    folder = Path(tempfile.mkdtemp(prefix="portal-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    engine = make_engine(f"sqlite:///{folder / NAME}")
    upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return folder / NAME


def a_database(folder: Path) -> Engine:
    """A migrated SQLite database in a folder."""
    shutil.copy(migrated(), folder / NAME)
    return an_engine(f"sqlite:///{folder / NAME}")


def an_engine(url: str) -> Engine:
    """The portal's engine, with the statements that the engines of earlier tests compiled.

    Each test has a database, and so an engine, of its own: without this a fifth of their time
    went into compiling the same statements again.
    """
    engine = make_engine(url)
    first = _FIRST.setdefault(engine.dialect.name, engine)
    if first is engine:
        # A dialect learns at its first connection what the server can do.
        engine.connect().close()
    # Compiled statements are kept by dialect object, not by the dialect's name.
    engine.dialect = first.dialect
    engine.update_execution_options(compiled_cache=_COMPILED)
    walked.begin(engine)
    return engine
