"""The work list of an agency with 20,000 waiting requests, on both databases.

Yardsticks of the same run: one look-up by receipt number for a page (goal <= 4), and the same page
by OFFSET for one far down the list.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.many_requests import a_large_world, place_of
from benchmarks.timing import in_turns, median, p95, tell, times
from provportal.store import queue
from provportal.store.queue import PAGE, Place
from provportal.store.queue_parts import Wanted
from provportal.store.request import Request
from provportal.store.session import make_engine, reading
from tests import postgres
from tests.given import World
from tests.web.given_staff import Office, office_of

LIVE, PAID, DEEP = 20_000, 20_000, 15_000
ROUNDS = 30
GOAL_PAGE = 4


def main() -> None:
    for name, engine_of in {"SQLite": sqlite, "PostgreSQL": postgresql}.items():
        with tempfile.TemporaryDirectory() as folder, engine_of(Path(folder)) as engine:
            tell(f"{LIVE + PAID:,} requests on {name}")
            world = a_large_world(engine, LIVE, PAID)
            with reading(engine) as session:
                _report_rows(name, session, world)
            _report_page(name, office_of(world, Path(folder)))


@contextmanager
def sqlite(folder: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{folder / 'queue.sqlite3'}")
    yield engine
    engine.dispose()


@contextmanager
def postgresql(_folder: Path) -> Iterator[Engine]:
    server = postgres.start()
    try:
        engine = make_engine(server.url("postgres"))
        yield engine
        engine.dispose()
    finally:
        server.stop()


def _report_rows(name: str, session: Session, world: World) -> None:
    reviewer = world.agency.staff["reviewer"]
    page = partial(queue.waiting, session, reviewer, Wanted())
    number = f"PR-{LIVE // 2:08}"
    look_up = sa.select(Request).where(Request.number == number)
    first, one = in_turns(lambda: page(None), lambda: session.scalars(look_up).one(), ROUNDS)
    deep = Place(place_of(LIVE - DEEP), "ffffffff-ffff-ffff-ffff-ffffffffffff")
    keyset, offset = in_turns(lambda: page(deep), lambda: _by_offset(session, world), ROUNDS)
    counts = times(lambda: queue.counts(session, reviewer), ROUNDS // 3)
    print(
        f"queue on {name}, {LIVE:,} waiting of {LIVE + PAID:,}: first page {median(first):.1f} ms, "
        f"look-up by number {median(one):.1f}, ratio {median(first) / median(one):.1f} "
        f"(goal <= {GOAL_PAGE}); page after {DEEP:,} by place {median(keyset):.1f}, by OFFSET "
        f"{median(offset):.1f}, ratio {median(keyset) / median(offset):.2f}; "
        f"counts {median(counts):.0f}"
    )


def _by_offset(session: Session, world: World) -> list[object]:
    """The same rows as a list that counts pages would read them."""
    reviewer = world.agency.staff["reviewer"]
    return list(session.execute(queue.statement(reviewer, Wanted()).offset(DEEP).limit(PAGE + 1)))


def _report_page(name: str, office: Office) -> None:
    browser = office.as_(office.world.agency.staff["reviewer"])
    found = times(lambda: browser.get("/review"), ROUNDS)
    print(f"queue on {name}, the whole page: median {median(found):.0f} ms, p95 {p95(found):.0f}")


if __name__ == "__main__":
    main()
