"""Walks that were walked before: a test's database is brought to where another one stood.

Tests walk real actions to the state that they start from, and most start from the same few. Each
of these is walked once a process; who asks for it again, on a database in which nothing else has
happened, is given a copy of what the walk left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import Engine, event

from tests import database_copies
from tests.database_copies import Copy

Left = TypeVar("Left")
Way = tuple[object, ...]
"""The walks, in order, that led from an empty database to a place."""

LONGEST = 2
"""Walks on from there differ too much from test to test to be worth a copy."""
COUNTED = ("audit_event", "outbox", "agency", "organisation", "person", "contract", "certificate")
"""Each action leaves an audit row, and each builder one of the others."""
NOTHING = (0,) * len(COUNTED)


@dataclass(frozen=True)
class Place:
    """Where a walk ended: what it left in the database, and what it returned."""

    copy: Copy
    left: Any
    counts: tuple[int, ...]


_AT: WeakKeyDictionary[Engine, Way] = WeakKeyDictionary()
"""Where a database stands, as long as nobody has written in it since."""
_PLACES: dict[tuple[str, Way], Place] = {}


def begin(engine: Engine) -> None:
    """Nothing has happened in this database yet."""
    _AT[engine] = ()
    event.listen(engine, "commit", lambda _connection: _AT.pop(engine, None))


def walked(engine: Engine, name: object, walk: Callable[[], Left]) -> Left:
    """What a walk returns, after it was walked in a database, or copied into it."""
    way = _way_to(engine, name)
    if way is None:
        return walk()
    place = _PLACES.get((engine.dialect.name, way))
    if place is None:
        left = walk()
        place = _PLACES[engine.dialect.name, way] = Place(
            database_copies.take(engine), left, _counts(engine)
        )
    else:
        database_copies.put(engine, place.copy)
    _AT[engine] = way
    found: Left = place.left
    return found


def _way_to(engine: Engine, name: object) -> Way | None:
    """The way that this walk ends; none where it is too long, or something else has happened."""
    at = _AT.get(engine)
    if at is None or len(at) == LONGEST:
        return None
    counts = _counts(engine)
    there = _PLACES[engine.dialect.name, at].counts if at else NOTHING
    return (*at, name) if counts == there else None


def _counts(engine: Engine) -> tuple[int, ...]:
    """What an engine of somebody else's may have written."""
    counts = (sa.select(sa.func.count()).select_from(sa.table(name)) for name in COUNTED)
    with engine.connect() as connection:
        return tuple(
            connection.execute(sa.select(*(count.scalar_subquery() for count in counts))).one()
        )
