"""Readers of single values and of objects; each says all that is wrong, with the field's name.

A reader takes a value of the file and returns what it means or raises Wrong. Readers of objects and
lists gather the faults of all their parts, so that one run shows everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from provportal.domain.money import Money, NotMoney

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
Reader = Callable[[object], T]

_LONGEST_TEXT = 250
LAST_YEAR = 2199  # Leaves room for pay dates and birthdays within the calendar.
_NO_DATE = "write a date that exists, like 2026-10-31"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Wrong(ValueError):
    """One or more values cannot be read: (path below the value, what is wrong)."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__("; ".join(f"{path}: {what}" for path, what in faults))
        self.faults = faults

    def under(self, key: str) -> list[tuple[str, str]]:
        """The same faults, seen from the object that holds the value under this key."""
        return [(_join(key, path), what) for path, what in self.faults]


def _join(key: str, path: str) -> str:
    if not path or path.startswith("["):
        return key + path
    return f"{key}.{path}"


def wrong(what: str) -> Wrong:
    return Wrong(("", what))


def shown(text: str) -> str:
    """A value of the file, safe to repeat in a one-line message."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:60]


def text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise wrong("write a text")
    if len(value) > _LONGEST_TEXT:
        raise wrong(f"at most {_LONGEST_TEXT} characters")
    if not value.isprintable():
        raise wrong("write one line without control characters")
    return value


def boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong("write true or false")
    return value


def whole(value: object) -> int:
    """A whole number, zero or more."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise wrong("write a whole number, 0 or more")
    return value


def money(value: object) -> Money:
    if not isinstance(value, str) or not value.isascii():
        raise wrong('write an amount as text with two decimals, like "950.00"')
    if value.startswith("-"):
        raise wrong("an amount must not be negative")
    try:
        return Money.read(value)
    except NotMoney as fault:
        raise wrong(f"{fault}, at most 9999999.99") from fault


def day(value: object) -> date:
    """A calendar date from 1900 on."""
    if not isinstance(value, str):
        raise wrong(_NO_DATE)
    return _day(value)


@lru_cache(maxsize=10_000)  # The cases of a file speak of the same few months.
def _day(written: str) -> date:
    try:
        found = date.fromisoformat(written) if _DATE.fullmatch(written) else None
    except ValueError:
        found = None
    if found is None:
        raise wrong(_NO_DATE)
    if found < date(1900, 1, 1):
        raise wrong("dates begin in 1900")
    return found


def recent_day(value: object) -> date:
    """A date from which promised dates are counted, so it must not touch the calendar's end."""
    found = day(value)
    if found.year > LAST_YEAR:
        raise wrong(f"dates end in {LAST_YEAR}")
    return found


def one_of(kinds: Iterable[E]) -> Reader[E]:
    """A word of a closed list: of an enumeration, or of some of it."""
    words = {kind.value: kind for kind in kinds}

    def read(value: object) -> E:
        if not isinstance(value, str) or value not in words:
            raise wrong(f"write one of {', '.join(words)}")
        return words[value]

    return read


def nullable(reader: Reader[T]) -> Reader[T | None]:
    def read(value: object) -> T | None:
        return None if value is None else reader(value)

    return read


def listing(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list | tuple):
            raise wrong("write a list")
        found: list[T] = []
        faults: list[tuple[str, str]] = []
        for index, item in enumerate(value):
            try:
                found.append(reader(item))
            except Wrong as fault:
                faults += fault.under(f"[{index}]")
        if faults:
            raise Wrong(*faults)
        return tuple(found)

    return read


def table(key: Reader[Any], reader: Reader[T]) -> Reader[dict[Any, T]]:
    """An object whose keys are data (dates, weekdays) and whose values are all of one kind."""

    def read(value: object) -> dict[Any, T]:
        found: dict[Any, T] = {}
        faults: list[tuple[str, str]] = []
        for name, item in keyed(value).items():
            try:
                found[key(name)] = reader(item)
            except Wrong as fault:
                faults += fault.under(shown(name))
        if faults:
            raise Wrong(*faults)
        return found

    return read


def keyed(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict | Mapping):  # dict first: it is what JSON gives, and quick.
        raise wrong("write an object in braces")
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object: how it is read, what the record calls it, whether it may be left out."""

    key: str
    reader: Reader[Any]
    name: str
    optional: bool = False


def same_named(key: str, reader: Reader[Any], *, optional: bool = False) -> Field:
    """A key that the record calls by the same name."""
    return Field(key, reader, key, optional)


def record(make: Callable[..., T], *fields: Field) -> Reader[T]:
    """A reader of an object with exactly these keys; `make` is called with what they mean."""
    known = {field.key for field in fields}
    required = [field.key for field in fields if not field.optional]

    def read(value: object) -> T:
        given = keyed(value)
        faults = [(shown(key), "is not a known key") for key in given if key not in known]
        faults += [(key, "is missing") for key in required if key not in given]
        found: dict[str, Any] = {}
        for field in fields:
            if field.key in given:
                try:
                    found[field.name] = field.reader(given[field.key])
                except Wrong as fault:
                    faults += fault.under(field.key)
        if faults:
            raise Wrong(*faults)
        return make(**found)

    return read
