"""The columns of each kind as a table for the documentation."""

from __future__ import annotations

from provportal.imports.kind import Column, Kind
from provportal.imports.values import OneOf


def columns_table(kind: Kind) -> str:
    """A Markdown table: each column, whether its cells may be empty, and what they hold."""
    rows = [
        f"| `{column.name}` | {'yes' if column.needed else 'may be empty'} | {_held(column)} |"
        for column in kind.columns
    ]
    return "\n".join(["| column | needed | holds |", "|---|---|---|", *rows])


def _held(column: Column) -> str:
    if not isinstance(column.read, OneOf):
        return column.about
    return f"{column.about} One of {', '.join(f'`{word}`' for word in column.read.words)}."
