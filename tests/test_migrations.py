"""Migrations: one line of them, the schema of the rows, up and down, rows kept, whole or not."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory

from provportal.store import triggers
from provportal.store.migrate import NewerSchema, config, downgrade, revisions, upgrade
from provportal.store.row import new_id
from provportal.store.session import make_engine
from provportal.store.tables import METADATA
from tests import postgres

ROOT = Path(__file__).parent.parent
SCRIPTS = ScriptDirectory.from_config(config())
REVISIONS = list(reversed(list(SCRIPTS.walk_revisions())))
"""Oldest first."""

each_revision = pytest.mark.parametrize("script", REVISIONS, ids=lambda script: script.revision)
_numbers = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """A database without any table, as its owner."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield engine
        engine.dispose()
        return
    server: postgres.Server = request.getfixturevalue("server")
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    administrator = sa.create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine = make_engine(server.url(name))
        yield engine
        engine.dispose()
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    administrator.dispose()


def before(script: Script) -> str:
    """The revision under a revision."""
    return str(script.down_revision or "base")


def tables(engine: sa.Engine) -> set[str]:
    """Those of ours; alembic keeps its own when it goes down to nothing."""
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_there_is_one_newest_revision() -> None:
    assert len(SCRIPTS.get_heads()) == 1


def test_the_migrated_schema_is_that_of_the_rows(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrated_check_constraints_are_those_of_the_rows(engine: sa.Engine) -> None:
    # Alembic's comparison does not look at them.
    inspector = sa.inspect(engine)
    found = {
        (table, check["name"])
        for table in tables(engine)
        for check in inspector.get_check_constraints(table)
    }
    wanted = {
        (table.name, constraint.name)
        for table in METADATA.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }
    assert found == wanted


@each_revision
def test_each_revision_goes_up_down_and_up(empty: sa.Engine, script: Script) -> None:
    upgrade(empty, script.revision)
    there = tables(empty)
    downgrade(empty, before(script))
    upgrade(empty, script.revision)
    assert tables(empty) == there


@each_revision
def test_the_first_revision_leaves_nothing_behind(empty: sa.Engine, script: Script) -> None:
    upgrade(empty, script.revision)
    downgrade(empty, "base")
    assert tables(empty) == set()


@each_revision
def test_a_row_survives_a_revision_there_and_back(empty: sa.Engine, script: Script) -> None:
    """Written before the revision; before the first there is no table, so after it."""
    upgrade(empty, str(script.down_revision or script.revision))
    row = (new_id(), "ALDER", "Alder County", "Los Angeles", "555-0100")
    columns = ("id", "code", "name", "county", "phone")
    agency = sa.table("agency", *(sa.column(name) for name in columns))
    with empty.execution_options(writes=True).begin() as connection:
        connection.execute(agency.insert().values(dict(zip(columns, row, strict=True))))
    upgrade(empty, script.revision)
    if script.down_revision is not None:
        downgrade(empty, before(script))
        upgrade(empty, script.revision)
    with empty.connect() as connection:
        kept = connection.execute(sa.select(agency)).one()
    assert (str(kept[0]), *kept[1:]) == row


def test_a_database_ahead_of_the_code_is_refused(empty: sa.Engine) -> None:
    upgrade(empty)
    with empty.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")
    with pytest.raises(NewerSchema):
        upgrade(empty)


def guards(connection: sa.Connection) -> list[str]:
    """Every trigger as the database itself tells it, with its function on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        sql = "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        return list(connection.exec_driver_sql(sql).scalars())
    sql = (
        "SELECT pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text || ' ' || p.prosrc "
        "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal ORDER BY 1"
    )
    return list(connection.exec_driver_sql(sql).scalars())


def make_guards_anew(connection: sa.Connection) -> None:
    """Drop every trigger and make those that the code makes today."""
    if connection.dialect.name == "sqlite":
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in connection.exec_driver_sql(names).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        statements = triggers.sqlite_statements()
    else:
        names = (
            "SELECT oid::regprocedure::text FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace"
        )
        for name in connection.exec_driver_sql(names).scalars().all():
            connection.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")
        statements = triggers.postgresql_statements()
    for statement in statements:
        connection.exec_driver_sql(statement)


def test_the_migrated_triggers_are_those_of_the_code(empty: sa.Engine) -> None:
    upgrade(empty)
    with empty.execution_options(writes=True).begin() as connection:
        migrated = guards(connection)
        make_guards_anew(connection)
        assert migrated == guards(connection)


KILLED = """
import os, signal, sys
import sqlalchemy as sa
from provportal.store.migrate import upgrade
from provportal.store.session import make_engine

engine = make_engine(sys.argv[1])
made = []

@sa.event.listens_for(engine, "after_cursor_execute")
def kill(connection, cursor, statement, parameters, context, many):
    made.append("CREATE TABLE" in statement)
    if sum(made) == 10:
        os.kill(os.getpid(), signal.SIGKILL)

upgrade(engine)
"""
"""A process that dies without a word after its tenth table."""


def killed(engine: sa.Engine) -> int:
    """Start a migration that is killed on its way; returns how the process ended."""
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", KILLED, url]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - ours


def test_a_killed_migration_leaves_nothing(empty: sa.Engine) -> None:
    assert killed(empty) == -signal.SIGKILL
    assert sa.inspect(empty).get_table_names() == []


def test_a_killed_migration_can_be_run_again(empty: sa.Engine) -> None:
    killed(empty)
    upgrade(empty)
    current, newest = revisions(empty)
    assert current == newest
