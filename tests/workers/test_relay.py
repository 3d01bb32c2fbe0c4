"""The relay pushes what is due, heals what Redis or a killed worker lost, and takes answers in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from redis import Redis
from rq import Queue
from sqlalchemy import Engine

from provportal.domain.calendar import eastern_date
from provportal.domain.payout import BatchState
from provportal.rails.simulator import Behaviour, answer
from provportal.store.outbox import Outbox
from provportal.store.payout import Batch, ReceivedFile
from provportal.store.session import reading, transaction
from tests.workers.given import LATER, Portal, push, released, submitted, work
from workers.relay import collect, push_due


def test_a_promise_that_is_due_is_pushed_once(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    due = len(portal.due())
    assert (push(portal, queue), push(portal, queue)) == (due, 0)


def test_a_promise_is_pushed_when_the_portals_clock_reaches_it(
    portal: Portal, queue: Queue
) -> None:
    submitted(portal)
    later = [row for row in portal.rows() if row.due_at > portal.clock.now()]
    push(portal, queue)
    portal.clock.set_to(max(row.due_at for row in later))
    assert push(portal, queue) == len(later)


def test_a_pushed_promise_is_kept_by_a_worker(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    push(portal, queue)
    work(queue)
    assert portal.due() == []


def test_what_redis_forgot_is_pushed_again_and_done(
    portal: Portal, queue: Queue, valkey: Redis
) -> None:
    submitted(portal)
    push(portal, queue)
    valkey.flushall()
    push(portal, queue, after=LATER)
    work(queue)
    assert portal.due() == []


def test_a_pushed_promise_is_left_alone_for_a_minute(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    push(portal, queue)
    assert push(portal, queue, after=timedelta(seconds=58)) == 0


def test_the_minute_is_the_machines_not_the_portals(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    pushed = push(portal, queue)
    portal.clock.advance(timedelta(seconds=90))
    assert (pushed > 0, push(portal, queue)) == (True, 0)


def test_pushing_again_counts_the_attempts(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    push(portal, queue)
    push(portal, queue, after=LATER)
    assert {row.attempts for row in portal.due()} == {2}


def test_what_is_done_is_never_pushed_again(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    push(portal, queue)
    work(queue)
    assert push(portal, queue, after=LATER) == 0


def test_two_relays_take_different_rows(
    portal: Portal, queue: Queue, request: pytest.FixtureRequest
) -> None:
    """While one holds its rows, the other passes them by. On SQLite writers take turns instead."""
    submitted(portal)
    first = portal.due()[0].id
    if portal.wiring.settings.is_sqlite:
        assert [push(portal, queue), push(portal, queue)] == [len(portal.due()), 0]
        return
    with transaction(portal.wiring.engine) as session:
        session.scalars(sa.select(Outbox).where(Outbox.id == first).with_for_update()).one()
        push(portal, queue)
    assert [row.id for row in portal.due() if row.pushed_at is None] == [first]


def test_racing_relays_push_each_promise_once(portal: Portal, queue: Queue) -> None:
    for _ in range(3):
        submitted(portal)
    now, counts = datetime.now(UTC), []
    relays = [
        threading.Thread(target=lambda: counts.append(push_due(portal.wiring, queue, now)))
        for _ in range(4)
    ]
    for relay in relays:
        relay.start()
    for relay in relays:
        relay.join()
    assert (sum(counts), {row.attempts for row in portal.due()}) == (len(portal.due()), {1})


def sent(portal: Portal, queue: Queue) -> bytes:
    """A batch whose file is with the bank; the bytes that the bank got."""
    released(portal)
    push(portal, queue)
    work(queue)
    (path,) = portal.wiring.settings.outgoing_path.glob("*/*.ach")
    return path.read_bytes()


def put_out(portal: Portal, name: str, data: bytes) -> None:
    """The bank puts a file into the mailbox of the one agency."""
    (mailbox,) = portal.wiring.settings.outgoing_path.iterdir()
    folder = portal.wiring.settings.incoming_path / mailbox.name
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


def acknowledgement(portal: Portal, file: bytes) -> bytes:
    return answer(file, Behaviour(), eastern_date(portal.clock.now()))[0].data


def kinds(engine: Engine) -> list[str]:
    """What was received, in the order of names."""
    with reading(engine) as session:
        return list(session.scalars(sa.select(ReceivedFile.kind).order_by(ReceivedFile.name)))


def test_an_acknowledgement_is_taken_in(portal: Portal, queue: Queue) -> None:
    put_out(portal, "answer.json", acknowledgement(portal, sent(portal, queue)))
    assert collect(portal.wiring) == 1
    with reading(portal.wiring.engine) as session:
        assert session.scalars(sa.select(Batch.state)).one() is BatchState.ACKNOWLEDGED


def test_a_bad_file_does_not_stop_the_others(portal: Portal, queue: Queue) -> None:
    put_out(portal, "z.json", acknowledgement(portal, sent(portal, queue)))
    put_out(portal, "a.ach", b"not a bank file at all")
    put_out(portal, "b.ach", b"")
    put_out(portal, "c.json", b"{}")
    assert collect(portal.wiring) == 1
    assert kinds(portal.wiring.engine) == ["refused", "refused", "refused", "acknowledgement"]


def test_a_bad_file_is_refused_once(portal: Portal, queue: Queue) -> None:
    sent(portal, queue)
    put_out(portal, "a.ach", b"not a bank file at all")
    collect(portal.wiring)
    collect(portal.wiring)
    assert kinds(portal.wiring.engine) == ["refused"]


def test_a_file_in_no_agencys_mailbox_is_left_alone(portal: Portal) -> None:
    stray = portal.wiring.settings.incoming_path / "NOBODY"
    stray.mkdir()
    (stray / "a.ach").write_bytes(b"101")
    assert (collect(portal.wiring), kinds(portal.wiring.engine)) == (0, [])


def test_racing_relays_take_a_file_in_once(portal: Portal, queue: Queue) -> None:
    put_out(portal, "answer.json", acknowledgement(portal, sent(portal, queue)))
    put_out(portal, "bad.ach", b"not a bank file at all")
    together, answers, errors = threading.Barrier(4), [], []

    def relay() -> None:
        together.wait()
        try:
            answers.append(collect(portal.wiring))
        except Exception as error:
            errors.append(error)

    relays = [threading.Thread(target=relay) for _ in range(4)]
    for one in relays:
        one.start()
    for one in relays:
        one.join()
    assert (errors, sum(answers)) == ([], 1)
    assert kinds(portal.wiring.engine) == ["acknowledgement", "refused"]


def test_the_relay_process_pushes_until_it_is_stopped(
    portal: Portal, queue: Queue, valkey: Redis
) -> None:
    submitted(portal)
    relay = subprocess.Popen(
        [sys.executable, "-m", "provportal", "relay"],
        env=os.environ | portal.environment,
        cwd=Path(__file__).parents[2],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(lambda: queue.count == len(portal.due()))
    finally:
        relay.send_signal(signal.SIGKILL)
        relay.wait()
    work(queue)
    assert portal.due() == []


def _wait_for(happened: Callable[[], bool]) -> None:
    for _ in range(300):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within 30 seconds")
