"""A row of the sample, and its label: what the check should say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

HEADER = (
    "request_no,program,provider_id,provider_tin_token,person_id,person_name,service_from,"
    "service_to,line_type,invoice_no,amount,submitted_at"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row in the order of the file's columns; the amount in cents."""

    request_no: str
    program: str
    provider_id: str
    tin: str
    person_id: str
    name: str
    first: date
    last: date
    line_type: str
    number: str
    cents: int
    submitted: datetime

    def but(self, **changed: Any) -> Row:
        return replace(self, **changed)

    def moved(self, days: int) -> Row:
        shift = timedelta(days=days)
        return self.but(first=self.first + shift, last=self.last + shift)

    def text(self) -> str:
        sign, cents = "-" if self.cents < 0 else "", abs(self.cents)
        cells = [
            self.request_no,
            self.program,
            self.provider_id,
            self.tin,
            self.person_id,
            f'"{self.name}"',
            self.first.isoformat(),
            self.last.isoformat(),
            self.line_type,
            self.number,
            f"{sign}{cents // 100}.{cents % 100:02}",
            self.submitted.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ]
        return ",".join(cells)


def csv_lines(rows: Iterable[Row]) -> list[bytes]:
    """The rows as the raw lines of a file."""
    return [f"{HEADER}\n".encode(), *(f"{row.text()}\n".encode() for row in rows)]


@dataclass(frozen=True, slots=True)
class Label:
    """The class of a row, the verdicts that are right, the requests that may be named."""

    kind: str
    verdicts: frozenset[str] = frozenset({"none"})
    originals: frozenset[str] = frozenset()
