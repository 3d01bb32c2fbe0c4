"""What a kind of file is: its columns, what makes two lines the same, and how lines are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from provportal.actions.records import Outcome
from provportal.domain.program import Program
from provportal.domain.roles import Context
from provportal.imports.report import Remark, Report
from provportal.imports.values import Read
from provportal.store.keyring import Keyring

Values = Mapping[str, Any]
"""What the cells of a line mean, by column; an empty cell is None."""

Complaint = tuple[str, str]
"""A column and one plain sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a cell is read, and what it holds, for people. `needed`: never empty."""

    name: str
    read: Read
    about: str
    needed: bool = True


def maybe(name: str, read: Read, about: str) -> Column:
    """A column whose cells may be empty."""
    return Column(name, read, about, needed=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line whose every cell could be read."""

    number: int
    values: Values


@dataclass(frozen=True, slots=True)
class Desk:
    """What writing needs: the open transaction, who imports and when, the keys, the programs."""

    session: Session
    context: Context
    keyring: Keyring
    programs: Mapping[str, Program]


class Refused(Exception):
    """A line that can be read but not be true: of a column, with one plain sentence."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(f"{column}: {message}")
        self.column, self.message = column, message


Write = Callable[[Desk, Sequence[Line], Report], None]


def _no_complaints(values: Values) -> Iterator[Complaint]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    `key` names the columns by which a line is found again; two lines of a file never share it.
    `compare` complains of cells of one line that do not fit each other.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    write: Write
    compare: Callable[[Values], Iterator[Complaint]] = _no_complaints


def each(put: Callable[[Desk, Values], Outcome]) -> Write:
    """Write line by line; one that is refused becomes a fault, and the rest is still looked at."""

    def write(desk: Desk, lines: Sequence[Line], report: Report) -> None:
        for line in lines:
            try:
                report.outcomes[put(desk, line.values)] += 1
            except Refused as refused:
                report.faults.append(Remark(line.number, refused.column, refused.message))

    return write


def in_order(values: Values, start: str, end: str) -> Iterator[Complaint]:
    """Complain of an end that is before its start."""
    if values[start] and values[end] and values[end] < values[start]:
        yield end, f"This is before {start}."


def together(values: Values, *names: str) -> Iterator[Complaint]:
    """Complain of cells that only make sense together, when one of them is empty."""
    given = [name for name in names if values[name] is not None]
    if given:
        for name in names:
            if name not in given:
                yield name, f"This is needed beside {given[0]}."
