"""A rule book: dated, versioned parameters that decide; program-neutral and never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One version of an agency's rules for one program.

    `payload` holds plain JSON values (texts, whole numbers, true, false, null, lists, objects). It
    is copied and frozen all the way down: what decided a payment cannot change afterwards.
    """

    version: str
    effective_from: date
    payload: Mapping[str, object] = field(hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "payload", _frozen(self.payload))


class BookFaults(ValueError):
    """The payload is no rule book of its program; each fault reads 'path: what is wrong'."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def as_if_from(book: RuleBook, day: date) -> RuleBook:
    """The same rules as if they had been in force by a day: to ask what they would have paid."""
    since = min(book.effective_from, day)
    return RuleBook(book.version, since, {**book.payload, "effective_from": since.isoformat()})


def canonical_json(payload: object) -> str:
    """The one text of a payload: keys sorted, no blanks.

    Raises TypeError for what JSON cannot say and ValueError for NaN and infinity.
    """
    return json.dumps(
        payload,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_thawed,
    )


def payload_hash(payload: object) -> str:
    """SHA-256 of the canonical JSON, in 64 hex digits."""
    return hashlib.sha256(canonical_json(payload).encode()).hexdigest()


def _frozen(value: object) -> object:
    if isinstance(value, Mapping):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    return value


def _thawed(value: object) -> object:
    """For json, which knows dict but not the frozen mapping."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a rule book cannot hold {type(value).__name__}")
