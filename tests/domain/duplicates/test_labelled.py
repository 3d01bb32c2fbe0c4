"""The floors: recall, innocents stopped and wrong names on a labelled sample of a fixed seed."""

from __future__ import annotations

import pytest

from provportal.domain.duplicates import Fault, read_lines, sweep
from tests.domain.duplicates.labelled.row import csv_lines
from tests.domain.duplicates.labelled.sample import HELD_OUT, TUNED, make
from tests.domain.duplicates.labelled.score import Score, by_class, in_all

LEAST_RECALL = 0.995
MOST_INNOCENTS_STOPPED = 0.005
MOST_MISNAMED = 0.01
MOST_MISJUDGED = 0.005


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """The scores of each class of a sample with every noise, the held-out one too."""
    sample = make(20261124, TUNED | HELD_OUT)
    faults: list[Fault] = []
    new = read_lines(csv_lines(row for row, _ in sample.new), faults.append)
    answers = sweep(new, read_lines(csv_lines(sample.history), faults.append))
    labels = (label for _, label in sample.new)
    scores = by_class(labels, ((match.verdict, match.matched_request_no) for match in answers))
    assert faults == []
    return scores


def of_repeats(scores: dict[str, Score]) -> Score:
    names = {noise.__name__ for noise in TUNED | HELD_OUT}
    return in_all(score for kind, score in scores.items() if kind in names)


def of_innocents(scores: dict[str, Score]) -> Score:
    names = {noise.__name__ for noise in TUNED | HELD_OUT}
    return in_all(score for kind, score in scores.items() if kind not in names)


def test_every_kind_of_noise_is_in_the_sample(scores: dict[str, Score]) -> None:
    assert {noise.__name__ for noise in TUNED | HELD_OUT} <= set(scores)


def test_repeats_are_found(scores: dict[str, Score]) -> None:
    repeats = of_repeats(scores)
    assert repeats.found >= LEAST_RECALL * repeats.rows


def test_innocents_pass(scores: dict[str, Score]) -> None:
    innocents = of_innocents(scores)
    assert innocents.found <= MOST_INNOCENTS_STOPPED * innocents.rows


def test_the_right_request_is_named(scores: dict[str, Score]) -> None:
    repeats = of_repeats(scores)
    assert repeats.misnamed <= MOST_MISNAMED * repeats.found


def test_exact_and_near_are_told_apart(scores: dict[str, Score]) -> None:
    repeats = of_repeats(scores)
    assert repeats.misjudged <= MOST_MISJUDGED * repeats.rows
