"""A bank file of 100,000 payments (19 MB), beside achkit and a bare loop in the same run.

The bare loop writes by a format string, slices and sums, and checks nothing.
achkit writes in memory and reads with fewer checks; it runs in the oracles' own environment.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.bank_file import bare

ENTRIES, ROUNDS = 100_000, 3
GOAL_S, GOAL_MB = 0.3, 100
ROOT = Path(__file__).parent.parent
ORACLES = ROOT / ".venv-oracles" / "bin" / "python"

OURS = (sys.executable, "-m", "provportal", "ach", "bench", "--entries", str(ENTRIES), "--json")
THEIRS = (str(ORACLES), str(ROOT / "benchmarks" / "beside" / "achkit_file.py"), str(ENTRIES))
"""Each in a process of its own, so that neither keeps the memory of the other."""


def main() -> None:
    if not ORACLES.exists():
        sys.exit("achkit is not installed: run scripts/setup-oracles.")
    # In turns, so that both meet the same load; the quickest of each counts.
    pairs = [(_measured(OURS), _measured(THEIRS)) for _ in range(ROUNDS)]
    ours, theirs = (_best([pair[side] for pair in pairs]) for side in (0, 1))
    names = ("written", "write_s"), ("read strictly", "read_s")
    for (word, name), bare_s in zip(names, bare(ENTRIES, ROUNDS), strict=True):
        print(
            f"bank file, {ENTRIES:,} payments with addenda: {word} in {ours[name]:.2f} s "
            f"(goal <= {GOAL_S}), achkit {theirs[name]:.2f}, "
            f"{theirs[name] / ours[name]:.1f} times; "
            f"bare {bare_s:.2f}, ratio {ours[name] / bare_s:.1f}"
        )
    print(f"peak {ours['peak_mb']:.0f} MB (goal <= {GOAL_MB}), achkit {theirs['peak_mb']:.0f}")


def _measured(command: tuple[str, ...]) -> dict[str, float]:
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - our own program
    found: dict[str, float] = json.loads(said.stdout)
    return found


def _best(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: min(found[name] for found in rounds) for name in rounds[0]}


if __name__ == "__main__":
    main()
