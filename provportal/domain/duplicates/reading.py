"""Lines from CSV text: what a row must hold, and every fault with its line and column."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from provportal.domain.duplicates.line import Line
from provportal.domain.money import Money

COLUMNS = (
    "request_no",
    "program",
    "provider_id",
    "provider_tin_token",
    "person_id",
    "person_name",
    "service_from",
    "service_to",
    "line_type",
    "invoice_no",
    "amount",
    "submitted_at",
)
"""The header, in any order; further columns are passed over."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a place in the file cannot be read: line from 1, the column's name or "", the reason."""

    line: int
    column: str
    message: str


class _Unreadable(ValueError):
    """A row cannot be read; column and message say why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read_lines(raw: Iterable[bytes], report: Callable[[Fault], None]) -> Iterator[Line]:
    """The lines of a UTF-8 CSV file given as its raw lines; each fault is reported, its row left.

    Blank rows are passed over; a byte order mark and any line end are fine, a time without a zone
    is in UTC. A missing column and text that is no CSV or no UTF-8 end the reading.
    """
    rows = csv.reader(_decoded(raw), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        places = _places(header)
        for row in filter(None, rows):
            try:
                yield _line(_cells(row, header, places))
            except _Unreadable as fault:
                report(Fault(rows.line_num, fault.column, str(fault)))
    except _Unreadable as fault:
        report(Fault(1, fault.column, str(fault)))
    except UnicodeDecodeError:
        report(Fault(rows.line_num + 1, "", "the text is not UTF-8"))
    except csv.Error as fault:
        report(Fault(rows.line_num, "", f"this is not CSV: {fault}"))


def _decoded(raw: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(raw):
        yield line.decode("utf-8" if number else "utf-8-sig")


def _places(header: list[str]) -> list[int]:
    """Where each column stands; it must stand there once."""
    for column in COLUMNS:
        if header.count(column) != 1:
            problem = "twice in" if column in header else "missing from"
            raise _Unreadable(column, f"this column is {problem} the header")
    return [header.index(column) for column in COLUMNS]


def _cells(row: list[str], header: list[str], places: list[int]) -> list[str]:
    """The cells in the order of COLUMNS. A row too short or too long has slipped out of place."""
    if len(row) != len(header):
        raise _Unreadable("", f"the row has {len(row)} cells, the header {len(header)}")
    return [row[place].strip() for place in places]


def _line(cells: list[str]) -> Line:
    cell = dict(zip(COLUMNS, cells, strict=True))
    if not cell["request_no"]:
        raise _Unreadable("request_no", "a row needs its request number")
    first, last = _day(cell, "service_from"), _day(cell, "service_to")
    if last < first:
        raise _Unreadable("service_to", f"{last} is before service_from, {first}")
    return Line(
        request_no=cell["request_no"],
        program=cell["program"],
        provider_id=cell["provider_id"],
        provider_tin_token=cell["provider_tin_token"],
        person_id=cell["person_id"],
        person_name=cell["person_name"],
        service_from=first,
        service_to=last,
        line_type=cell["line_type"],
        invoice_no=cell["invoice_no"],
        amount=_amount(cell),
        submitted_at=_moment(cell),
    )


def _day(cell: dict[str, str], column: str) -> date:
    try:
        day = date.fromisoformat(cell[column])
    except ValueError as wrong:
        raise _Unreadable(column, f"{cell[column]!r} is no date like 2026-08-31") from wrong
    if len(cell[column]) != len("2026-08-31") or "W" in cell[column]:
        raise _Unreadable(column, f"{cell[column]!r} is no date like 2026-08-31")
    return day


def _amount(cell: dict[str, str]) -> Money:
    try:
        return Money.read(cell["amount"])
    except ValueError as wrong:
        message = f"{cell['amount']!r} is no amount with two decimals like 950.00"
        raise _Unreadable("amount", message) from wrong


def _moment(cell: dict[str, str]) -> datetime:
    try:
        moment = datetime.fromisoformat(cell["submitted_at"])
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        message = f"{cell['submitted_at']!r} is no time like 2026-09-03T14:05:00Z"
        raise _Unreadable("submitted_at", message) from wrong
    return moment
