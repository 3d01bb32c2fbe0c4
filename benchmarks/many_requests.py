"""Many requests in bulk: copies of one that real actions made, each with its own ids and times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa

from provportal.domain.request import Place, State
from provportal.store.decision import CheckResult, Decision
from provportal.store.request import Request, RequestLine, RequestVersion
from provportal.store.row import Row, new_id
from provportal.store.tables import METADATA
from tests.given import NOW, World, a_certificate, a_world, another_provider
from tests.given_requests import a_request, recommended

CHUNK, PROVIDERS = 2_000, 100
EVERY_THIRD = 3
"""One third has been sent, one third is in review, one third is recommended as well."""

Values = dict[str, Any]
COPIED = (Request, RequestVersion, RequestLine, CheckResult, Decision)


@dataclass(frozen=True)
class Pattern:
    """The rows of one request; of its checks the first two."""

    rows: dict[type[Row], list[Values]]

    @classmethod
    def of(cls, engine: sa.Engine, request_id: str) -> Pattern:
        with engine.connect() as connection:
            return cls({row: list(_rows_of(connection, row, request_id)) for row in COPIED})

    def copy(self, number: int, live: int, care: Values) -> Iterator[tuple[type[Row], Values]]:
        """The rows of another request; the first `live` are still in the work list."""
        request_id, version_id = new_id(), new_id()
        part = number % EVERY_THIRD
        own = {
            Request: care
            | {
                "id": request_id,
                "number": f"PR-{number:08}",
                "state": _state(number, live, part),
                "submitted_at": place_of(number),
                "reviewed_by_id": self.rows[Request][0]["reviewed_by_id"] if part == 2 else None,
            },
            RequestVersion: {
                "id": version_id,
                "request_id": request_id,
                "idempotency_key": version_id,
            },
        }
        for row, patterns in self.rows.items():
            if row is Decision and part != 2:
                continue
            for pattern in patterns:
                plain = {"id": new_id(), "request_id": request_id, "version_id": version_id}
                yield (
                    row,
                    pattern | {k: v for k, v in plain.items() if k in pattern} | own.get(row, {}),
                )


def _rows_of(connection: sa.Connection, row: type[Row], request_id: str) -> Iterator[Values]:
    table = row.__table__
    key = table.c.id if row is Request else table.c.request_id
    found = connection.execute(sa.select(table).where(key == request_id)).mappings()
    yield from (dict(one) for one in islice(found, 2))


def _state(number: int, live: int, part: int) -> State:
    if number >= live:
        return State.PAID
    return State.SUBMITTED if part == 0 else State.IN_REVIEW


def a_large_world(engine: sa.Engine, live: int, paid: int) -> World:
    """A world whose agency has so many requests. It has no triggers: nothing moves here."""
    METADATA.create_all(engine.execution_options(writes=True))
    world = a_world(engine)
    first = a_request(world, at=Place.IN_REVIEW)
    recommended(world, first)
    pattern, cares = Pattern.of(engine, first), list(_cares(world))
    for start in range(0, live + paid, CHUNK):
        rows: dict[type[Row], list[Values]] = {row: [] for row in COPIED}
        for number in range(start, min(start + CHUNK, live + paid)):
            for row, values in pattern.copy(number, live, cares[number % PROVIDERS]):
                rows[row].append(values)
        with engine.execution_options(writes=True).begin() as connection:
            for row, values_of in rows.items():
                connection.execute(sa.insert(row), values_of)
    return world


def _cares(world: World) -> Iterator[Values]:
    """Providers with a child each, as the columns of a request name them."""
    for _ in range(PROVIDERS):
        other = another_provider(world)
        yield {
            "organisation_id": other.provider.id,
            "contract_id": other.provider.contract_id,
            "certificate_id": a_certificate(other),
        }


def place_of(number: int) -> datetime:
    """When the request of this number was sent: the larger, the longer ago."""
    return NOW - timedelta(minutes=number)
