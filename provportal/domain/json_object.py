"""Bytes of a JSON file into an object, or one plain message; the file may hold anything."""

from __future__ import annotations

import json
from collections.abc import Mapping

from provportal.domain.fields import shown


class NotJson(ValueError):
    """The bytes are no JSON object; the message says where or why, in one line."""


def read_json(raw: bytes) -> Mapping[str, object]:
    """Read an object in UTF-8. Raises NotJson, for a key named twice and NaN too."""
    try:
        value = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_each_key_once, parse_constant=_no_number
        )
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise NotJson(f"is not JSON ({where}: {fault.msg})") from fault
    except UnicodeDecodeError as fault:
        raise NotJson(f"is not UTF-8 text (byte {fault.start})") from fault
    except RecursionError as fault:
        raise NotJson("is nested too deeply") from fault
    except NotJson:
        raise
    except ValueError as fault:  # A number of more digits than Python reads.
        raise NotJson("holds a number that is too long") from fault
    if not isinstance(value, dict):
        raise NotJson("is not an object in braces")
    return value


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise NotJson(f"names the key {shown(twice)} twice")
    return found


def _no_number(name: str) -> object:
    raise NotJson(f"holds {name}, which is no amount")
