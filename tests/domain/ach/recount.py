"""A second, tiny reader of bank files that shares no code with the project's: the tests' measure.

Written from the published layout with bare slices; it trusts the file's shape and only adds up.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """Sums as the controls print them."""

    records: str
    entry_hash: str
    debit: str
    credit: str


def count(lines: list[str], digits: int) -> Count:
    entries = [line for line in lines if line[0] == "6"]
    addenda = [line for line in lines if line[0] == "7"]
    routing = sum(int(line[3:11]) for line in entries)
    debits = [line for line in entries if line[2] in "6789" or line[1:3] == "55"]
    debit = sum(int(line[29:39]) for line in debits)
    credit = sum(int(line[29:39]) for line in entries) - debit
    return Count(
        str(len(entries) + len(addenda)).zfill(digits),
        str(routing)[-10:].zfill(10),
        str(debit).zfill(12),
        str(credit).zfill(12),
    )


def control_faults(data: bytes) -> list[str]:
    """What the controls of a file get wrong: batch by batch, then the file's own."""
    text = data.decode("ascii").replace("\r", "").replace("\n", "")
    lines = [text[at : at + 94] for at in range(0, len(text), 94)]
    ends = [at for at, line in enumerate(lines) if line[0] == "8"]
    starts = [at for at, line in enumerate(lines) if line[0] == "5"]
    control = next(line for line in lines if line[0] == "9")
    checks = {
        f"batch at {end}": batch_count(lines[end]) == count(lines[start:end], 6)
        for start, end in zip(starts, ends, strict=True)
    }
    checks["file"] = file_count(control) == count(lines, 8)
    checks["blocks"] = int(control[7:13]) * 10 == len(lines)
    checks["batches"] = int(control[1:7]) == len(starts)
    return [name for name, right in checks.items() if not right]


def batch_count(line: str) -> Count:
    return Count(line[4:10], line[10:20], line[20:32], line[32:44])


def file_count(line: str) -> Count:
    return Count(line[13:21], line[21:31], line[31:43], line[43:55])
