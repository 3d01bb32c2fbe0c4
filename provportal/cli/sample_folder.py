"""The demo's data folder: whether a sample stands in it, ready for this version's pages."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from provportal.settings import Settings

READY = "sample-is-ready"
REVISIONS = Path(__file__).parents[2] / "migrations" / "versions"


def is_ready(settings: Settings) -> bool:
    """Whether the sample was made and its tables are those of this version."""
    if not (settings.data / READY).exists():
        return False
    return revision_of(_database(settings)) == newest_revision()


def revision_of(database: Path) -> str | None:
    """The revision that a database says it is at, if any.

    Asked through the driver alone: pages can be on their way before a larger library is loaded.
    """
    try:
        with closing(sqlite3.connect(database)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(found[0]) if found else None


def newest_revision() -> str:
    """The last of the revisions, which are numbered by their files' names."""
    return max(path.name.partition("_")[0] for path in REVISIONS.glob("[0-9]*.py"))


def forget_broken_attempt(settings: Settings) -> None:
    """Delete what a first start left that was ended in its middle, and nothing else.

    Only a demo has its clock in its folder, and that is the first thing made. Raises
    ClickException for a database without one: it is somebody's, and no demo.
    """
    clock, database = settings.data / "clock", _database(settings)
    if database.exists() and not clock.exists():
        sentence = f"{database} is no demo's. Name another folder, for example DATA=var/demo."
        raise click.ClickException(sentence)
    for folder in (settings.documents_path, settings.outgoing_path, settings.incoming_path):
        shutil.rmtree(folder, ignore_errors=True)
    for path in (*settings.data.glob(f"{database.name}*"), clock):
        path.unlink(missing_ok=True)


def _database(settings: Settings) -> Path:
    return settings.data / "portal.sqlite3"
