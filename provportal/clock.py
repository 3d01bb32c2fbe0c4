"""The one clock: what time it is, in UTC; the demo's can be moved ahead."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

MICROSECOND = timedelta(microseconds=1)


class Clock(Protocol):
    """Gives the time; every action is handed it from outside."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FileClock:
    """The machine's clock, ahead by the microseconds written in a file.

    Each process that is given the same file sees the same time; no file means no offset. It never
    goes back: what has happened stays before what happens next.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset()

    def begin(self, moment: datetime) -> None:
        """Start a sample's time at any moment. Raises FileExistsError once it has begun."""
        if moment.utcoffset() is None:
            raise ValueError("a moment needs a time zone")
        with self._locked():
            if self._path.exists():
                raise FileExistsError(self._path)
            self._write(moment - datetime.now(UTC))

    def advance(self, step: timedelta) -> None:
        """Move ahead. Raises ValueError for a step back."""
        if step < timedelta(0):
            raise ValueError("the clock never goes back")
        with self._locked():
            self._write(self._offset() + step)

    def set_to(self, moment: datetime) -> None:
        """Move ahead to a moment. Raises ValueError for one that is past, or without time zone."""
        if moment.utcoffset() is None:
            raise ValueError("a moment needs a time zone")
        with self._locked():
            if moment < self.now():
                raise ValueError("the clock never goes back")
            self._write(moment - datetime.now(UTC))

    def _offset(self) -> timedelta:
        try:
            return int(self._path.read_text(encoding="ascii")) * MICROSECOND
        except FileNotFoundError:
            return timedelta(0)

    def _write(self, offset: timedelta) -> None:
        # A reader sees the old offset or the new one, never a half-written number.
        part = self._path.with_name(f"{self._path.name}.{secrets.token_hex(8)}")
        part.write_text(str(offset // MICROSECOND), encoding="ascii")
        part.replace(self._path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Two processes that both advance by a day must end two days ahead. The lock is a file of
        # its own, since the offset's file is replaced.
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(
            self._path.with_name(f"{self._path.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600
        )
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)
