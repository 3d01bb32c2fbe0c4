"""The engine and the only commit: `transaction()` for writes, `reading()` for reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from provportal.store import tables  # noqa: F401 - every row is known before the first session

BUSY_MILLISECONDS = 15_000


def make_engine(url: str) -> sa.Engine:
    """An engine for SQLite (WAL, one writer at a time) or PostgreSQL.

    Parameters are hidden in errors: they may hold secrets.
    """
    if not url.startswith("sqlite"):
        return sa.create_engine(_with_psycopg(url), hide_parameters=True, pool_pre_ping=True)
    engine = sa.create_engine(url, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _with_psycopg(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _prepare_sqlite(connection: Any, record: object) -> None:
    # The driver's own transactions leak rows round savepoints; we begin by hand instead.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A write begins IMMEDIATE: upgrading a stale read fails with "database is locked".
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[Session]:
    """A fresh write transaction: commits at the end, rolls back on any exception."""
    with _session(engine.execution_options(writes=True)) as session:
        yield session
        session.commit()


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A short read. Ended by commit: a rollback would drop psycopg's prepared statements.

    What is changed in it is refused: raises RuntimeError when the session is left dirty.
    """
    with _session(engine) as session:
        yield session
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("a read left changes behind")
        session.commit()


@contextmanager
def _session(engine: sa.Engine) -> Iterator[Session]:
    session = sessionmaker(engine, expire_on_commit=False, autoflush=True)()
    try:
        yield session
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()
