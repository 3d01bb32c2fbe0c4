"""Where each field stands: the record layouts, read once from record_layout.csv."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.ach.tables import rows

LENGTH = 94
"""Characters in every record."""

BLOCK = 10
"""Records in a block; a file is filled up to whole blocks."""

FILE_HEADER = "1 File Header"
BATCH_HEADER = "5 Batch Header"
ENTRY = "6 Entry PPD/CCD"
CTX_ENTRY = "6 Entry CTX"
ADDENDA = "7 Addenda 05"
CORRECTION = "7 Addenda 98 (NOC)"
RETURN = "7 Addenda 99 (return)"
DISHONORED = "7 Addenda 99 (dishonored)"
CONTESTED = "7 Addenda 99 (contested)"
BATCH_CONTROL = "8 Batch Control"
FILE_CONTROL = "9 File Control"
FILL = "9 Fill"

FILL_RECORD = "9" * LENGTH


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one record. `start` and `end` count characters from 1, both inclusive."""

    record: str
    name: str
    start: int
    end: int
    requirement: str
    content: str

    @property
    def length(self) -> int:
        return self.end - self.start + 1

    def of(self, line: str) -> str:
        """This field's characters in a record, blanks included."""
        return line[self.start - 1 : self.end]


def _load() -> dict[str, dict[str, Field]]:
    records: dict[str, dict[str, Field]] = {}
    for row in rows("record_layout.csv"):
        field = Field(
            row["record"],
            row["field"],
            int(row["start"]),
            int(row["end"]),
            row["requirement"],
            row["content"],
        )
        fields = records.setdefault(field.record, {})
        # Some records reserve two places; both keep their name, the second gets another key.
        fields[field.name if field.name not in fields else f"{field.name} {field.start}"] = field
    fill = Field(FILL, "Record Type", 1, 1, "M", "94 nines")
    records[FILL] = {fill.name: fill}
    return records


RECORDS = _load()
"""Record name -> field name -> field, in the order of their positions."""


def values(record: str, line: str) -> dict[str, str]:
    """All fields of a record by name, as they stand."""
    return {name: field.of(line) for name, field in RECORDS[record].items()}
