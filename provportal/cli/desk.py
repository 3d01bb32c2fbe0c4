"""The desk of a demonstration: keeps every due promise, by the real queue or at once."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from rq import Queue, SimpleWorker

from provportal.store.outbox import Outbox
from provportal.store.session import reading
from provportal.wiring import Wiring
from workers.jobs import keep
from workers.queue import make_worker
from workers.relay import push_due

PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.1


class WorkLeft(Exception):
    """Due promises are not kept although the queue is empty; the message names their errors."""


@contextmanager
def own_signals() -> Iterator[None]:
    """A worker takes Ctrl-C for itself and keeps it after its work: give it back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def work_through(wiring: Wiring, queue: Queue) -> None:
    """Push and run whatever is due, until nothing is. Raises WorkLeft when a job fails."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        while push_due(wiring, queue, datetime.now(UTC)):
            with own_signals():
                make_worker(queue, SimpleWorker).work(burst=True, logging_level="WARNING")
        left = due_promises(wiring)
        if not left:
            return
        failed = sorted({f"{job}: {error}" for job, error in left if error})
        if failed or time.monotonic() > deadline:
            raise WorkLeft(", ".join(failed) or f"{len(left)} jobs still run")
        # Another worker of a running demo has them in hand.
        time.sleep(PAUSE_SECONDS)


def keep_due(wiring: Wiring) -> None:
    """Keep whatever is due here and now, by the same jobs. Raises JobFailed.

    For months of history: thousands of small promises would spend their time in the queue.
    """
    while due := _due_ids(wiring):
        for outbox_id in due:
            keep(wiring, outbox_id)


def _due_ids(wiring: Wiring) -> Sequence[int]:
    with reading(wiring.engine) as session:
        return session.scalars(
            sa.select(Outbox.id)
            .where(Outbox.done_at.is_(None), Outbox.due_at <= wiring.clock.now())
            .order_by(Outbox.id)
        ).all()


def due_promises(wiring: Wiring) -> Sequence[tuple[str, str | None]]:
    """Job and last error of each promise that is due and not kept."""
    with reading(wiring.engine) as session:
        rows = session.execute(
            sa.select(Outbox.job, Outbox.last_error).where(
                Outbox.done_at.is_(None), Outbox.due_at <= wiring.clock.now()
            )
        )
        return [(job, error) for job, error in rows]
