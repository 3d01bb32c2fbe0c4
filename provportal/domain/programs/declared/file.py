"""A program's file: its TOML text read whole, each fault with the line that it stands on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from provportal.domain.fields import Wrong
from provportal.domain.programs.declared.coherence import faults_of
from provportal.domain.programs.declared.declaration import Declaration
from provportal.domain.programs.declared.reading import read_declaration
from provportal.domain.programs.declared.toml_lines import line_at, lines_of, path_in

_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$|\s*\(at end of document\)$")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One sentence of what is wrong, and its line from 1."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}"


class FileFaults(ValueError):
    """The text declares no program; carries every fault, in the order of their lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(str(fault) for fault in faults))
        self.faults = faults


@lru_cache(maxsize=64)  # A page asks the same few files many times.
def declared_in(text: str) -> Declaration:
    """The program that a text declares. Raises FileFaults."""
    values = values_in(text)
    try:
        found = read_declaration(values)
    except Wrong as wrong:
        raise FileFaults(_placed(text, wrong.faults)) from wrong
    faults = faults_of(found)
    if faults:
        raise FileFaults(_placed(text, faults))
    return found


def values_in(text: str) -> dict[str, object]:
    """What stands in a text, as plain JSON values. Raises FileFaults for what is no TOML."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise FileFaults((_unreadable(text, str(wrong)),)) from wrong
    return {key: _plain(value) for key, value in found.items()}


def _plain(value: object) -> object:
    """Days as they are written; TOML's other values are JSON's."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _unreadable(text: str, said: str) -> Fault:
    at = _AT_LINE.search(said)
    line = int(at[1]) if at and at[1] else max(1, len(text.splitlines()))
    what = _AT_LINE.sub("", said)
    return Fault(line, f"this is no TOML: {what[:1].lower()}{what[1:]}")


def _placed(text: str, faults: tuple[tuple[str, str], ...]) -> tuple[Fault, ...]:
    lines = lines_of(text)
    return tuple(
        sorted(Fault(line_at(lines, path_in(path)), _sentence(path, what)) for path, what in faults)
    )


def _sentence(path: str, what: str) -> str:
    """The key is named from its own table on: the line says which table it is."""
    name = path.rpartition("].")[2] or path
    return f"{name} {what}" if what.startswith("is ") else f"{name}: {what}"
