"""Brings a database to the newest schema, in one transaction, or refuses."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

SCRIPTS = Path(__file__).parents[2] / "migrations"
HEAD = "head"


class NewerSchema(Exception):
    """The database was migrated by a newer version of the portal."""


def config(connection: sa.Connection | None = None) -> Config:
    """Alembic's configuration; it keeps no file of its own."""
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    if connection is not None:
        made.attributes["connection"] = connection
    return made


def revisions(engine: sa.Engine) -> tuple[str | None, str]:
    """(revision of the database, newest revision of the code)."""
    newest = ScriptDirectory.from_config(config()).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, newest or ""


def upgrade(engine: sa.Engine, target: str = HEAD) -> None:
    """Migrate up. SQLite needs the explicit BEGIN IMMEDIATE, or a kill leaves half a migration.

    Raises NewerSchema when the database is ahead of the code.
    """
    current, _ = revisions(engine)
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if current is not None and current not in known:
        raise NewerSchema(f"the database is at revision {current}, which this version lacks")
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(config(connection), target)


def downgrade(engine: sa.Engine, target: str) -> None:
    """Migrate down to a revision ('base' is an empty database)."""
    with engine.execution_options(writes=True).begin() as connection:
        command.downgrade(config(connection), target)
