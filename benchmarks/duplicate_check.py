"""The check of one new line against ten million in PostgreSQL: its look-ups and its verdict.

The yardstick of the same run reads one line by its id. `LINES=1000000` makes fewer lines.
"""

from __future__ import annotations

import os
import random

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.many_lines import MONTHS, line_id, many_lines
from benchmarks.timing import median, milliseconds, p99, tell
from provportal.domain.duplicates import compare
from provportal.store import history
from provportal.store.history import Candidates
from provportal.store.request import Request, RequestLine
from provportal.store.session import make_engine, reading
from tests import postgres

LINES = int(os.environ.get("LINES", "10_000_000"))
CHECKS, UNCOUNTED = 2_000, 200
FEW = 150
GOAL_MS = 10


def main() -> None:
    server = postgres.start()
    try:
        engine = make_engine(server.url("postgres"))
        children = many_lines(engine, LINES)
        tell(f"{CHECKS:,} checks")
        _report(engine, children)
        engine.dispose()
    finally:
        server.stop()


def _report(engine: Engine, children: int) -> None:
    """Checks of lines of the newest month; a line of a center finds hundreds, one of a home few."""
    rng = random.Random(20261124)
    newest = range(children * (MONTHS - 1), children * MONTHS)
    found: dict[str, list[float]] = {"homes": [], "centers": []}
    looked_up: list[float] = []
    for at, number in enumerate(rng.choices(newest, k=UNCOUNTED + CHECKS)):
        with reading(engine) as session:
            few, took, one = _check(session, line_id(number))
        if at >= UNCOUNTED:
            found["homes" if few else "centers"].append(took)
            looked_up.append(one)
    lines = f"{children * MONTHS:,} lines in PostgreSQL"
    for kind, times in {**found, "all": found["homes"] + found["centers"]}.items():
        print(
            f"duplicate check against {lines}, {kind} ({len(times)} checks): "
            f"p50 {median(times):.1f} ms, p99 {p99(times):.1f} (goal <= {GOAL_MS}); "
            f"a line by its id {median(looked_up):.1f}"
        )


def _check(session: Session, line: str) -> tuple[bool, float, float]:
    """Whether few lines were found; milliseconds of the check, and of the line by its id."""
    one = milliseconds(lambda: session.get_one(RequestLine, line))
    row = session.get_one(RequestLine, line)
    request = session.get_one(Request, row.request_id)
    made: list[Candidates] = []

    def check() -> None:
        made.append(history.candidates(session, request, row))
        compare(*made[0])

    took = milliseconds(check)
    return len(made[0].earlier) + len(made[0].beside) <= FEW, took, one


if __name__ == "__main__":
    main()
