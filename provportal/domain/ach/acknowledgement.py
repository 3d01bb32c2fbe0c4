"""The bank's acknowledgement: which file it got, what that adds up to, whether it will pay it.

Banks agree on no format; ours is a JSON object, which an adapter per bank has to produce:

    format        "ach-acknowledgement/1"
    file_sha256   of the bytes that the bank got, 64 hexadecimal digits
    entries       whole number; prenotes count
    debit_cents   whole number
    credit_cents  whole number
    accepted      true, or false for a file that will not be paid at all
    reason        why it was rejected, else ""
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from provportal.domain.ach.tally import Tally

FORMAT = "ach-acknowledgement/1"
_SHA256 = re.compile("[0-9a-f]{64}")


class Unreadable(ValueError):
    """The bytes are not an acknowledgement in our format."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """`sha256` names the bytes that the bank got, `debit` and `credit` are their cents.

    `reason` says why a file was rejected.
    """

    sha256: str
    entries: int
    debit: int
    credit: int
    accepted: bool
    reason: str = ""

    @classmethod
    def of(cls, sha256: str, tally: Tally, reason: str) -> Acknowledgement:
        """Of a counted file; a reason rejects it."""
        return cls(sha256, tally.entries, tally.debit, tally.credit, not reason, reason)


def write(acknowledgement: Acknowledgement) -> bytes:
    """The acknowledgement as a file."""
    content = {
        "format": FORMAT,
        "file_sha256": acknowledgement.sha256,
        "entries": acknowledgement.entries,
        "debit_cents": acknowledgement.debit,
        "credit_cents": acknowledgement.credit,
        "accepted": acknowledgement.accepted,
        "reason": acknowledgement.reason,
    }
    return (json.dumps(content, indent=2) + "\n").encode()


def looks_like(data: bytes) -> bool:
    """Whether a bank's file is meant as an acknowledgement; a Nacha file begins with a digit."""
    return data.lstrip().startswith(b"{")


def read(data: bytes) -> Acknowledgement:
    """The acknowledgement in a file. Raises Unreadable."""
    content = _object(data)
    sha256, accepted = content.get("file_sha256"), content.get("accepted")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise Unreadable("file_sha256 is not 64 hexadecimal digits")
    if not isinstance(accepted, bool):
        raise Unreadable("accepted is neither true nor false")
    return Acknowledgement(
        sha256=sha256,
        entries=_whole(content, "entries"),
        debit=_whole(content, "debit_cents"),
        credit=_whole(content, "credit_cents"),
        accepted=accepted,
        reason=str(content.get("reason", "")),
    )


def _object(data: bytes) -> dict[str, object]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as wrong:
        raise Unreadable("not JSON") from wrong
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Unreadable(f"not of the format {FORMAT}")
    return content


def _whole(content: dict[str, object], name: str) -> int:
    value = content.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Unreadable(f"{name} is not a whole number")
    return value
