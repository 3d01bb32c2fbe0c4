"""The field dictionary of a program as CSV: one row for each question, words in each language."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Final

from provportal.documents.remittance_csv import text
from provportal.domain.field_dictionary import Entry
from provportal.words.catalogue import in_words

Cell = Callable[[Entry], str]

COLUMNS: Final[dict[str, Cell]] = {
    "field": lambda entry: entry.field,
    "kind": lambda entry: entry.kind.value,
    "required": lambda entry: "yes" if entry.is_required else "no",
    "asked": lambda entry: entry.asked,
    "choices": lambda entry: "; ".join(choice.value for choice in entry.choices),
    "step_en": lambda entry: in_words("en", entry.step),
    "label_en": lambda entry: in_words("en", entry.label),
    "label_es": lambda entry: in_words("es", entry.label),
    "label_zh_hant": lambda entry: in_words("zh-Hant", entry.label),
    "hint_en": lambda entry: in_words("en", entry.hint),
}


def field_dictionary_csv(entries: Iterable[Entry]) -> bytes:
    """RFC 4180: UTF-8, a header, CRLF; no cell is run by a spreadsheet."""
    sheet = io.StringIO(newline="")
    rows = csv.writer(sheet, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for entry in entries:
        rows.writerow([text(cell(entry)) for cell in COLUMNS.values()])
    return sheet.getvalue().encode()
