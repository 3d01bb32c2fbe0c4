"""What an invariant is: a name, its sentence, the SQL that looks for breaches, and who judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that is wrong: its table with the number or id people know it by, and what is wrong.

    Amounts in `what` are whole cents.
    """

    row: str
    what: str


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A row that could not be judged, and why: said aloud, never passed over."""

    row: str
    why: str


Columns = Sequence[Any]
"""One row of an invariant's SELECT, by position; the first says which row it is."""
Found = Breach | NotChecked
Judge = Callable[[Columns], Iterable[Found]]


def told(row: Columns) -> Iterator[Breach]:
    """The judge of most invariants: the SQL tells breaches only, as (row, what)."""
    yield Breach(str(row[0]), str(row[1]))


@dataclass(frozen=True, slots=True)
class Invariant:
    """A sentence that must never be false.

    `sql` is one SELECT that may use the words of `vocabulary`; it runs on SQLite and PostgreSQL
    alike. Its rows are streamed through `judge`, one at a time.
    """

    name: str
    sentence: str
    sql: str
    judge: Judge = told
