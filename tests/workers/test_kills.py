"""A process that dies in the middle: the next one finishes the same work, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from rq import Queue

from provportal.actions.promises import Job
from provportal.documents.remittances import CSV, PDF
from provportal.documents.storage import Shelf
from provportal.documents.uploads import Upload, keep_upload
from provportal.domain.upload import UploadState
from provportal.failpoints import VARIABLE, Failpoint
from provportal.integrity import check
from provportal.sample.sheet import signed_sheet
from provportal.store.outbox import Outbox
from provportal.store.payout import BankFile, Batch
from provportal.store.remittance import Document, Remittance
from provportal.store.session import reading
from provportal.store.upload import Upload as Row
from tests import given_requests as requests
from tests.given import SETTLEMENT
from tests.workers.given import LATER, Portal, push, released
from workers import jobs

ROOT = Path(__file__).parents[2]
BANK_FILE = (
    Failpoint.BANK_FILE_UNFINISHED,
    Failpoint.BANK_FILE_DELIVERED,
    Failpoint.BANK_FILE_KEPT,
)
REMITTANCE = (Failpoint.REMITTANCE_RENDERING, Failpoint.REMITTANCE_STORED)


@contextmanager
def a_worker(portal: Portal, dies_at: Failpoint | None = None) -> Iterator[None]:
    """`provportal worker` as an operator starts it; killed with what it forked at the end."""
    dying = {VARIABLE: dies_at.value} if dies_at else {}
    worker = subprocess.Popen(
        [sys.executable, "-m", "provportal", "worker"],
        env=os.environ | portal.environment | dying,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline, "it did not happen within a minute"
        time.sleep(0.05)


def files_of(portal: Portal) -> list[str]:
    """What the bank can see, hidden names left out."""
    return [path.name for path in portal.wiring.settings.outgoing_path.glob("*/[!.]*")]


def open_jobs(portal: Portal, job: Job) -> int:
    return sum(row.job == job and row.done_at is None for row in portal.rows())


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("point", BANK_FILE)
def test_a_worker_killed_with_the_bank_file_in_hand(
    portal: Portal, queue: Queue, point: Failpoint
) -> None:
    batch_id = released(portal)
    with a_worker(portal, dies_at=point):
        push(portal, queue)
        wait_for(lambda: queue.failed_job_registry.count == 1)
    seen = files_of(portal)
    assert len(seen) == (0 if point is Failpoint.BANK_FILE_UNFINISHED else 1)
    before = _shown(portal)
    with a_worker(portal):
        push(portal, queue, after=LATER)
        wait_for(lambda: not open_jobs(portal, Job.SEND_BATCH))
    with reading(portal.wiring.engine) as session:
        batches = session.scalars(sa.select(Batch)).all()
        sent = session.get_one(BankFile, batch_id)
    assert ([batch.id for batch in batches], files_of(portal)) == ([batch_id], [sent.name])
    # What the bank saw of the first try is what stands there now.
    assert before.items() <= _shown(portal).items()
    assert broken(portal) == []


def _shown(portal: Portal) -> dict[str, bytes]:
    outgoing = portal.wiring.settings.outgoing_path
    return {path.name: path.read_bytes() for path in outgoing.glob("*/[!.]*")}


def broken(portal: Portal) -> list[str]:
    settings = portal.wiring.settings
    return [
        one.invariant.name for one in check(portal.wiring.engine, settings.outgoing_path).broken
    ]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("point", REMITTANCE)
def test_a_job_killed_with_a_remittance_in_hand(
    portal: Portal, queue: Queue, point: Failpoint
) -> None:
    batch_id = released(portal)
    with a_worker(portal):
        push(portal, queue)
        wait_for(lambda: not open_jobs(portal, Job.SEND_BATCH))
    requests.acknowledged(portal.world, batch_id)
    requests.settled(portal.world, batch_id)
    portal.clock.set_to(SETTLEMENT)
    assert killed_at(portal, point, Job.RENDER_REMITTANCES) == -signal.SIGKILL
    with a_worker(portal):
        push(portal, queue, after=LATER)
        wait_for(lambda: not open_jobs(portal, Job.RENDER_REMITTANCES))
    with reading(portal.wiring.engine) as session:
        remittances = session.scalars(sa.select(Remittance)).all()
        documents = session.scalars(sa.select(Document.kind).order_by(Document.kind)).all()
    assert (len(remittances), documents) == (1, [CSV, PDF])


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_job_killed_with_an_upload_drawn_anew(portal: Portal) -> None:
    """Nothing names what it had stored; the next one decides, and integrity finds no breach."""
    wiring, biller = portal.wiring, portal.world.doing(portal.world.provider.biller)
    sent = Upload(requests.a_draft(portal.world), "parent.sheet", signed_sheet("one"))
    upload_id = keep_upload(Shelf(wiring.engine, wiring.storage), biller, sent)
    died = killed_at(portal, Failpoint.UPLOAD_REBUILT, Job.CHECK_UPLOAD)
    jobs.keep(wiring, row_of(portal, Job.CHECK_UPLOAD).id)
    with reading(wiring.engine) as session:
        state = session.get_one(Row, upload_id).state
        kinds = list(session.scalars(sa.select(Document.kind).order_by(Document.kind)))
    assert (died, state) == (-signal.SIGKILL, UploadState.CLEAN)
    assert kinds == ["parent.sheet"]
    assert broken(portal) == []


def row_of(portal: Portal, job: Job) -> Outbox:
    (row,) = [row for row in portal.rows() if row.job == job]
    return row


def killed_at(portal: Portal, point: Failpoint, job: Job) -> int:
    """The job alone, in a process of its own: a worker renders a sample before its first job."""
    row = row_of(portal, job)
    dying = {VARIABLE: point.value}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", f"from workers.jobs import perform; perform({row.id})"],
        env=os.environ | portal.environment | dying,
        cwd=ROOT,
        check=False,
    ).returncode
