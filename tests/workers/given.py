"""Builders for the tests of background work: a portal with its queue, and what stands in Redis."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from redis import Redis
from rq import Queue, SimpleWorker
from sqlalchemy import Engine

from provportal.clock import FileClock
from provportal.domain.request import Place
from provportal.settings import from_environment
from provportal.store.outbox import Outbox
from provportal.store.session import reading
from provportal.wiring import Wiring, wire
from tests import given_requests as requests
from tests.given import NOW, RUN_DAY, World, a_world
from workers.queue import make_worker
from workers.relay import push_due

LATER = timedelta(seconds=61)
"""After so long a pushed row that is not done counts as lost."""


@dataclass(frozen=True)
class Portal:
    """A world, the equipment of its processes, and a clock that a test moves."""

    world: World
    wiring: Wiring
    clock: FileClock

    @property
    def environment(self) -> dict[str, str]:
        return self.wiring.settings.as_environment()

    def rows(self) -> list[Outbox]:
        """Every promise, oldest first."""
        with reading(self.wiring.engine) as session:
            return list(session.scalars(sa.select(Outbox).order_by(Outbox.id)))

    def due(self) -> list[Outbox]:
        """The open promises that are due."""
        now = self.clock.now()
        return [row for row in self.rows() if row.done_at is None and row.due_at <= now]


def a_portal(engine: Engine, redis_url: str, folder: Path) -> Portal:
    """A small world with its folders under one folder; the accounts' verifications are done."""
    world = a_world(engine)
    settings = from_environment(
        {
            "DATA": str(folder / "data"),
            "DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "REDIS_URL": redis_url,
            "CLOCK_FILE": str(folder / "data" / "clock"),
            "SCANNER": "stand-in",
        }
    )
    settings.data.mkdir()
    settings.keys_path.touch(mode=0o600)
    settings.keys_path.write_text(world.keyring.text(), encoding="utf-8")
    assert settings.clock_path is not None
    clock = FileClock(settings.clock_path)
    clock.begin(NOW)
    return Portal(world, wire(settings), clock)


def submitted(portal: Portal) -> str:
    """A request whose background checks are promised and not run; returns its id."""
    request_id = requests.a_draft(portal.world)
    requests.sent(portal.world, request_id)
    return request_id


def released(portal: Portal) -> str:
    """A released batch whose file is promised and not written; returns its id."""
    requests.a_request(portal.world, at=Place.APPROVED)
    batch_id = requests.a_batch(portal.world)
    requests.released(portal.world, batch_id)
    portal.clock.set_to(RUN_DAY + timedelta(minutes=1))
    return batch_id


def work(queue: Queue) -> None:
    """A worker in this process runs what the queue holds."""
    make_worker(queue, SimpleWorker).work(burst=True, logging_level="WARNING")


def push(portal: Portal, queue: Queue, after: timedelta = timedelta(0)) -> int:
    """One look of the relay, so long from now by the machine's clock."""
    return push_due(portal.wiring, queue, datetime.now(UTC) + after)


_READ = {
    "string": ("GET",),
    "hash": ("HGETALL",),
    "list": ("LRANGE", 0, -1),
    "set": ("SMEMBERS",),
    "zset": ("ZRANGE", 0, -1),
    "stream": ("XRANGE", "-", "+"),
}
"""How each type of key is read whole."""


def everything(client: Redis) -> bytes:
    """All that Redis holds in one string, also what RQ packs: data, results, tracebacks."""
    found = []
    ask: Callable[..., Any] = client.execute_command
    for key in ask("KEYS", "*"):
        kind = ask("TYPE", key)
        command, *rest = _READ[kind.decode() if isinstance(kind, bytes) else kind]
        found += [key, *_parts(ask(command, key, *rest))]
    return b"\n".join(found)


def _parts(value: Any) -> Iterator[bytes]:
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set):
        for one in value:
            yield from _parts(one)
    elif isinstance(value, bytes):
        yield from (value, _unpacked(value), _unpacked(_from_base64(value)))


def _unpacked(value: bytes) -> bytes:
    try:
        return zlib.decompress(value)
    except zlib.error:
        return b""


def _from_base64(value: bytes) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        return b""
