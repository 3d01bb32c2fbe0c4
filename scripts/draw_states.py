"""Draws the state pictures of docs/states.md from the lifecycle tables.

Run from the root of the project: `.venv/bin/python -m scripts.draw_states`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provportal.domain import bank_account, payout, request, rule_draft, upload
from provportal.domain.lifecycle import Lifecycle

PAGE = Path(__file__).parent.parent / "docs" / "states.md"

TOP = """# States

Each noun moves only along these arrows; the database refuses every other change of state.
Made by `scripts/draw_states.py` from the tables in `provportal/domain`: change those, and run it.
"""

NOUNS: tuple[tuple[str, str, Lifecycle[Any, Any]], ...] = (
    (
        "Payment request",
        "Seven states; an exception also has a kind, which says whose turn it is.",
        request.LIFECYCLE,
    ),
    ("Batch", "What is paid in one run, by one bank file.", payout.BATCH),
    (
        "Entry",
        "What one provider gets in one batch. A bank may return it after it settled.",
        payout.ENTRY,
    ),
    (
        "Bank account",
        "One version of a provider's account; a change is a new version.",
        bank_account.LIFECYCLE,
    ),
    (
        "Draft of rules",
        "What becomes a version of the rules when a second person publishes it.",
        rule_draft.LIFECYCLE,
    ),
    (
        "Upload",
        "A file that a provider sent. Nobody opens it before it is clean.",
        upload.LIFECYCLE,
    ),
)


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([TOP, *(_section(title, says, life) for title, says, life in NOUNS)])


def _section(title: str, says: str, lifecycle: Lifecycle[Any, Any]) -> str:
    table = "\n".join(_rows(lifecycle))
    return f"## {title}\n\n{says}\n\n```mermaid\n{lifecycle.picture()}```\n\n{table}\n"


def _rows(lifecycle: Lifecycle[Any, Any]) -> Iterator[str]:
    yield "| from | action | to | who |\n|---|---|---|---|"
    for move in lifecycle.moves:
        roles = ", ".join(sorted(_words(role) for role in move.roles))
        yield f"| {move.source} | {_words(move.action)} | {move.target} | {roles} |"


def _words(name: str) -> str:
    return name.replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
