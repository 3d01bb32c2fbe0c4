"""Databases for the tests: every store, action and race test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine

from provportal.store.grants import grant_application_role
from provportal.store.migrate import upgrade
from provportal.store.session import make_engine
from tests import postgres
from tests.databases import a_database, an_engine

hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

_SERVER = pytest.StashKey[postgres.Server]()
_SERVER_FOLDER = "PORTAL_TEST_POSTGRES"
_numbers = itertools.count(1)

START_SERVERS = ("e2e", "cli", "workers")
"""The folders of the tests that start servers and browsers."""


def pytest_configure(config: pytest.Config) -> None:
    """The controller starts the one server; xdist's workers inherit where it is."""
    if _SERVER_FOLDER not in os.environ:
        server = postgres.start()
        config.stash[_SERVER] = server
        os.environ[_SERVER_FOLDER] = f"{server.folder}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts servers and browsers comes first: a long file at the end leaves a core idle."""
    items.sort(key=lambda item: item.path.parent.name not in START_SERVERS)


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_SERVER, None)
    if server is not None:
        server.stop()
        del os.environ[_SERVER_FOLDER]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many tests ran per database: a zero would be a failure nobody sees."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", [])]
    for database in ("sqlite", "postgresql"):
        count = sum(database in nodeid for nodeid in passed)
        terminalreporter.write_line(f"tests on {database}: {count}")


@pytest.fixture(scope="session")
def server() -> postgres.Server:
    return postgres.Server(Path(os.environ[_SERVER_FOLDER]))


@pytest.fixture(scope="session")
def template(server: postgres.Server) -> str:
    """A migrated PostgreSQL database that each test copies."""
    name = f"template_{os.getpid()}"
    server.create(name)
    engine = make_engine(server.url(name))
    upgrade(engine)
    grant_application_role(engine, postgres.APPLICATION)
    engine.dispose()
    return name


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database of the test's own."""
    engine = a_database(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_name(server: postgres.Server, template: str) -> Iterator[str]:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    server.create(name, like=template)
    yield name
    server.drop(name)


@pytest.fixture
def postgresql(server: postgres.Server, postgresql_name: str) -> Iterator[Engine]:
    """A migrated PostgreSQL database of the test's own, used as the application's role."""
    engine = an_engine(server.url(postgresql_name, postgres.APPLICATION))
    yield engine
    engine.dispose()


@pytest.fixture
def owner(server: postgres.Server, postgresql_name: str) -> Iterator[Engine]:
    """The same PostgreSQL database as its owner, who runs migrations."""
    engine = make_engine(server.url(postgresql_name))
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """The test runs once on each database."""
    found: Engine = request.getfixturevalue(request.param)
    return found
