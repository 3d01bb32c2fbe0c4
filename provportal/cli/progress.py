"""Progress of long work, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


@contextmanager
def telling(first: str, steps: int) -> Iterator[Callable[[str], None]]:
    """A bar of so many steps; call with the next step's words when the one before is done.

    A script that reads standard error sees nothing unless something is wrong.
    """
    console = Console(file=sys.stderr)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(first, total=steps)

        def tell(words: str) -> None:
            progress.update(task, description=words, advance=1)

        yield tell
