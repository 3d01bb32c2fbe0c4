"""Measures the bank-file writer and the strict reader on entries made for the purpose."""

from __future__ import annotations

import resource
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

from provportal.domain.ach.model import BankProfile, Batch, Entry
from provportal.domain.ach.reader import Profile, Report, read_file
from provportal.domain.ach.writer import trace_number, write_file

PROFILE = BankProfile(
    odfi="121000374",
    destination="121000374",
    destination_name="FEDERAL RESERVE BANK",
    origin="1946000001",
    origin_name="ALDER COUNTY",
    company_name="ALDER COUNTY",
    company_id="1946000001",
)
CREATED = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 - Eastern wall clock, as the header holds it
EFFECTIVE = date(2026, 11, 25)

ROUTING_NUMBERS = ("011000015", "021001208", "061000146", "101000048", "111000038", "121000374")
"""The Federal Reserve banks' own, so that no real bank is named."""

ENTRIES_A_BATCH = 400_000
"""With addenda two records each: a batch's count has six digits."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds for writing to a file and for reading it with every check; the process's peak."""

    entries: int
    write_s: float
    read_s: float
    peak_mb: float


def entries(first: int, last: int) -> Iterator[Entry]:
    """CCD+ entries with the TRN addenda of a health care payment, numbered inclusively."""
    for number in range(first, last + 1):
        yield Entry(
            "22",
            ROUTING_NUMBERS[number % len(ROUTING_NUMBERS)],
            str(100_000_000 + number),
            number,
            f"PROVIDER-{number}",
            "ROSA MARTINEZ",
            trace_number(PROFILE.odfi, number),
            (f"TRN*1*{number:09}*1946000001\\",),
        )


def batches(count: int) -> Iterator[Batch]:
    """Enough batches for so many entries."""
    firsts = range(1, count + 1, ENTRIES_A_BATCH)
    for number, first in enumerate(firsts, start=1):
        last = min(first + ENTRIES_A_BATCH - 1, count)
        yield Batch(number, "CCD", "HCCLAIMPMT", EFFECTIVE, entries(first, last))


def measure(count: int) -> Measured:
    """Write and strictly read a file of so many CCD+ entries. Raises ValueError for a defect.

    The time to make the entries is taken first, by itself, and not counted as writing.
    """
    deque(write_file(PROFILE, CREATED, "A", batches(1)), 0)  # The calendar's tables are read once.
    making = seconds(lambda: deque(chain.from_iterable(b.entries for b in batches(count)), 0))
    with TemporaryFile(buffering=0) as file:
        writing = seconds(
            lambda: file.writelines(write_file(PROFILE, CREATED, "A", batches(count)))
        )
        file.seek(0)
        data = file.read()
    reports: list[Report] = []
    reading = seconds(lambda: reports.append(read_file(data, Profile.STRICT)))
    if reports[0].findings or reports[0].tally.entries != count:
        raise ValueError("the strict reader does not accept what the writer wrote")
    return Measured(count, round(writing - making, 3), round(reading, 3), peak_mb())


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def peak_mb() -> float:
    """The largest memory this program ever held.

    Where the kernel tells it: getrusage's figure, kept through exec, begins with the memory of the
    program that started this one. macOS counts bytes there, others kibibytes.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return round(int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024 / 1e6, 1)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)
