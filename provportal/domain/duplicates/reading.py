"""Lines from CSV text: what a row must hold, and every fault with its line and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

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

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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
    request, program, provider, tin, person, name, first, last, kind, number, amount, sent = cells
    if not request:
        raise _Unreadable("request_no", "a row needs its request number")
    service_from, service_to = _day(first, "service_from"), _day(last, "service_to")
    if service_to < service_from:
        raise _Unreadable("service_to", f"{last} is before service_from, {first}")
    return Line(
        request,
        program,
        provider,
        tin,
        person,
        name,
        service_from,
        service_to,
        kind,
        number,
        _amount(amount),
        _moment(sent),
    )


@lru_cache(maxsize=1 << 12)
def _day(text: str, column: str) -> date:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise _Unreadable(column, f"{text!r} is no date like 2026-08-31") from wrong


@lru_cache(maxsize=1 << 14)
def _amount(text: str) -> Money:
    try:
        return Money.read(text)
    except ValueError as wrong:
        message = f"{text!r} is no amount with two decimals like 950.00"
        raise _Unreadable("amount", message) from wrong


@lru_cache(maxsize=1 << 14)
def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        message = f"{text!r} is no time like 2026-09-03T14:05:00Z"
        raise _Unreadable("submitted_at", message) from wrong
