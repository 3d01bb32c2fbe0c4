"""Progress of long work, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import click
from rich.console import Console
from rich.progress import Progress


@contextmanager
def telling(first: str, steps: int) -> Iterator[Callable[[str], None]]:
    """A bar of so many steps; call with the next step's words when the one before is done.

    A log, which is no terminal, gets a line for each step in its place.
    """
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _lines(first, steps)
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(first, total=steps)

        def tell(words: str) -> None:
            progress.update(task, description=words, advance=1)

        yield tell


def _lines(first: str, steps: int) -> Callable[[str], None]:
    done = count(1)
    click.echo(first, err=True)

    def tell(words: str) -> None:
        click.echo(f"{next(done)}/{steps} {words}", err=True)

    return tell
