"""What differs between two values of plain JSON: a rule book and the one before, two answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

NAMED_BY = (
    ("step", "key"),
    ("slug",),
    ("key",),
    ("value",),
    ("question", "must"),
    ("county", "effective_from"),
    ("table", "age_group", "category"),
    ("rule",),
    ("code", "field"),
    ("code",),
    ("number",),
)
"""What a row of a list is called by, where all of its rows have these keys and differ in them; a
row of another list is called by its place, from 1."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not the same: where it stands, and what it was and is; None is nowhere."""

    path: tuple[str, ...]
    before: str | None
    after: str | None

    def as_json(self) -> dict[str, object]:
        return {"path": list(self.path), "before": self.before, "after": self.after}


def differences(before: object, after: object) -> tuple[Difference, ...]:
    """Every single value that differs, in the order of the first; what is new comes last."""
    old, new = dict(_leaves(before, ())), dict(_leaves(after, ()))
    return tuple(
        Difference(path, old.get(path), new.get(path))
        for path in dict.fromkeys((*old, *new))
        if old.get(path) != new.get(path)
    )


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each single value as text, with the way to it. A list of single values is one value."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*path, str(key)))
    elif isinstance(value, list | tuple) and any(isinstance(row, Mapping) for row in value):
        for name, row in zip(_names(value), value, strict=True):
            yield from _leaves(row, (*path, name))
    else:
        yield path, _text(value)


def _names(rows: Sequence[object]) -> list[str]:
    for keys in NAMED_BY:
        names = [_name(row, keys) for row in rows]
        if all(names) and len(set(names)) == len(names):
            return names
    return [str(place) for place in range(1, len(rows) + 1)]


def _name(row: object, keys: tuple[str, ...]) -> str:
    if not isinstance(row, Mapping) or not set(keys) <= row.keys():
        return ""
    return " ".join(_text(row[key]) for key in keys)


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
