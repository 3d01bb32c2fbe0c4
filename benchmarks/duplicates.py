"""Duplicates: recall and false alarms for each class, and the time for 100,000 lines in a million.

The yardstick of the time is the least that could answer: both files through csv.reader, exact keys
in a dict.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from provportal.domain.duplicates import read_lines, sweep
from tests.domain.duplicates.labelled.row import HEADER, csv_lines
from tests.domain.duplicates.labelled.sample import HELD_OUT, TUNED, make
from tests.domain.duplicates.labelled.score import Score, by_class, in_all
from tests.domain.duplicates.labelled.world import GIVEN, SURNAMES, end_of

SEEDS = range(100, 105)
PAYEES, CHILDREN, MONTHS = 4_000, 21, 12
NEW_LINES, REPEATED = 100_000, 20_000
GOAL_SECONDS, GOAL_MEGABYTES = 60, 1_000


def main() -> None:
    _report_classes()
    with tempfile.TemporaryDirectory() as folder:
        history, new = Path(folder, "history.csv"), Path(folder, "new.csv")
        _write_files(history, new)
        _report_files(history, new)


def _report_classes() -> None:
    repeats = {noise.__name__ for noise in TUNED | HELD_OUT}
    scores: dict[str, Score] = {}
    for seed in SEEDS:
        for kind, score in _scores(seed).items():
            scores.setdefault(kind, Score()).add(score)
    for kind, score in scores.items():
        said = "found" if kind in repeats else "stopped"
        share = score.found / score.rows
        print(f"  {kind:26} {score.rows:6} rows, {share:8.2%} {said}, {score.misnamed} misnamed")
    found = in_all(score for kind, score in scores.items() if kind in repeats)
    stopped = in_all(score for kind, score in scores.items() if kind not in repeats)
    print(
        f"duplicates: recall {found.found / found.rows:.2%} (goal >= 99.5 %), "
        f"innocents stopped {stopped.found / stopped.rows:.2%} (goal <= 0.5 %), "
        f"misnamed {found.misnamed / found.found:.2%} (goal <= 1 %)"
    )


def _scores(seed: int) -> dict[str, Score]:
    sample = make(seed, TUNED | HELD_OUT)
    new = read_lines(csv_lines(row for row, _ in sample.new), print)
    matches = sweep(new, read_lines(csv_lines(sample.history), print))
    answers = ((match.verdict, match.matched_request_no) for match in matches)
    return by_class((label for _, label in sample.new), answers)


def _write_files(history: Path, new: Path) -> None:
    """A year of a large agency, the next month, and repeats, half of them with a wrong id."""
    rng = random.Random(20261124)
    names = [f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}" for _ in range(PAYEES * CHILDREN)]
    months = [date(2025, at + 1, 1) for at in range(MONTHS)]
    with history.open("w", encoding="utf-8") as file:
        print(HEADER, file=file)
        for month in months:
            file.writelines(_line(child, names, month, "H") for child in range(len(names)))
    with new.open("w", encoding="utf-8") as file:
        print(HEADER, file=file)
        next_month = date(2026, 1, 1)
        for child in rng.sample(range(len(names)), NEW_LINES - REPEATED):
            file.write(_line(child, names, next_month, "N"))
        file.writelines(_repeats(rng, names, months))


def _repeats(rng: random.Random, names: list[str], months: list[date]) -> Iterator[str]:
    for at in range(REPEATED):
        child = rng.randrange(len(names))
        line = _line(child, names, rng.choice(months), f"D{at}-")
        line = line.replace(",2026-02", ",2026-03")
        yield line.replace(f"C{child:06}", f"X{at:06}") if at % 2 else line


def _line(child: int, names: list[str], month: date, request: str) -> str:
    payee = child // CHILDREN
    sent = max(end_of(month) + timedelta(days=3), date(2026, 2, 3) if request != "H" else month)
    return (
        f"{request}{month:%m}{child:06},calworks,P{payee},T{payee},C{child:06},{names[child]},"
        f"{month},{end_of(month)},care,INV-{child:06}{month:%m},"
        f"{300 + child % 700}.00,{sent}T10:00Z\n"
    )


def _report_files(history: Path, new: Path) -> None:
    start = time.perf_counter()
    _bare(history, new)
    bare = time.perf_counter() - start
    command = [sys.executable, "-m", "provportal", "duplicates", "--json"]
    files = ["--history", str(history), "--new", str(new)]
    start = time.perf_counter()
    subprocess.run([*command, *files], stdout=subprocess.DEVNULL, check=False)  # noqa: S603
    ours = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"duplicates, {NEW_LINES:,} lines against {PAYEES * CHILDREN * MONTHS:,}: "
        f"ours {ours:.1f} s (goal <= {GOAL_SECONDS}), {peak:.0f} MB (goal < {GOAL_MEGABYTES}), "
        f"bare reading with exact keys {bare:.1f} s, ratio {ours / bare:.1f}"
    )


def _bare(history: Path, new: Path) -> int:
    """How many rows of the new file have the very key of one of the history."""
    columns = (1, 3, 4, 6, 7, 8)
    with new.open(encoding="utf-8") as file:
        keys = {tuple(row[at] for at in columns) for row in csv.reader(file)}
    with history.open(encoding="utf-8") as file:
        return sum(tuple(row[at] for at in columns) in keys for row in csv.reader(file))


if __name__ == "__main__":
    main()
