"""A test's whole database, taken out and put in the place of another one of the same kind."""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.postgres import Server

Copy = sqlite3.Connection | str
"""SQLite's pages in memory, or the name of a PostgreSQL database that others are made like."""

_numbers = itertools.count(1)


def take(engine: Engine) -> Copy:
    """A copy of a database. Nobody else may be using it."""
    if engine.dialect.name == "postgresql":
        name = f"copy_{os.getpid()}_{next(_numbers)}"
        engine.dispose()
        _server(engine).create(name, like=_name(engine))
        return name
    copied = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(engine.raw_connection()) as connection:
        _sqlite(connection).backup(copied)
    return copied


def put(engine: Engine, copied: Copy) -> None:
    """Let a database be what another one was."""
    if isinstance(copied, sqlite3.Connection):
        with closing(engine.raw_connection()) as connection:
            copied.backup(_sqlite(connection))
    else:
        server, name = _server(engine), _name(engine)
        engine.dispose()
        server.drop(name)
        server.create(name, like=copied)


def _sqlite(connection: Any) -> sqlite3.Connection:
    found: sqlite3.Connection = connection.driver_connection
    return found


def _server(engine: Engine) -> Server:
    return Server(Path(str(engine.url.query["host"])))


def _name(engine: Engine) -> str:
    return str(engine.url.database)
