"""`provportal migrate`: creates, repeats, checks, refuses, and grants no more than is needed."""

from __future__ import annotations

import itertools
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from provportal.__main__ import main
from provportal.store.session import make_engine
from tests import postgres

_numbers = itertools.count(1)


def migrate(url: str, data: Path, *options: str) -> Result:
    environment = {"DATA": str(data), "DATABASE_URL": url}
    return CliRunner().invoke(main, ["migrate", *options], env=environment)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'portal.sqlite3'}"
        return
    server: postgres.Server = request.getfixturevalue("server")
    name = f"migrate_{os.getpid()}_{next(_numbers)}"
    administrator = sa.create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield server.url(name)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    administrator.dispose()


def execute(url: str, statement: str) -> None:
    engine = make_engine(url)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def test_a_fresh_database_becomes_the_newest(empty: str, tmp_path: Path) -> None:
    done = migrate(empty, tmp_path / "data", "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["current"] == said["newest"]) == (0, True)


def test_again_changes_nothing(empty: str, tmp_path: Path) -> None:
    first = migrate(empty, tmp_path / "data")
    again = migrate(empty, tmp_path / "data")
    assert (again.exit_code, again.stdout) == (0, first.stdout)


def test_a_check_of_an_empty_database_fails(empty: str, tmp_path: Path) -> None:
    done = migrate(empty, tmp_path / "data", "--check")
    assert (done.exit_code, done.stdout.startswith("Schema none, newest ")) == (1, True)


def test_a_check_of_the_newest_schema_is_fine(empty: str, tmp_path: Path) -> None:
    migrate(empty, tmp_path / "data")
    assert migrate(empty, tmp_path / "data", "--check").exit_code == 0


def test_a_newer_schema_is_refused(empty: str, tmp_path: Path) -> None:
    migrate(empty, tmp_path / "data")
    execute(empty, "UPDATE alembic_version SET version_num = '9999'")
    done = migrate(empty, tmp_path / "data")
    assert (done.exit_code, "Install the newer version of the portal." in done.stderr) == (1, True)


def test_a_role_is_for_postgresql(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    done = migrate(url, tmp_path, "--app-role", postgres.APPLICATION)
    sentence = "Error: --app-role is for PostgreSQL; SQLite has no roles.\n"
    assert (done.exit_code, done.stderr) == (1, sentence)


def test_the_role_may_read_and_may_not_rewrite_history(
    server: postgres.Server, postgresql_name: str, tmp_path: Path
) -> None:
    owner, role = server.url(postgresql_name), server.url(postgresql_name, postgres.APPLICATION)
    done = migrate(owner, tmp_path, "--app-role", postgres.APPLICATION)
    execute(role, "SELECT * FROM audit_event")
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        execute(role, "UPDATE audit_event SET action = 'none'")
    assert done.exit_code == 0


def test_a_role_that_is_not_there(
    server: postgres.Server, postgresql_name: str, tmp_path: Path
) -> None:
    done = migrate(server.url(postgresql_name), tmp_path, "--app-role", "nobody")
    sentence = 'Error: PostgreSQL refused it: role "nobody" does not exist.\n'
    assert (done.exit_code, done.stderr) == (1, sentence)


def test_the_folder_is_its_owners_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    migrate(f"sqlite:///{data / 'portal.sqlite3'}", data)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    done = migrate("postgresql://nobody@/portal?host=/nowhere", tmp_path)
    sentence = "Error: The database does not answer at DATABASE_URL. Is it running, and right?\n"
    assert (done.exit_code, done.stderr) == (1, sentence)


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.touch()
    done = migrate("sqlite://", data)
    assert (done.exit_code, done.stderr) == (1, f"Error: {data}: File exists.\n")
