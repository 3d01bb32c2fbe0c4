"""The data folder of embedded defaults: keys that only its owner reads, a socket for the queue."""

from __future__ import annotations

import os
import tempfile
from errno import EPERM
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR

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
