"""Databases with a right world whose guards are gone, so that a test can break one thing by SQL."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from provportal.store.migrate import upgrade
from provportal.store.session import make_engine
from tests import postgres
from tests.databases import an_engine
from tests.integrity.loosen import loosen
from tests.integrity.world import a_right_world

pytest.register_assert_rewrite("tests.integrity.fault")
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Loose:
    """A right world without guards, and the folder that holds its bank files."""

    engine: sa.Engine
    outgoing: Path

    def break_it(self, *statements: str) -> None:
        with self.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def rows(self, sql: str) -> list[str]:
        with self.engine.connect() as connection:
            return [str(name) for name in connection.exec_driver_sql(sql).scalars()]


def _administer(server: postgres.Server, statement: str) -> None:
    engine = sa.create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def _make(url: str, outgoing: Path) -> None:
    engine = make_engine(url)
    upgrade(engine)
    a_right_world(engine, outgoing)
    loosen(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def right_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database and the bank files, made once and copied by each test."""
    folder = tmp_path_factory.mktemp("right")
    _make(f"sqlite:///{folder / 'portal.sqlite3'}", folder / "outgoing")
    return folder


@pytest.fixture(scope="session")
def right_postgresql(server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on PostgreSQL: the folder of bank files, named as the template database."""
    folder = tmp_path_factory.mktemp("right")
    name = f"right_{os.getpid()}"
    _administer(server, f"CREATE DATABASE {name}")
    _make(server.url(name), folder / name)
    return folder / name


@pytest.fixture
def loose_sqlite(right_sqlite: Path, tmp_path: Path) -> Iterator[Loose]:
    shutil.copytree(right_sqlite, tmp_path, dirs_exist_ok=True)
    engine = an_engine(f"sqlite:///{tmp_path / 'portal.sqlite3'}")
    yield Loose(engine, tmp_path / "outgoing")
    engine.dispose()


@pytest.fixture
def loose_postgresql(
    server: postgres.Server, right_postgresql: Path, tmp_path: Path
) -> Iterator[Loose]:
    name = f"loose_{os.getpid()}_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {right_postgresql.name}")
    shutil.copytree(right_postgresql, tmp_path / "outgoing")
    engine = an_engine(server.url(name))
    yield Loose(engine, tmp_path / "outgoing")
    engine.dispose()
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def loose(request: pytest.FixtureRequest) -> Loose:
    """The test runs once on each database."""
    found: Loose = request.getfixturevalue(f"loose_{request.param}")
    return found
