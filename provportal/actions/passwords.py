"""Passwords: which are good enough, and argon2id with bounded concurrency and equal work."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import BoundedSemaphore
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 15, 128
"""Characters. NIST SP 800-63B-4: at least 15 where a password is the only factor, no other rules
of composition; at least 64 must be allowed."""

MEMORY_KIB = 19_456
"""OWASP's minimum for argon2id with two passes on one lane."""

HASHES_AT_ONCE = 2
WAIT_SECONDS = 2.0
"""A burst of sign-ins must not take the processors from everybody else's pages."""


class PasswordFault(StrEnum):
    """Why a password may not be chosen."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


class Busy(Exception):
    """Too many people are signing in at this moment."""


class Hasher(Protocol):
    """What is used of argon2's PasswordHasher."""

    def hash(self, password: str) -> str:
        """The encoded hash with its salt and costs."""

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - the library's own name
        """True, or raises VerificationError."""

    def check_needs_rehash(self, hash: str) -> bool:  # noqa: A002 - the library's own name
        """Whether it was made at other costs."""


def argon2id(cost: int) -> PasswordHasher:
    """The hasher with `cost` passes."""
    return PasswordHasher(time_cost=cost, memory_cost=MEMORY_KIB, parallelism=1)


def normal(password: str) -> str:
    """NFC, so that the same letters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFC", password)


def fault_of(password: str) -> PasswordFault | None:
    """What is wrong with a password that somebody wants to choose, if anything."""
    length = len(normal(password))
    if length < SHORTEST:
        return PasswordFault.TOO_SHORT
    return PasswordFault.TOO_LONG if length > LONGEST else None


class Passwords:
    """Makes and compares password hashes, a few at a time."""

    def __init__(self, hasher: Hasher) -> None:
        self._hasher = hasher
        self._slots = BoundedSemaphore(HASHES_AT_ONCE)
        # Compared with when there is no account: refusing then takes the same work.
        self._nobody = hasher.hash("nobody has this password")

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Wait for one's turn to hash. Raises Busy after WAIT_SECONDS."""
        if not self._slots.acquire(timeout=WAIT_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self._slots.release()

    def hash(self, password: str) -> str:
        """The hash to store."""
        return self._hasher.hash(normal(password))

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether a password is the stored one; with nothing stored, the same work and no."""
        try:
            self._hasher.verify(stored or self._nobody, normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def newer(self, stored: str, password: str) -> str | None:
        """A new hash when the stored one was made at other costs than today's."""
        return self.hash(password) if self._hasher.check_needs_rehash(stored) else None
