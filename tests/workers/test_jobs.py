"""Each job keeps its promise once, whoever calls it and how often; failures say only their kind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from redis import Redis
from rq import Queue

from provportal.actions.promises import Job, promise
from provportal.domain.checks import Verdict
from provportal.domain.payout import BatchState
from provportal.domain.roles import SYSTEM
from provportal.store.audit import AuditEvent
from provportal.store.bank_account import BankAccount
from provportal.store.decision import CheckResult
from provportal.store.ledger import LedgerPosting
from provportal.store.outbox import Outbox
from provportal.store.payout import Batch
from provportal.store.remittance import Document, Remittance
from provportal.store.session import reading, transaction
from tests.workers.given import LATER, Portal, everything, push, released, submitted, work
from workers.jobs import JOBS, JobFailed, keep, perform
from workers.queue import enqueue

ROOT = Path(__file__).parents[2]


def worker_process(portal: Portal) -> subprocess.CompletedProcess[str]:
    """`provportal worker --burst`: a fork for each job, until the queue is empty."""
    return subprocess.run(
        [sys.executable, "-m", "provportal", "worker", "--burst"],
        env=os.environ | portal.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def count(portal: Portal, row: type) -> int:
    with reading(portal.wiring.engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(row)) or 0


def batch_state(portal: Portal) -> BatchState:
    with reading(portal.wiring.engine) as session:
        return session.scalars(sa.select(Batch.state)).one()


def test_every_promise_has_its_job() -> None:
    assert set(JOBS) == set(Job)


def test_checks_run_and_report(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    push(portal, queue)
    work(queue)
    with reading(portal.wiring.engine) as session:
        verdicts = session.scalars(sa.select(CheckResult.verdict)).all()
    assert Verdict.RUNNING not in verdicts


def test_a_forking_worker_does_the_same(portal: Portal, queue: Queue) -> None:
    released(portal)
    push(portal, queue)
    done = worker_process(portal)
    assert (done.returncode, portal.due(), batch_state(portal)) == (0, [], BatchState.SENT)


def snapshot(portal: Portal) -> dict[str, int]:
    """How many rows there are of what a job writes, and how many files the bank got."""
    tables = (AuditEvent, LedgerPosting, Remittance, Document, Outbox)
    files = list(portal.wiring.settings.outgoing_path.glob("*/*"))
    return {table.__name__: count(portal, table) for table in tables} | {"files": len(files)}


@pytest.mark.parametrize("given", [submitted, released], ids=lambda one: one.__name__)
def test_a_job_delivered_again_changes_nothing(
    portal: Portal, queue: Queue, given: Callable[[Portal], str]
) -> None:
    given(portal)
    ids = [row.id for row in portal.due()]
    push(portal, queue)
    work(queue)
    before = snapshot(portal)
    for outbox_id in ids * 2:
        enqueue(queue, outbox_id)
    work(queue)
    assert snapshot(portal) == before


@pytest.mark.parametrize("given", [submitted, released], ids=lambda one: one.__name__)
def test_a_job_that_ended_before_it_was_marked_is_harmless(
    portal: Portal, queue: Queue, given: Callable[[Portal], str]
) -> None:
    """Killed between its work and its mark: the sweep runs it once more."""
    given(portal)
    ids = [row.id for row in portal.due()]
    push(portal, queue)
    work(queue)
    before = snapshot(portal)
    with transaction(portal.wiring.engine) as session:
        session.execute(sa.update(Outbox).where(Outbox.id.in_(ids)).values(done_at=None))
    push(portal, queue, after=LATER)
    work(queue)
    assert (portal.due(), snapshot(portal)) == ([], before)


def test_a_promise_that_is_not_there_is_left_alone(portal: Portal) -> None:
    keep(portal.wiring, 999_999)


def test_an_unknown_word_is_never_run(portal: Portal) -> None:
    submitted(portal)
    outbox_id = portal.due()[0].id
    with transaction(portal.wiring.engine) as session:
        session.get_one(Outbox, outbox_id).job = "os.system"
    with pytest.raises(JobFailed, match=r"os\.system: ValueError"):
        perform(outbox_id)


CANARY = "99887766554433221"
"""A number that stands for an account's."""


@pytest.fixture
def telling(portal: Portal) -> Portal:
    """A promise whose job fails with an error that names the number."""
    with transaction(portal.wiring.engine) as session:
        session.execute(sa.update(Outbox).values(done_at=portal.clock.now()))
        context = portal.world.doing(SYSTEM)
        promise(session, context, Job.RENDER_REMITTANCES, f"no-batch:{CANARY}x")
    return portal


@pytest.fixture
def unpayable(portal: Portal) -> Portal:
    """A released batch to an account whose number the bank file refuses."""
    released(portal)
    with transaction(portal.wiring.engine) as session:
        account = session.scalars(sa.select(BankAccount)).one()
        account.account_sealed = portal.wiring.keyring.seal(
            CANARY * 2, "bank_account", account.id, "account"
        )
    return portal


def test_the_error_itself_names_the_number(telling: Portal) -> None:
    """Without this the tests below would show nothing."""
    (row,) = telling.due()
    with pytest.raises(ValueError, match=CANARY):
        JOBS[Job(row.job)](telling.wiring, row.subject_id)


def test_a_failed_job_keeps_its_promise_open(unpayable: Portal, queue: Queue) -> None:
    push(unpayable, queue)
    work(queue)
    (row,) = unpayable.due()
    assert (row.job, row.done_at, row.last_error) == (Job.SEND_BATCH, None, "Refused")


def test_a_failed_job_leaves_no_number_in_redis(
    telling: Portal, queue: Queue, valkey: Redis
) -> None:
    push(telling, queue)
    work(queue)
    left = everything(valkey)
    assert (b"JobFailed" in left, CANARY.encode() in left) == (True, False)


def test_a_failed_job_leaves_no_number_in_the_log(telling: Portal, queue: Queue) -> None:
    push(telling, queue)
    done = worker_process(telling)
    assert ("ValueError" in done.stderr, CANARY in done.stdout + done.stderr) == (True, False)


def test_a_promise_is_kept_once_the_fault_is_gone(unpayable: Portal, queue: Queue) -> None:
    push(unpayable, queue)
    work(queue)
    with transaction(unpayable.wiring.engine) as session:
        account = session.scalars(sa.select(BankAccount)).one()
        account.account_sealed = unpayable.wiring.keyring.seal(
            "000123456789", "bank_account", account.id, "account"
        )
    push(unpayable, queue, after=LATER)
    work(queue)
    assert (unpayable.due(), batch_state(unpayable)) == ([], BatchState.SENT)
