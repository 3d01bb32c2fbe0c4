"""`provportal migrate`: bring the database to the newest schema."""

from __future__ import annotations

import json

import click
from sqlalchemy import Engine
from sqlalchemy.exc import ProgrammingError

from provportal.cli.faults import one_sentence
from provportal.settings import SettingsFault, from_environment
from provportal.store.grants import grant_application_role
from provportal.store.migrate import NewerSchema, revisions, upgrade
from provportal.store.session import make_engine


@click.command()
@click.option("--check", is_flag=True, help="Only say whether the schema is the newest (exit 1).")
@click.option("--app-role", help="PostgreSQL: grant what the portal needs to this role, no more.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def migrate(check: bool, app_role: str | None, as_json: bool) -> None:
    """Create or upgrade the tables. Safe to run again."""
    with one_sentence():
        settings = from_environment()
        if app_role and settings.is_sqlite:
            raise SettingsFault("--app-role is for PostgreSQL; SQLite has no roles.")
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = make_engine(settings.database_url)
        try:
            current, newest = _migrated(engine, check, app_role)
        finally:
            engine.dispose()
    said = {"current": current, "newest": newest}
    click.echo(json.dumps(said) if as_json else f"Schema {current or 'none'}, newest {newest}.")
    if current != newest:
        raise SystemExit(1)


def _migrated(engine: Engine, check: bool, app_role: str | None) -> tuple[str | None, str]:
    """(revision of the database, newest revision) after the work, if any is asked for."""
    try:
        if not check:
            upgrade(engine)
        if app_role:
            grant_application_role(engine, app_role)
        return revisions(engine)
    except NewerSchema as newer:
        raise click.ClickException(f"{newer}. Install the newer version of the portal.") from newer
    except ProgrammingError as refused:
        said = str(refused.orig).splitlines()[0]
        raise click.ClickException(f"PostgreSQL refused it: {said}.") from refused
