"""`provportal import`: bring a CSV file in, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from provportal.actions.records import Outcome
from provportal.domain.programs import PROGRAMS
from provportal.domain.roles import SYSTEM, Context
from provportal.imports.kind import Kind
from provportal.imports.kinds import KINDS
from provportal.imports.load import Importer
from provportal.imports.report import Report
from provportal.imports.table import Unreadable
from provportal.settings import SettingsFault, from_environment
from provportal.store.keyring import KeyFileRefused
from provportal.wiring import wire

FINE, FAULTY, UNREADABLE = 0, 1, 2
"""The exit codes."""


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(kind: str, file: Path, check: bool, as_json: bool) -> None:
    """Bring a CSV FILE of a KIND in: the whole file or nothing.

    The same file again changes nothing. Exit 0: fine; 1: faults were found; 2: cannot be read.
    """
    importer = _importer(kind)
    report = _bring(importer.try_out if check else importer.bring_in, KINDS[kind], file)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _tell(report, check)
    raise SystemExit(FAULTY if report.faults else FINE)


def _bring(bring: Callable[[Kind, bytes], Report], kind: Kind, file: Path) -> Report:
    """Import a file, or stop with the one sentence that says why it could not be read."""
    try:
        return bring(kind, file.read_bytes())
    except OSError as wrong:
        raise _stop(f"{file} cannot be read: {wrong.strerror}.") from wrong
    except Unreadable as unreadable:
        raise _stop(f"{file} cannot be read. {unreadable}") from unreadable
    except IntegrityError as lost:
        sentence = "Someone wrote the same records at this moment. Import the file again."
        raise _stop(sentence) from lost
    except (OperationalError, ProgrammingError) as wrong:
        sentence = "The database does not answer or has no tables; run `provportal migrate`."
        raise _stop(sentence) from wrong


def _importer(kind: str) -> Importer:
    try:
        settings = from_environment()
        wiring = wire(settings)
    except (SettingsFault, KeyFileRefused) as refused:
        raise _stop(str(refused)) from refused
    except FileNotFoundError as missing:
        sentence = f"There is no key file at {missing.filename}."
        raise _stop(sentence) from missing
    context = Context(SYSTEM, wiring.clock.now(), f"import {kind}")
    return Importer(wiring.engine, context, wiring.keyring, PROGRAMS)


def _stop(sentence: str) -> SystemExit:
    click.echo(sentence, err=True)
    return SystemExit(UNREADABLE)


def _tell(report: Report, check: bool) -> None:
    for remark in sorted(report.warnings):
        click.echo(f"{remark} (a warning)", err=True)
    for remark in sorted(report.faults):
        click.echo(str(remark), err=True)
    if report.faults:
        found = "1 fault was" if len(report.faults) == 1 else f"{len(report.faults)} faults were"
        click.echo(f"Nothing was written: {found} found.", err=True)
        return
    counts = ", ".join(f"{report.outcomes[outcome]} {outcome}" for outcome in Outcome)
    done = " would be" if check else ":"
    click.echo(f"{report.rows} rows of {report.kind}{done} {counts}.")
    for draft in report.drafts:
        click.echo(f"Draft of rules {draft}{_awaits(check)}")


def _awaits(check: bool) -> str:
    return " would be written." if check else ": two program admins publish it, under Rules."
