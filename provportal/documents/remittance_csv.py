"""The remittance as CSV: one row for each line, described in docs/remittance-csv.md."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Final

from provportal.domain.remittance import Reason, Remittance, RemittanceLine
from provportal.words.catalogue import in_words
from provportal.words.remittance import pays_for

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def remittance_csv(remittance: Remittance) -> bytes:
    """The lines as RFC 4180: UTF-8, a header, CRLF, quotes only where needed."""
    sheet = io.StringIO(newline="")
    rows = csv.writer(sheet, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for line in remittance.lines:
        rows.writerow([cell(remittance, line) for cell in COLUMNS.values()])
    return sheet.getvalue().encode()


def text(value: str) -> str:
    """A text cell that no spreadsheet runs: an apostrophe goes before what could be a formula.

    Plain numbers, negative ones too, are left as they are. Source: OWASP ASVS 5.0, 1.2.10, and
    the full-width signs that spreadsheets read as their ASCII twins.
    """
    if _NUMBER.fullmatch(value):
        return value
    starts = value.startswith(_STARTS_A_FORMULA) or value.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{value}" if starts else value


def _reasons(reasons: tuple[Reason, ...]) -> str:
    return "; ".join(f"{r.code} {r.amount} {r.rule}".rstrip() for r in reasons)


LANGUAGE = "en"
"""Of the words in the file, as of the names of its columns."""

Cell = Callable[[Remittance, RemittanceLine], str]

COLUMNS: Final[dict[str, Cell]] = {
    "remittance_number": lambda remittance, _: text(remittance.number),
    "batch_number": lambda remittance, _: text(remittance.batch_number),
    "trace_number": lambda remittance, _: text(remittance.trace),
    "provider_number": lambda remittance, _: text(remittance.provider_number),
    "request_number": lambda _, line: text(line.request_number),
    "version": lambda _, line: str(line.version),
    "line_number": lambda _, line: str(line.line_number),
    "authorisation": lambda _, line: text(line.authorisation),
    "person": lambda _, line: text(line.person),
    "service_from": lambda _, line: line.service_from.isoformat(),
    "service_to": lambda _, line: line.service_to.isoformat(),
    "line_type": lambda _, line: text(line.line_type),
    "units": lambda _, line: text(line.units),
    "asked": lambda _, line: str(line.asked),
    "reduced": lambda _, line: str(line.reduced),
    "added": lambda _, line: str(line.added),
    "offset": lambda _, line: str(line.offset),
    "paid": lambda _, line: str(line.paid),
    "reasons": lambda _, line: text(_reasons(line.reasons)),
    "program": lambda _, line: text(in_words(LANGUAGE, line.program)),
    "pays_for": lambda _, line: text(pays_for(LANGUAGE, line)),
}
"""Name of the column to what stands in it, in order."""
