"""What an import found and did: counts, faults and warnings, each with its place in the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from provportal.actions.records import Outcome


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One plain sentence about a place in the file: the line from 1, and the column's name.

    Lines count as an editor counts them, the header is line 1 as a rule. A column of '' means the
    whole line. A value of the file is never repeated in the sentence: it may be a tax number.
    """

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        return f"{place}: {self.message}"

    def as_json(self) -> dict[str, object]:
        return {"line": self.line, "column": self.column, "message": self.message}


@dataclass(slots=True)
class Report:
    """The answer to one file. With a fault in it nothing was written; the counts say what would."""

    kind: str
    rows: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    """What was drafted, and waits for the people who publish it."""

    def as_json(self) -> dict[str, object]:
        """{kind, rows, new, changed, unchanged, faults, warnings, drafts}: in the file's order."""
        return {
            "kind": self.kind,
            "rows": self.rows,
            **{outcome.value: self.outcomes[outcome] for outcome in Outcome},
            "faults": [remark.as_json() for remark in sorted(self.faults)],
            "warnings": [remark.as_json() for remark in sorted(self.warnings)],
            "drafts": self.drafts,
        }
