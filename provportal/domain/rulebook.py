"""Rule books: dated, versioned parameters of a program, with a hash that pins them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One version: its name, the first day it decides for, and its parameters (plain JSON)."""

    version: str
    effective_from: date
    payload: Mapping[str, object]


def canonical_json(payload: Mapping[str, object]) -> str:
    """The one text of a payload: sorted keys, no spaces."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def payload_hash(payload: Mapping[str, object]) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical_json(payload).encode()).hexdigest()
