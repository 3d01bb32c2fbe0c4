"""`provportal integrity`: re-checks every invariant and names each row that breaks one."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import click
import sqlalchemy as sa
from rich.console import Console
from rich.progress import track

from provportal.integrity import Checked, Report, check_one, invariants
from provportal.settings import Settings, SettingsFault, from_environment
from provportal.store.session import make_engine

HOLDS, BROKEN, UNREADABLE = 0, 1, 2
"""Exit codes."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for machines.")
def integrity(as_json: bool) -> None:
    """Re-check that every cent and every state is right.

    Exit code 0: all invariants hold. 1: a row breaks one. 2: the database cannot be read.
    """
    try:
        report = _check_all(from_environment())
    except (SettingsFault, sa.exc.SQLAlchemyError, sqlite3.Error, FileNotFoundError) as fault:
        # The first line only: the rest of a driver's message is the statement.
        click.echo(f"The database cannot be read: {str(fault).splitlines()[0]}", err=True)
        sys.exit(UNREADABLE)
    click.echo(_for_machines(report) if as_json else _for_people(report))
    sys.exit(HOLDS if report.ok else BROKEN)


def _check_all(settings: Settings) -> Report:
    """Raises FileNotFoundError for a SQLite file that is not there: opening would make it."""
    path = sa.make_url(settings.database_url).database
    if settings.is_sqlite and not Path(path or "").is_file():
        raise FileNotFoundError(f"{path} is not there")
    engine = make_engine(settings.database_url)
    console = Console(stderr=True)
    steps = track(
        invariants(settings.outgoing_path),
        "Checking invariants",
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    try:
        return Report(tuple(check_one(engine, invariant) for invariant in steps))
    finally:
        engine.dispose()


def _for_machines(report: Report) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2)


def _for_people(report: Report) -> str:
    broken = report.broken
    breaches = sum(len(one.breaches) for one in broken)
    lines = [line for one in report.checked for line in _paragraph(one)]
    lines += [
        "",
        f"{len(report.checked)} invariants checked: "
        f"{len(report.checked) - len(broken)} hold, {len(broken)} are broken, by {breaches} rows.",
    ]
    return "\n".join(lines)


def _paragraph(one: Checked) -> list[str]:
    verdict = "holds " if one.holds else "BROKEN"
    return [
        f"{verdict}  {one.invariant.name}: {one.invariant.sentence}",
        *(f"        {found.row}: {found.what}" for found in one.breaches),
        *(f"        {found.row}: not checked, {found.why}" for found in one.not_checked),
    ]
