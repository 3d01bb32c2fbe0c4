"""From a table to lines that could be read: every fault of header, cells and repeated lines."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from provportal.imports.kind import Column, Kind, Line, Values
from provportal.imports.report import Remark, Report
from provportal.imports.table import Cells, Table
from provportal.imports.values import Misread

_PLAIN_HEADER = re.compile(r"[A-Za-z][A-Za-z _-]{0,39}")


def read_lines(kind: Kind, table: Table, report: Report) -> list[Line]:
    """The lines without fault; the faults of the others go into the report.

    A wrong header leaves no line: nobody knows what its cells mean.
    """
    report.rows = len(table.lines)
    report.faults += _header_faults(kind, table.header)
    if report.faults:
        return []
    lines: list[Line] = []
    for cells in table.lines:
        faults: list[Remark] = []
        values = _read_cells(kind, table.header, cells, faults)
        faults += [] if faults else [Remark(cells.line, *each) for each in kind.compare(values)]
        report.faults += faults
        if not faults:
            lines.append(Line(cells.line, values))
    report.faults += _repeated(kind, lines)
    return lines


def _header_faults(kind: Kind, header: Cells) -> Iterator[Remark]:
    known = [column.name for column in kind.columns]
    seen: set[str] = set()
    for place, name in enumerate(header.values, start=1):
        if name in seen:
            yield Remark(header.line, _shown(name, place), "This column stands here twice.")
        elif name not in known:
            yield Remark(header.line, _shown(name, place), _unknown(kind, name, known))
        seen.add(name)
    for name in known:
        if name not in seen:
            yield Remark(header.line, name, "This column is missing.")


def _shown(name: str, place: int) -> str:
    # A file without header has data here, perhaps a tax number: only plain words are repeated.
    return name if _PLAIN_HEADER.fullmatch(name) else f"number {place}"


def _unknown(kind: Kind, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name.lower(), known, n=1)
    meant = f"; perhaps {near[0]} is meant" if near else ""
    return f"A file of {kind.name} has no such column{meant}."


def _read_cells(kind: Kind, header: Cells, cells: Cells, faults: list[Remark]) -> Values:
    if len(cells.values) != len(header.values):
        counts = f"{len(cells.values)} values, the header has {len(header.values)} columns"
        faults.append(Remark(cells.line, "", f"This line has {counts}."))
        return {}
    given = dict(zip(header.values, cells.values, strict=True))
    return {column.name: _read_cell(column, given, cells.line, faults) for column in kind.columns}


def _read_cell(column: Column, given: Mapping[str, str], line: int, faults: list[Remark]) -> object:
    cell = given[column.name]
    if not cell:
        if column.needed:
            faults.append(Remark(line, column.name, "This is empty."))
        return None
    try:
        return column.read(cell)
    except Misread as misread:
        faults.append(Remark(line, column.name, str(misread)))
        return None


def _repeated(kind: Kind, lines: list[Line]) -> Iterator[Remark]:
    first: dict[tuple[object, ...], int] = {}
    for line in lines:
        key = tuple(line.values[name] for name in kind.key)
        if key in first:
            named = " and ".join(kind.key)
            message = f"Line {first[key]} has the same {named}."
            yield Remark(line.number, kind.key[-1], message)
        first.setdefault(key, line.number)
