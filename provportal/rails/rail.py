"""A rail: the way out to a bank, and the way its answers come in. One Protocol."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that the bank put out for one agency (the mailbox is the agency's code)."""

    mailbox: str
    name: str
    data: bytes


class AlreadyDelivered(Exception):
    """Other bytes were delivered under this name before: an alarm, never overwritten."""


class Rail(Protocol):
    """Deliver once, collect what came. Delivering the same bytes again is harmless."""

    def deliver(self, mailbox: str, name: str, data: bytes) -> None:
        """Hand over a file. Raises AlreadyDelivered for other bytes under a known name."""
        ...

    def arrivals(self, mailboxes: Container[str]) -> Iterator[Arrival]:
        """What the bank has put into these mailboxes and was not taken yet.

        Asking for the next file takes the one before. A file may be shown again, which importing
        ignores.
        """
        ...
