"""A sender: what takes one message to one person, and what it says came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from provportal.actions.delivering import Attempted
from provportal.domain.notice import Channel


@dataclass(frozen=True, slots=True)
class Message:
    """One message, written out. A text has no subject.

    `key` is the same for each attempt at it, so that who gets it twice can know it again.
    """

    key: str
    channel: Channel
    to: str
    language: str
    subject: str
    body: str
    at: datetime


class Sender(Protocol):
    """A way out. A message is taken, refused for good, or to be tried later; nothing is raised."""

    def send(self, message: Message) -> Attempted:
        """Try once. The result is DELIVERED, REFUSED or TRY_LATER; the detail is a code."""
