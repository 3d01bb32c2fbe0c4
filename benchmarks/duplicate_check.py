"""The check of one new line against ten million in PostgreSQL: its look-ups and its verdict.

The yardstick of the same run reads one line by its id. `LINES=1000000` makes fewer lines.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.many_lines import MONTHS, homes, line_id, many_lines
from benchmarks.timing import median, milliseconds, p99, tell
from provportal.domain.duplicates import compare
from provportal.store import history
from provportal.store.request import Request, RequestLine
from provportal.store.session import make_engine, reading
from tests import postgres

LINES = int(os.environ.get("LINES", "10_000_000"))
CHECKS, UNCOUNTED = 1_000, 100
GOAL_MS = 10


class Took(NamedTuple):
    """Milliseconds of one check: by the clock, and of this process's own work in it."""

    clock: float
    own: float


def main() -> None:
    server = postgres.start()
    try:
        engine = make_engine(server.url("postgres"))
        children = many_lines(engine, LINES)
        tell(f"{2 * CHECKS:,} checks")
        _report(engine, children)
        engine.dispose()
    finally:
        server.stop()


def _report(engine: Engine, children: int) -> None:
    """Checks of the newest month, whose children are known, and of the first, where none is.

    A line of a known child finds a few lines; a new child's finds all that its payee asked for.
    """
    months = {"known": (MONTHS - 1) * children, "new": 0}
    for people, first in months.items():
        found, looked_up = _checks(engine, range(first, first + children), children)
        print(f"duplicate check against {children * MONTHS:,} lines in PostgreSQL, {people} child:")
        for kind, checks in {**found, "all": [*found["home"], *found["center"]]}.items():
            clock, own = ([took[at] for took in checks] for at in (0, 1))
            print(
                f"  {kind} ({len(checks)} checks): p50 {median(clock):.1f} ms, "
                f"p99 {p99(clock):.1f} (goal <= {GOAL_MS}); of it our own work "
                f"{median(own):.1f} and {p99(own):.1f}; a line by its id {median(looked_up):.1f}"
            )


def _checks(
    engine: Engine, lines: Sequence[int], children: int
) -> tuple[dict[str, list[Took]], list[float]]:
    """By kind of payee what checks took, and milliseconds of looking up a line by its id."""
    found: dict[str, list[Took]] = {"home": [], "center": []}
    looked_up: list[float] = []
    rng = random.Random(20261124)
    for at, number in enumerate(rng.choices(lines, k=UNCOUNTED + CHECKS)):
        with reading(engine) as session:
            one = milliseconds(lambda: session.get_one(RequestLine, line_id(number)))  # noqa: B023 - called at once
            row = session.get_one(RequestLine, line_id(number))
            took = _check(session, row)
        if at >= UNCOUNTED:
            in_home = int(row.tin_token.removeprefix("T")) < homes(children)
            found["home" if in_home else "center"].append(took)
            looked_up.append(one)
    return found, looked_up


def _check(session: Session, row: RequestLine) -> Took:
    request = session.get_one(Request, row.request_id)
    own = time.process_time()
    clock = milliseconds(lambda: compare(*history.candidates(session, request, row)))
    return Took(clock, (time.process_time() - own) * 1000)


if __name__ == "__main__":
    main()
