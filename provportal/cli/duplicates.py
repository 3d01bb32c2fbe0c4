"""`provportal duplicates`: which lines of a file ask again for what was already asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console
from rich.progress import Progress, TaskID

from provportal.domain.duplicates import (
    Fault,
    Line,
    Match,
    Reason,
    Verdict,
    read_lines,
    sweep,
)

NOTHING_FOUND, FOUND, UNREADABLE = 0, 1, 2
"""The exit codes."""

FAULTS_SHOWN = 20
"""After so many faults reading stops: the rest are mostly of the same kind."""

STEP = 10_000
"""Lines between two moves of the progress bar."""

WORDS = {
    Reason.PERSON_ID_AGREES: "same person",
    Reason.PERSON_ID_FILLED: "person known by the name",
    Reason.PERSON_ID_DIFFERS: "another person id",
    Reason.PERSON_ID_UNKNOWN: "no person id",
    Reason.PERSON_NAME_AGREES: "same name",
    Reason.PERSON_NAME_ALIKE: "a name like it",
    Reason.PERSON_NAME_SHARED: "part of the name",
    Reason.PROVIDER_ID_DIFFERS: "another provider id of the payee",
    Reason.DATES_AGREE: "same dates",
    Reason.DATES_MOVED: "dates a few days off",
    Reason.DATES_OVERLAP: "dates overlap",
    Reason.AMOUNT_AGREES: "same amount",
    Reason.AMOUNT_DIFFERS: "another amount",
    Reason.INVOICE_NO_AGREES: "same invoice number",
    Reason.INVOICE_NO_SHARED: "an invoice number used for several people",
    Reason.INVOICE_NO_DIFFERS: "another invoice number",
    Reason.INVOICE_NO_UNKNOWN: "no invoice number to compare",
}

_FILE = click.Path(dir_okay=False, path_type=Path)


class CannotRead(Exception):
    """Reading was given up; every fault has been told."""


class Faults:
    """Tells each fault of a file on standard error and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def tell(self, path: Path, fault: Fault) -> None:
        """Print one message. Raises CannotRead when there are too many to go on."""
        place = f"line {fault.line}" + (f", column {fault.column}" if fault.column else "")
        click.echo(f"{path}: {place}: {fault.message}", err=True)
        self.count += 1
        if self.count == FAULTS_SHOWN:
            click.echo(f"{path}: stopped after {FAULTS_SHOWN} faults", err=True)
            raise CannotRead

    def lines(self, path: Path, raw: Iterable[bytes]) -> Iterator[Line]:
        return read_lines(raw, lambda fault: self.tell(path, fault))


@click.command()
@click.option("--history", required=True, type=_FILE, help="Lines of requests that still count.")
@click.option("--new", "new_file", required=True, type=_FILE, help="Lines to check.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, one object a row.")
@click.pass_context
def duplicates(ctx: click.Context, history: Path, new_file: Path, as_json: bool) -> None:
    """Check the rows of a CSV file against a history and against each other.

    Ends with 0 when nothing is found, 1 when something is, 2 when a file cannot be read.
    """
    try:
        new, matches = _check(history, new_file)
    except CannotRead:
        ctx.exit(UNREADABLE)
    except OSError as wrong:
        click.echo(f"{wrong.filename}: {wrong.strerror}", err=True)
        ctx.exit(UNREADABLE)
    (_print_json if as_json else _print_words)(new, matches)
    found = any(match.verdict is not Verdict.NONE for match in matches)
    ctx.exit(FOUND if found else NOTHING_FOUND)


def _check(history: Path, new_file: Path) -> tuple[list[Line], list[Match]]:
    """The new lines and the answer for each. Raises CannotRead, OSError."""
    faults = Faults()
    with Progress(console=Console(stderr=True)) as progress:
        new = list(_read(faults, new_file, progress))
        matches = list(sweep(new, _read(faults, history, progress)))
    if faults.count:
        raise CannotRead
    return new, matches


def _read(faults: Faults, path: Path, progress: Progress) -> Iterator[Line]:
    task = progress.add_task(path.name, total=path.stat().st_size)
    with path.open("rb") as file:
        yield from faults.lines(path, _watched(file, progress, task))


def _watched(file: BinaryIO, progress: Progress, task: TaskID) -> Iterator[bytes]:
    """The raw lines, the bar moved every so often and at the end."""
    done = 0
    for number, line in enumerate(file):
        done += len(line)
        if number % STEP == 0:
            progress.update(task, completed=done)
        yield line
    progress.update(task, completed=done)


def _print_json(new: Sequence[Line], matches: Sequence[Match]) -> None:
    rows = [
        {
            "row": row,
            "request_no": line.request_no,
            "verdict": match.verdict,
            "matched_request_no": match.matched_request_no,
            "score": match.score,
            "reasons": match.reasons,
        }
        for row, (line, match) in enumerate(zip(new, matches, strict=True), start=1)
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    click.echo(f"[\n{lines}\n]" if rows else "[]")


def _print_words(new: Sequence[Line], matches: Sequence[Match]) -> None:
    for row, (line, match) in enumerate(zip(new, matches, strict=True), start=1):
        if match.verdict is not Verdict.NONE:
            why = ", ".join(WORDS[reason] for reason in match.reasons)
            repeats = f"repeats {match.matched_request_no}"
            click.echo(f"row {row}: {line.request_no} {repeats} ({match.verdict}): {why}")
    verdicts = [match.verdict for match in matches]
    exact, near = verdicts.count(Verdict.EXACT), verdicts.count(Verdict.NEAR)
    click.echo(f"{len(new)} rows: {exact} exact, {near} near, {len(new) - exact - near} fine")
