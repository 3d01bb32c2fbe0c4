"""How a check did on a labelled sample: found, wrongly named, wrongly stopped, for each class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.domain.duplicates.labelled.row import Label


@dataclass
class Score:
    """Counts of one class: rows, rows found, of these named wrongly, with a verdict not right."""

    rows: int = 0
    found: int = 0
    misnamed: int = 0
    misjudged: int = 0

    def add(self, other: Score) -> None:
        self.rows += other.rows
        self.found += other.found
        self.misnamed += other.misnamed
        self.misjudged += other.misjudged


Answer = tuple[str, str | None]
"""A verdict and the request it names."""


def by_class(labels: Iterable[Label], answers: Iterable[Answer]) -> dict[str, Score]:
    """The score of each class."""
    scores: dict[str, Score] = {}
    for label, (verdict, named) in zip(labels, answers, strict=True):
        found = verdict != "none"
        misnamed = found and bool(label.originals) and named not in label.originals
        one = Score(1, found, misnamed, verdict not in label.verdicts)
        scores.setdefault(label.kind, Score()).add(one)
    return scores


def in_all(scores: Iterable[Score]) -> Score:
    """All classes together."""
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole
