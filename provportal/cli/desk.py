"""The desk of a demonstration: keeps every due promise with a real queue, and plays the bank."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import sqlalchemy as sa
from rq import Queue

from provportal.domain.calendar import eastern_date
from provportal.rails.simulator import Behaviour, answer
from provportal.store.outbox import Outbox
from provportal.store.session import reading
from provportal.wiring import Wiring
from workers.queue import make_worker
from workers.relay import collect, push_due


class WorkLeft(Exception):
    """Due promises are not kept although the queue is empty; the message names their errors."""


def work_through(wiring: Wiring, queue: Queue) -> None:
    """Push and run whatever is due, until nothing is. Raises WorkLeft when a job fails."""
    while push_due(wiring, queue, datetime.now(UTC)):
        # A connection must not be shared with the worker's forks.
        wiring.engine.dispose()
        make_worker(queue).work(burst=True, logging_level="WARNING")
    with reading(wiring.engine) as session:
        left = session.execute(
            sa.select(Outbox.job, Outbox.last_error).where(
                Outbox.done_at.is_(None), Outbox.due_at <= wiring.clock.now()
            )
        ).all()
    if left:
        raise WorkLeft(", ".join(sorted({f"{job}: {error}" for job, error in left})))


def play_bank(wiring: Wiring, behaviour: Behaviour) -> None:
    """The bank's day: it reads the bytes that were sent and puts its answers where we collect."""
    today = eastern_date(wiring.clock.now())
    settings = wiring.settings
    for sent in sorted(settings.outgoing_path.glob("*/*.ach")):
        mailbox = settings.incoming_path / sent.parent.name
        mailbox.mkdir(parents=True, exist_ok=True, mode=0o700)
        for file in answer(sent.read_bytes(), behaviour, today):
            _put(mailbox / file.name, file.data)
    collect(wiring)


def _put(target: os.PathLike[str], data: bytes) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
