"""How long work takes: medians and tails for the measurements, and progress on stderr."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence


def milliseconds(work: Callable[[], object]) -> float:
    """How long some work takes, by the clock on the wall."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def times(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round; one round before them is not counted."""
    work()
    return [milliseconds(work) for _ in range(rounds)]


def in_turns(
    ours: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, a round of each in turn, so that both meet the same load."""
    ours(), other()
    pairs = [(milliseconds(ours), milliseconds(other)) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def median(found: Sequence[float]) -> float:
    return statistics.median(found)


def p95(found: Sequence[float]) -> float:
    """What nineteen of twenty do not exceed."""
    return statistics.quantiles(found, n=20)[-1]


def p99(found: Sequence[float]) -> float:
    """What ninety-nine of a hundred do not exceed."""
    return statistics.quantiles(found, n=100)[-1]


def tell(sentence: str) -> None:
    """Progress, beside the figures and not among them."""
    print(f"  ... {sentence}", file=sys.stderr, flush=True)
