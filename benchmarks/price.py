"""CPU and memory of 10,000 cases through `provportal price --many`, beside bare JSON."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.domain.calworks.given import Data, case

GOAL_S = 20.0
CASES = 10_000
FEW = 1_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        few = _file(Path(folder) / "few.jsonl", FEW)
        many = _file(Path(folder) / "many.jsonl", CASES)
        _, few_mb = _priced(few)
        seconds, many_mb = _priced(many)
        bare = _read_only(many)
    print(
        f"price --many, {CASES:,} cases: {seconds:.1f} s CPU (goal {GOAL_S:.0f}), "
        f"reading and writing the same JSON {bare:.1f}, ratio {seconds / bare:.1f}; "
        f"{many_mb:.0f} MB, of {FEW:,} cases {few_mb:.0f}"
    )


def _file(path: Path, cases: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(data) + "\n" for data in _cases(cases))
    return path


def _cases(number: int) -> Iterator[Data]:
    """A month with every day written down, in-and-out times on each."""
    days = {
        f"2026-10-{day:02}": {"status": "attended", "times": [["08:03", "16:58"]]}
        for day in range(1, 32)
    }
    for n in range(number):
        yield case(child__id=f"C-{n}", days=days)


def _priced(path: Path) -> tuple[float, float]:
    """CPU seconds and the most memory in MB of the command as people run it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "provportal", "price", "--many", str(path)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return seconds, after.ru_maxrss / 1024


def _read_only(path: Path) -> float:
    start = time.process_time()
    with path.open("rb") as file:
        for line in file:
            json.dumps(json.loads(line))
    return time.process_time() - start


if __name__ == "__main__":
    main()
