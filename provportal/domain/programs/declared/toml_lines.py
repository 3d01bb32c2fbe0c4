"""Where the values of a TOML text stand: the line of each table and key, found by reading along."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""Keys, and places in lists from 0: ('steps', 1, 'questions', 0, 'label')."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_\-.\s]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-]+(?:\s*\.\s*[A-Za-z0-9_\-]+)*)\s*=")
_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_LONG = ('"""', "'''")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of each table and key of a text that TOML can read."""
    found: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    here: Path = ()
    for number, line in _outside_long_texts(text):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            here = _opened(header, counts)
            found.setdefault(here, number)
        elif key:
            found.setdefault((*here, *_parts(key[1])), number)
    return found


def _opened(header: re.Match[str], counts: Counter[Path]) -> Path:
    """The path of a table that begins here; a list of tables grows by one."""
    *above, last = _parts(header[2])
    inside: Path = ()
    for name in above:
        inside = _within((*inside, name), counts)
    named = (*inside, last)
    if header[1] == "[[":
        counts[named] += 1
    return _within(named, counts)


def _within(named: Path, counts: Mapping[Path, int]) -> Path:
    """A list's name means its newest table."""
    return (*named, counts[named] - 1) if named in counts else named


def _parts(dotted: str) -> list[str]:
    return [part.strip() for part in dotted.split(".")]


def _outside_long_texts(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without those that begin inside a text of several lines."""
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not closing:
            yield number, line
        for mark in (closing,) if closing else _LONG:
            if line.count(mark) % 2:
                closing = "" if closing else mark


def path_in(written: str) -> Path:
    """'steps[1].label.es' as a path."""
    return tuple(name or int(place) for name, place in _PART.findall(written))


def line_at(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or of what is nearest around it; the first line when nothing is."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1
