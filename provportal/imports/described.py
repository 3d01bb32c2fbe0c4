"""The columns of each kind as a table for the documentation."""

from __future__ import annotations

from provportal.imports.kind import Kind


def columns_table(kind: Kind) -> str:
    """A Markdown table: each column, whether its cells may be empty, and what they hold."""
    rows = [
        f"| `{column.name}` | {'yes' if column.needed else 'may be empty'} | {column.about} |"
        for column in kind.columns
    ]
    return "\n".join(["| column | needed | holds |", "|---|---|---|", *rows])
