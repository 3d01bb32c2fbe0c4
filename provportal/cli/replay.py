"""`provportal replay`: asks every decision on a request again, on its own rules and on today's."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import sqlalchemy as sa

from provportal.actions.replaying import Replayed, replay
from provportal.clock import FileClock, SystemClock
from provportal.domain.calendar import pacific_date
from provportal.settings import Settings, SettingsFault, from_environment
from provportal.store.reads import NotFound
from provportal.store.request import Request
from provportal.store.session import make_engine, reading
from provportal.words.differences import sentence

SAME, ANOTHER_ANSWER, UNREADABLE = 0, 1, 2
"""Exit codes."""


@click.command(name="replay")
@click.argument("number", metavar="REQUEST")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for machines.")
def replay_command(number: str, as_json: bool) -> None:
    """Ask the rules again what they decided on a request (its number).

    Each decision is asked on the version it stands on, which must answer the same, and on the
    version in force today, whose other answer is told in words.

    Exit code 0: every answer is the same. 1: one is another. 2: nothing could be asked.
    """
    try:
        found = _replay(from_environment(), number)
    except NotFound as missing:
        click.echo(f"{missing}: {number}", err=True)
        sys.exit(UNREADABLE)
    except (SettingsFault, sa.exc.SQLAlchemyError, sqlite3.Error, FileNotFoundError) as fault:
        # The first line only: the rest of a driver's message is the statement.
        click.echo(f"The database cannot be read: {str(fault).splitlines()[0]}", err=True)
        sys.exit(UNREADABLE)
    click.echo(_for_machines(number, found) if as_json else "\n".join(_for_people(number, found)))
    sys.exit(SAME if all(one.is_same for one in found) else ANOTHER_ANSWER)


def _replay(settings: Settings, number: str) -> tuple[Replayed, ...]:
    """Raises NotFound, and FileNotFoundError for a SQLite file that opening would make."""
    path = sa.make_url(settings.database_url).database
    if settings.is_sqlite and not Path(path or "").is_file():
        raise FileNotFoundError(f"{path} is not there")
    clock = FileClock(settings.clock_path) if settings.clock_path else SystemClock()
    engine = make_engine(settings.database_url)
    try:
        with reading(engine) as session:
            request = session.scalar(sa.select(Request).where(Request.number == number.upper()))
            if request is None:
                raise NotFound("request")
            return replay(session, request, pacific_date(clock.now()))
    finally:
        engine.dispose()


def _for_people(number: str, found: tuple[Replayed, ...]) -> Iterator[str]:
    if not found:
        yield f"{number}: no decision on it stands on rules yet."
    for one in found:
        made = f"{one.decision.kind.value} of {pacific_date(one.decision.decided_at)}"
        answer = "the same answer" if one.is_same else "ANOTHER ANSWER"
        yield f"{number}, {made}, by rules {one.version.version}: {answer}."
        yield from (f"  {sentence(difference)}" for difference in one.own)
        yield from _today(one)


def _today(one: Replayed) -> Iterator[str]:
    if one.today.id == one.version.id:
        yield "  The same rules are in force today."
    elif not one.instead:
        yield f"  The rules of today, {one.today.version}, would answer the same."
    else:
        yield f"  The rules of today, {one.today.version}, would answer otherwise:"
        yield from (f"    {sentence(difference)}" for difference in one.instead)


def _for_machines(number: str, found: tuple[Replayed, ...]) -> str:
    told = {
        "request": number,
        "same": all(one.is_same for one in found),
        "decisions": [_as_json(one) for one in found],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _as_json(one: Replayed) -> dict[str, object]:
    return {
        "id": one.decision.id,
        "kind": one.decision.kind.value,
        "decided_at": one.decision.decided_at.isoformat(),
        "version": one.version.version,
        "formulas": one.decision.formulas,
        "same": one.is_same,
        "differences": [each.as_json() | {"words": sentence(each)} for each in one.own],
        "today": {
            "version": one.today.version,
            "differences": [each.as_json() | {"words": sentence(each)} for each in one.instead],
        },
    }
