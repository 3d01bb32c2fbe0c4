"""A county's table of ceilings, from the lines of a file to the entry of a rule book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from provportal.domain.money import Money
from provportal.imports.kind import Line
from provportal.imports.report import Remark
from provportal.imports.words import AGE_GROUPS, FACILITIES, TIME_BASES

Amounts = dict[str, dict[str, dict[str, str | None]]]
"""Facility, age group, time basis: dollars as text, None where no ceiling is published."""


def amounts_of(lines: Sequence[Line]) -> Amounts:
    """The table that the lines make."""
    amounts: Amounts = {}
    for line in lines:
        group = amounts.setdefault(line.values["facility"], {})
        group[line.values["age_group"]] = _row(line)
    return amounts


def _row(line: Line) -> dict[str, str | None]:
    cells = {basis: line.values[basis] for basis in TIME_BASES}
    return {basis: None if cell is None else str(cell) for basis, cell in cells.items()}


def missing_rows(lines: Sequence[Line]) -> Iterator[Remark]:
    """A table is loaded whole: each facility and age group it does not have."""
    given = {(line.values["facility"], line.values["age_group"]) for line in lines}
    for facility in FACILITIES:
        for age_group in AGE_GROUPS:
            if (facility, age_group) not in given:
                message = f"The table that begins here has no line for {facility} {age_group}."
                yield Remark(lines[0].number, "facility", message)


Expected = Callable[[Money | None, Money | None], Money | None]
"""What a licence-exempt ceiling would be beside the home's; None when it is that."""


def doubtful_cells(lines: Sequence[Line], expected_beside: Expected) -> Iterator[Remark]:
    """Licence-exempt cells more than two cents off 70 % of the home's: loaded, but told."""
    home = {
        line.values["age_group"]: line.values for line in lines if line.values["facility"] == "home"
    }
    for line in lines:
        if line.values["facility"] == "exempt":
            yield from _doubtful(line, home.get(line.values["age_group"], {}), expected_beside)


def _doubtful(
    line: Line, home: Mapping[str, Money | None], expected_beside: Expected
) -> Iterator[Remark]:
    for basis in TIME_BASES:
        expected = expected_beside(line.values[basis], home.get(basis))
        if expected is not None:
            message = f"This is not 70 % of the home ceiling, which would be {expected}."
            yield Remark(line.number, basis, message)


def entry_of(payload: Mapping[str, Any], county: str, start: str) -> dict[str, Any] | None:
    """A county's entry from a date in a rule book's payload, if it has one."""
    for entry in payload["ceilings"]:
        if entry["county"] == county and entry["effective_from"] == start:
            return dict(entry)
    return None


def with_entry(payload: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with this entry in the place of the county's entry from the same date."""
    same = entry["county"], entry["effective_from"]
    others = [e for e in payload["ceilings"] if (e["county"], e["effective_from"]) != same]
    return {**payload, "ceilings": [*others, dict(entry)]}


def still_corrected(before: Mapping[str, Any] | None, amounts: Amounts) -> list[dict[str, Any]]:
    """Marks of published cells that were not used as they stand, where the table keeps them."""
    marks = before["corrected"] if before else []
    return [
        dict(mark)
        for mark in marks
        if amounts[mark["table"]][mark["age_group"]][mark["category"]] == mark["used"]
    ]
