"""The desk of a demonstration: keeps every due promise by the real queue and its worker."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from rq import Queue, SimpleWorker

from provportal.store.outbox import Outbox
from provportal.store.session import reading
from provportal.wiring import Wiring
from workers.queue import make_worker
from workers.relay import push_due


class WorkLeft(Exception):
    """Due promises are not kept although the queue is empty; the message names their errors."""


def work_through(wiring: Wiring, queue: Queue) -> None:
    """Push and run whatever is due, until nothing is. Raises WorkLeft when a job fails."""
    while push_due(wiring, queue, datetime.now(UTC)):
        make_worker(queue, SimpleWorker).work(burst=True, logging_level="WARNING")
    with reading(wiring.engine) as session:
        left = session.execute(
            sa.select(Outbox.job, Outbox.last_error).where(
                Outbox.done_at.is_(None), Outbox.due_at <= wiring.clock.now()
            )
        ).all()
    if left:
        raise WorkLeft(", ".join(sorted({f"{job}: {error}" for job, error in left})))
