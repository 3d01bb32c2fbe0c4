"""`provportal price`: what one case, or each case of a file, pays by the rule book, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import click

from provportal.domain.json_object import NotJson, read_json
from provportal.domain.programs.calworks.book import load_los_angeles, read_book
from provportal.domain.programs.calworks.case import CaseFaults, read_case
from provportal.domain.programs.calworks.plain_text import answer_lines
from provportal.domain.programs.calworks.price import Answer
from provportal.domain.programs.calworks.price import price as price_case
from provportal.domain.rulebook import BookFaults, RuleBook

WRONG_INPUT = 2
PROGRESS_EVERY = 1_000


@click.command()
@click.argument("case", required=False)
@click.option("--rulebook", metavar="FILE", help="Price by this rule book (JSON).")
@click.option("--many", metavar="FILE", help="Price one case a line; '-' reads standard input.")
@click.option("--text", "as_text", is_flag=True, help="Print sentences instead of JSON.")
def price(case: str | None, rulebook: str | None, many: str | None, as_text: bool) -> None:
    """Price the child care case in the file CASE ('-' reads standard input).

    Ends with 0 when priced, 2 with one message per fault when something cannot be read.
    """
    if (case is None) == (many is None):
        raise click.UsageError("Give one CASE, or --many FILE.")
    if many is not None and as_text:
        raise click.UsageError("--many prints JSON lines; leave out --text.")
    book = _book(rulebook)
    if many is not None:
        sys.exit(_price_many(many, book))
    show = _as_text if as_text else _as_json
    _price_one(case or "-", book, show)


def _book(path: str | None) -> RuleBook:
    if path is None:
        return load_los_angeles()
    try:
        return read_book(read_json(b"".join(_lines(path))))
    except NotJson as fault:
        _stop((f"rulebook: {fault}",))
    except BookFaults as fault:
        _stop(fault.faults)


def _price_one(path: str, book: RuleBook, show: Callable[[Answer], str]) -> None:
    answer = _answer(b"".join(_lines(path)), book)
    if not isinstance(answer, Answer):
        _stop(answer)
    click.echo(show(answer))


def _price_many(path: str, book: RuleBook) -> int:
    """Price line by line, so that memory does not grow with the file; the exit status."""
    wrong = done = 0
    for done, line in enumerate(_lines(path), start=1):
        answer = _answer(line, book)
        if isinstance(answer, Answer):
            printed = answer.as_json()
        else:
            wrong += 1
            printed = {"line": done, "errors": list(answer)}
        click.echo(json.dumps(printed))
        if done % PROGRESS_EVERY == 0:
            click.echo(f"{done:,} cases", err=True)
    click.echo(f"{done:,} cases in all, {wrong:,} wrong", err=True)
    return WRONG_INPUT if wrong else 0


def _answer(raw: bytes, book: RuleBook) -> Answer | tuple[str, ...]:
    """The answer to one case, or its faults."""
    try:
        return price_case(read_case(read_json(raw)), book)
    except NotJson as fault:
        return (f"case: {fault}",)
    except CaseFaults as fault:
        return fault.faults


def _lines(path: str) -> Iterator[bytes]:
    try:
        if path == "-":
            yield from sys.stdin.buffer
        else:
            with Path(path).open("rb") as file:
                yield from file
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        _stop((f"{path}: cannot be read ({reason})",))


def _as_json(answer: Answer) -> str:
    return json.dumps(answer.as_json(), indent=2)


def _as_text(answer: Answer) -> str:
    return "\n".join(answer_lines(answer))


def _stop(faults: tuple[str, ...]) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(WRONG_INPUT)
