"""A thousand remittance PDFs in two processes, 25 to a job, as the workers make them.

The yardstick of the same run is the same work in a plain loop without processes: CPU of one PDF.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from benchmarks.timing import tell
from provportal.documents.remittance_pdf import render, warm
from tests.documents.given import a_remittance

PDFS, A_JOB, PROCESSES, LINES = 1_000, 25, 2, 12
IN_A_LOOP = 50
GOAL_CPU, GOAL_MINUTES, WHOLE_RUN = 1.05, 15, 15_000


@dataclass(frozen=True, slots=True)
class Done:
    """CPU seconds of one job, and the most memory that its process ever held."""

    process: int
    cpu_s: float
    peak_mb: float


def main() -> None:
    warm()
    loop = job(IN_A_LOOP).cpu_s / IN_A_LOOP
    start, done = time.perf_counter(), []
    # Forked after the first render: fonts and style sheets are there already.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        for one in pool.map(job, [A_JOB] * (PDFS // A_JOB)):
            done.append(one)
            if len(done) % (PDFS // A_JOB // 4) == 0:
                tell(f"{len(done) * A_JOB} PDFs")
    _report(done, loop, time.perf_counter() - start)


def job(count: int) -> Done:
    """Make so many PDFs."""
    start, remittance = time.process_time(), a_remittance(LINES)
    for _ in range(count):
        render(remittance)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Done(os.getpid(), time.process_time() - start, peak)


def _report(done: list[Done], loop: float, seconds: float) -> None:
    each = sum(one.cpu_s for one in done) / PDFS
    quarter = len(done) // 4
    early, late = (max(one.peak_mb for one in part) for part in (done[:quarter], done))
    print(
        f"remittances, {PDFS:,} PDFs of {LINES} lines in {PROCESSES} processes: {seconds:.0f} s, "
        f"{each * 1000:.0f} ms CPU each, in a plain loop {loop * 1000:.0f}, ratio "
        f"{each / loop:.2f} (goal <= {GOAL_CPU}); peak {early:.0f} MB after a quarter, "
        f"{late:.0f} at the end; {WHOLE_RUN:,} would take {seconds / PDFS * WHOLE_RUN / 60:.0f} "
        f"minutes (goal <= {GOAL_MINUTES})"
    )


if __name__ == "__main__":
    main()
