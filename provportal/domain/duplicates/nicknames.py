"""Which short names stand for which given name, in English and in Spanish (nicknames.csv).

A small table on purpose: common short forms of names borne by children and patients of today.
Compiled with https://github.com/carltonnorthern/nicknames (English, a far longer list), and the
hypocorisms at https://chimatli.org/blog/?m=201003 (Mexican) and
https://spanishviaskype.com/es/paco-pepe/ (Spanish) at hand.
"""

from __future__ import annotations

import csv
from importlib.resources import files


def _stand_for() -> dict[str, frozenset[str]]:
    given: dict[str, set[str]] = {}
    text = files(__package__).joinpath("nicknames.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for short in row["short_names"].split():
            given.setdefault(short, {short}).add(row["given_name"])
    return {short: frozenset(names) for short, names in given.items()}


_STAND_FOR = _stand_for()


def formal_names(name: str) -> frozenset[str]:
    """The given names a folded name may stand for, itself among them: bob for {bob, robert}."""
    return _STAND_FOR.get(name) or frozenset({name})
