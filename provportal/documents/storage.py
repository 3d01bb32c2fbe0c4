"""Where the bytes of documents are kept: sealed, under random names, outside every web folder."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from provportal.store.keyring import Keyring, Tampered

PURPOSE = "document"
DIGEST_BYTES = hashlib.sha256().digest_size

_KEY = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".part"


class NoSuchDocument(Exception):
    """Nothing is stored under this key, or it is no key."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a document went: its key, and SHA-256 (hex) and size in bytes of the plain content."""

    key: str
    sha256: str
    size: int


class Storage(Protocol):
    """Keeps documents. Bytes are stored first, then the row that names them."""

    def put(self, data: bytes) -> Stored:
        """Store a document under a new random key; on return it outlives a power cut."""

    def get(self, key: str) -> bytes:
        """The document as it was stored. Raises NoSuchDocument, Tampered."""

    def delete(self, key: str) -> None:
        """Remove a document; what is gone already stays gone. Raises NoSuchDocument for no key."""

    def keys_older_than(self, age: timedelta) -> Iterator[str]:
        """Keys stored longer ago than this, unfinished ones too: candidates for the sweep."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where documents go: rows in the database, bytes in the storage."""

    engine: Engine
    storage: Storage


class Seal:
    """Closes and opens documents, the same way wherever they are kept."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def close(self, data: bytes) -> tuple[Stored, bytes]:
        """A new random key for a document, and its sealed bytes."""
        key = secrets.token_hex(16)
        digest = hashlib.sha256(data)
        # The digest lies inside the seal: a fault of our own in sealing shows on reading.
        sealed = self._keyring.seal_bytes(digest.digest() + data, PURPOSE, key)
        return Stored(key, digest.hexdigest(), len(data)), sealed

    def open(self, key: str, sealed: bytes) -> bytes:
        """The document that was sealed under this key. Raises Tampered, UnknownKey."""
        content = self._keyring.open_bytes(sealed, PURPOSE, key)
        digest, data = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
        if hashlib.sha256(data).digest() != digest:
            raise Tampered(f"document {key} is not what was stored")
        return data


def refuse_no_key(key: str) -> None:
    """32 hex digits lead nowhere else. Raises NoSuchDocument for anything that is no key."""
    if not _KEY.fullmatch(key):
        raise NoSuchDocument("no key of a document")


class FolderStorage:
    """Documents as sealed files in a folder tree: `ab/cd/abcd...`, readable by the owner only."""

    def __init__(self, root: Path, keyring: Keyring) -> None:
        self._root = root
        self._seal = Seal(keyring)

    def put(self, data: bytes) -> Stored:
        stored, sealed = self._seal.close(data)
        self._write(stored.key, sealed)
        return stored

    def get(self, key: str) -> bytes:
        try:
            sealed = self._path(key).read_bytes()
        except FileNotFoundError:
            raise NoSuchDocument(key) from None
        return self._seal.open(key, sealed)

    def delete(self, key: str) -> None:
        path = self._path(key)
        path.unlink(missing_ok=True)
        _unfinished(path).unlink(missing_ok=True)

    def keys_older_than(self, age: timedelta) -> Iterator[str]:
        # Against the machine's clock, which wrote the files' times, not the portal's: a demo that
        # is moved ahead a week must not sweep the upload of this minute.
        limit = time.time() - age.total_seconds()
        for path in self._root.glob("??/??/*"):
            key = path.name.removesuffix(_UNFINISHED)
            if _KEY.fullmatch(key) and _written_before(path, limit):
                yield key

    def _path(self, key: str) -> Path:
        # The one place where a key becomes a path.
        refuse_no_key(key)
        return self._root / key[:2] / key[2:4] / key

    def _write(self, key: str, sealed: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(_unfinished(path), "xb", opener=_owner_only) as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        _unfinished(path).rename(path)
        for folder in (path.parent, path.parent.parent, self._root):
            _keep_names(folder)


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + _UNFINISHED)


def _written_before(path: Path, limit: float) -> bool:
    try:
        return path.stat().st_mtime < limit
    except FileNotFoundError:
        # Another sweep was quicker.
        return False


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _keep_names(folder: Path) -> None:
    """Write a folder's list of names to the disk: without it a power cut may forget a file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
