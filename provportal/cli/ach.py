"""`provportal ach`: bank files checked, shown, answered, explained and measured on their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import click

from provportal.cli.ach_bench import measure
from provportal.cli.ach_json import report_as_json, unreadable_as_json
from provportal.cli.ach_text import (
    content_lines,
    explained,
    explanation_lines,
    finding_lines,
    verdict,
    visible,
)
from provportal.domain.ach.codes import change_code, return_code
from provportal.domain.ach.reader import Profile, Report, Unreadable, read_file
from provportal.rails.simulator import Behaviour, Rule, created_on, replies, replies_as_file

FINE, FOUND, UNREADABLE = 0, 1, 2
"""Exit codes: no error, something found, cannot be read."""

REHEARSAL = Behaviour(
    (
        *(Rule(f"9{n:02}", f"R{n:02}") for n in (2, 3, 4, 12, 13, 14, 15, 16, 20, 22, 23, 24)),
        Rule("917", "R17", information="QUESTIONABLE"),
        Rule("801", "C01", {"account_number": "1234567890"}),
        Rule("802", "C02", {"routing_number": "011000015"}),
        Rule("803", "C03", {"routing_number": "011000015", "account_number": "1234567890"}),
        Rule("805", "C05", {"transaction_code": "32"}),
        Rule("806", "C06", {"account_number": "1234567890", "transaction_code": "32"}),
        Rule(
            "807",
            "C07",
            {
                "routing_number": "011000015",
                "account_number": "1234567890",
                "transaction_code": "32",
            },
        ),
        Rule("809", "C09", {"identification_number": "P-0001"}),
    )
)
"""Accounts that end in 9 and two digits come back with that return code, in 8 with a correction."""


@click.group()
def ach() -> None:
    """Check, show, answer and explain bank files (Nacha); measure the writer and the reader.

    Ends with 0 when all is fine, 1 when something was found, 2 when a file cannot be read.
    """


def _read(path: str, profile: Profile) -> Report | str:
    """The report of a file ('-' is standard input), or why it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return read_file(data, profile)
    except OSError as wrong:
        return wrong.strerror or "cannot be opened"
    except Unreadable as wrong:
        return str(wrong)


def _exit_code(read: Report | str) -> int:
    if isinstance(read, str):
        return UNREADABLE
    return FINE if read.valid else FOUND


@ach.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    default=Profile.STRICT.value,
    help="strict for what we send, inbound for what banks send.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file, one a line.")
def check(files: tuple[str, ...], profile: str, as_json: bool) -> None:
    """Say everything that is wrong in each FILE."""
    say: Callable[[str, Report | str, Profile], None] = _say_json if as_json else _say_text
    worst = FINE
    for file in files:
        read = _read(file, Profile(profile))
        say(file, read, Profile(profile))
        worst = max(worst, _exit_code(read))
    raise SystemExit(worst)


def _say_json(file: str, read: Report | str, profile: Profile) -> None:
    if isinstance(read, str):
        content = unreadable_as_json(file, profile, read)
    else:
        content = report_as_json(file, read)
    click.echo(json.dumps(content))


def _say_text(file: str, read: Report | str, profile: Profile) -> None:
    if isinstance(read, str):
        click.echo(f"{click.format_filename(file)}: {read}", err=True)
        return
    click.echo(f"{click.format_filename(file)} ({profile}): {verdict(read)}")
    for line in finding_lines(read):
        click.echo(visible(line))


@ach.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print what check prints.")
def show(file: str, as_json: bool) -> None:
    """Show FILE for people, account numbers masked."""
    read = _read(file, Profile.INBOUND)
    if as_json:
        _say_json(file, read, Profile.INBOUND)
        raise SystemExit(_exit_code(read))
    if isinstance(read, str):
        click.echo(f"{click.format_filename(file)}: {read}", err=True)
        raise SystemExit(UNREADABLE)
    click.echo(f"{click.format_filename(file)}: {verdict(read)}")
    for line in chain(finding_lines(read), content_lines(read)):
        click.echo(visible(line))
    raise SystemExit(_exit_code(read))


@ach.command()
@click.argument("file")
def answer(file: str) -> None:
    """Print what the bank simulator replies to FILE: a Nacha file, accounts in clear.

    An account that ends in 9 and two digits comes back with that return code (903: R03), one that
    ends in 8 and two digits is corrected (801: C01).
    """
    read = _read(file, Profile.STRICT)
    if isinstance(read, str):
        click.echo(f"{click.format_filename(file)}: {read}", err=True)
        raise SystemExit(UNREADABLE)
    if not read.valid:
        click.echo(f"{click.format_filename(file)}: the bank rejects it: {verdict(read)}", err=True)
        raise SystemExit(FOUND)
    received = created_on(read)
    chosen = list(replies(read, REHEARSAL, received))
    data = replies_as_file(read, chosen, received)
    sys.stdout.buffer.write(data)
    click.echo(f"{len(chosen)} of {read.tally.entries} entries answered", err=True)


@ach.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(code: str, as_json: bool) -> None:
    """Say what a return or correction CODE (R03, C01) means and who acts."""
    about = return_code(code.upper()) or change_code(code.upper())
    if about is None:
        click.echo(f"{code}: a code that the tables do not know", err=True)
        raise SystemExit(UNREADABLE)
    if as_json:
        click.echo(json.dumps(asdict(explained(about))))
        return
    for line in explanation_lines(about):
        click.echo(line)


@ach.command()
@click.option("--entries", type=click.IntRange(min=1), default=100_000, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def bench(entries: int, as_json: bool) -> None:
    """Measure writing and strictly reading so many CCD+ entries with addenda."""
    measured = measure(entries)
    if as_json:
        click.echo(json.dumps(asdict(measured)))
        return
    click.echo(f"{measured.entries} entries: written in {measured.write_s} s,")
    click.echo(f"read in {measured.read_s} s, at most {measured.peak_mb} MB")
