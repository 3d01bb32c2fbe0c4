"""A bank file of 10,000 payments: written, and read strictly with every check.

The yardstick of the same run writes the same lines by one format string and cuts them up by slices,
and checks nothing.
"""

from __future__ import annotations

from benchmarks.timing import median, times
from provportal.cli.ach_bench import entries, measure

ENTRIES, ROUNDS = 10_000, 5
GOAL_S = 0.03
"""Each, from 0.3 seconds for 100,000 entries."""


def main() -> None:
    found = [measure(ENTRIES) for _ in range(ROUNDS)]
    write, read = (median([getattr(one, name) for one in found]) for name in ("write_s", "read_s"))
    bare_write, bare_read = bare(ENTRIES, ROUNDS)
    print(
        f"bank file, {ENTRIES:,} payments with addenda: written in {write:.3f} s "
        f"(goal <= {GOAL_S}), format string {bare_write:.3f}, ratio {write / bare_write:.1f}; "
        f"read strictly in {read:.3f} (goal <= {GOAL_S}), slices {bare_read:.3f}, "
        f"ratio {read / bare_read:.1f}; peak {found[-1].peak_mb:.0f} MB"
    )


def bare(count: int, rounds: int) -> tuple[float, float]:
    """Seconds to write so many payments by a format string, and to slice and sum them."""
    made = [
        (one.transaction_code, one.routing_number, one.account_number, one.amount, one.trace)
        for one in entries(1, count)
    ]
    lines: list[str] = []
    write = times(lambda: _write(made, lines), rounds)
    return median(write) / 1000, median(times(lambda: _cents(lines), rounds)) / 1000


def _write(made: list[tuple[str, str, str, int, str]], lines: list[str]) -> None:
    lines.clear()
    for code, routing, account, cents, trace in made:
        lines.append(
            f"6{code}{routing}{account:17}{cents:010}{'':15}{'ROSA MARTINEZ':22}  1{trace}"
        )
        lines.append(f"705{'TRN*1*':80}0001{trace[-7:]}")


def _cents(lines: list[str]) -> int:
    """Cuts out every field that a check would look at, and adds the amounts up."""
    cut = [
        (line[1:3], line[3:12], line[12:29], int(line[29:39]), line[79:94])
        for line in lines
        if line[0] == "6"
    ]
    return sum(amount for *_, amount, _ in cut)


if __name__ == "__main__":
    main()
