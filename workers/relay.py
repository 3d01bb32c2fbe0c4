"""The relay: pushes what is due, sweeps what was lost, collects the banks' files, asks hourly."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from rq import Queue

from provportal.actions.promises import Job, promise
from provportal.domain.roles import SYSTEM, Context
from provportal.imports.bank_files import (
    BadBankFile,
    Received,
    already_received,
    import_bank_file,
    refuse_bank_file,
)
from provportal.rails.rail import Arrival
from provportal.store.agency import Agency
from provportal.store.outbox import Outbox
from provportal.store.session import reading, transaction
from provportal.wiring import Wiring
from workers.queue import enqueue

LOST_AFTER = timedelta(seconds=60)
"""Pushed and not done for so long (machine's clock): lost by Redis or a killed worker."""
AT_ONCE = 200
PAUSE_SECONDS = 0.5


def push_due(wiring: Wiring, queue: Queue, machine_now: datetime) -> int:
    """Push every promise that is due and not on its way; how many were pushed.

    Several relays may run: each takes other rows. A crash before the push is healed by the sweep.
    """
    with transaction(wiring.engine) as session:
        rows = session.scalars(
            sa.select(Outbox)
            .where(
                Outbox.done_at.is_(None),
                Outbox.due_at <= wiring.clock.now(),
                sa.or_(Outbox.pushed_at.is_(None), Outbox.pushed_at < machine_now - LOST_AFTER),
            )
            .order_by(Outbox.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            row.pushed_at = machine_now
            row.attempts += 1
        ids = [row.id for row in rows]
    for outbox_id in ids:
        enqueue(queue, outbox_id)
    return len(ids)


def collect(wiring: Wiring) -> int:
    """Import what the bank has put out; how many new answers. One bad file never stops others."""
    with reading(wiring.engine) as session:
        agencies = {code: id_ for id_, code in session.execute(sa.select(Agency.id, Agency.code))}
    answers = 0
    for arrival in wiring.rail.arrivals(agencies):
        answers += _import(wiring, agencies[arrival.mailbox], arrival)
    return answers


def _import(wiring: Wiring, agency_id: str, arrival: Arrival) -> int:
    with reading(wiring.engine) as session:
        if already_received(session, agency_id, hashlib.sha256(arrival.data).hexdigest()):
            return 0
    stored = wiring.storage.put(arrival.data)
    received = Received(agency_id, arrival.name, arrival.data, stored.key)
    try:
        return import_bank_file(wiring.engine, wiring.clock.now(), received)
    except BadBankFile as bad:
        refuse_bank_file(wiring.engine, wiring.clock.now(), received, bad.reason)
        return 0


def ask_hourly(wiring: Wiring) -> bool:
    """Promise this hour's look for dates that will slip, once; whether it was promised now."""
    now = wiring.clock.now()
    hour = f"{now:%Y-%m-%dT%H}"
    asked = sa.select(Outbox.id).where(Outbox.job == Job.FIND_SLIPPING, Outbox.subject_id == hour)
    with transaction(wiring.engine) as session:
        # Two relays at the same moment may both promise it; looking twice changes nothing.
        if session.scalar(asked.limit(1)) is not None:
            return False
        promise(session, Context(SYSTEM, now, "relay"), Job.FIND_SLIPPING, hour)
    return True


def run(wiring: Wiring, queue: Queue) -> None:
    """Until the process ends."""
    asked_in: datetime | None = None
    while True:
        hour = wiring.clock.now().replace(minute=0, second=0, microsecond=0)
        if hour != asked_in:
            ask_hourly(wiring)
            asked_in = hour
        pushed = push_due(wiring, queue, datetime.now(UTC))
        collected = collect(wiring)
        if not pushed and not collected:
            time.sleep(PAUSE_SECONDS)
