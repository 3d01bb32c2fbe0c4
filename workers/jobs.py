"""The jobs, one function per promise: each asks the database first; twice is harmless."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from functools import cache

from provportal import logs
from provportal.actions import bank_accounts, checking, releasing, settling, slipping
from provportal.actions.promises import Job
from provportal.actions.releasing import SentFile
from provportal.actions.settling import REMITTANCES_A_JOB
from provportal.documents import remittance_pdf
from provportal.documents.quarantine import check_upload
from provportal.documents.remittances import render_remittances
from provportal.documents.storage import Shelf
from provportal.domain.roles import SYSTEM, Context
from provportal.failpoints import Failpoint, reach
from provportal.rails.ach_file import batch_file
from provportal.settings import from_environment
from provportal.store.outbox import Outbox
from provportal.store.session import reading, transaction
from provportal.wiring import Wiring, wire
from workers.notifying import send_notice, send_person_notice


class JobFailed(Exception):
    """A promise was not kept; says which job and what kind of error, and nothing else.

    RQ writes a failed job's traceback into Redis and into the log, and the message of the cause may
    hold what must be in neither.
    """


_wired = cache(wire)
"""A process that keeps one promise after another compiles its statements once."""


def perform(outbox_id: int) -> None:
    """What a worker calls: wires itself from the environment and keeps one promise."""
    wiring = _wired(from_environment(os.environ))
    try:
        keep(wiring, outbox_id)
    finally:
        wiring.engine.dispose()


def warm() -> None:
    """What each fork would do anew, done before: the modules are loaded, and fonts are read."""
    remittance_pdf.warm()


def keep(wiring: Wiring, outbox_id: int) -> None:
    """Do the work of an outbox row and mark it done; a row that is done is left alone.

    On a failure the row stays open with the kind of error, and the sweep pushes it again.
    Raises JobFailed.
    """
    with reading(wiring.engine) as session:
        row = session.get(Outbox, outbox_id)
    if row is None or row.done_at is not None:
        return
    kind = _failure(wiring, row)
    _mark(wiring, outbox_id, kind)
    # Not where the error was caught: there it would hang on this one as its context.
    if kind is not None:
        raise JobFailed(f"{row.job}: {kind}")


def _failure(wiring: Wiring, row: Outbox) -> str | None:
    """Do the work; the kind of the error that ended it, None when it is done."""
    try:
        JOBS[Job(row.job)](wiring, row.subject_id)
    except Exception as error:
        kind = type(error).__name__
        where = "".join(traceback.format_tb(error.__traceback__))
        logs.get(__name__).error(
            "job failed", job=row.job, outbox_id=row.id, error=kind, where=where
        )
        return kind
    return None


def _mark(wiring: Wiring, outbox_id: int, error: str | None) -> None:
    with transaction(wiring.engine) as session:
        row = session.get_one(Outbox, outbox_id)
        row.last_error = error
        if error is None:
            row.done_at = wiring.clock.now()


def _context(wiring: Wiring, subject_id: str) -> Context:
    return Context(SYSTEM, wiring.clock.now(), f"job:{subject_id}"[:64])


def run_check(wiring: Wiring, check_id: str) -> None:
    with transaction(wiring.engine) as session:
        checking.run_check(session, _context(wiring, check_id), check_id, wiring.keyring)


def expire_check(wiring: Wiring, check_id: str) -> None:
    with transaction(wiring.engine) as session:
        checking.expire_check(session, _context(wiring, check_id), check_id)


def send_batch(wiring: Wiring, batch_id: str) -> None:
    """Write the file, hand it over once, keep a sealed copy, record it."""
    with reading(wiring.engine) as session:
        if not releasing.waits_for_sending(session, batch_id):
            return
        file = batch_file(session, wiring.keyring, batch_id)
    wiring.rail.deliver(file.mailbox, file.name, file.data)
    reach(Failpoint.BANK_FILE_DELIVERED)
    kept = wiring.storage.put(file.data)
    reach(Failpoint.BANK_FILE_KEPT)
    sent = SentFile(kept.sha256, kept.size, kept.key)
    with transaction(wiring.engine) as session:
        releasing.record_sent(session, _context(wiring, batch_id), batch_id, sent)


def settle_batch(wiring: Wiring, batch_id: str) -> None:
    with transaction(wiring.engine) as session:
        settling.settle(session, _context(wiring, batch_id), batch_id)


def render(wiring: Wiring, subject_id: str) -> None:
    """Subject: the batch and where its stretch of remittances begins, 'batch-id:25'."""
    batch_id, _, first = subject_id.rpartition(":")
    chunk = (int(first), REMITTANCES_A_JOB)
    render_remittances(Shelf(wiring.engine, wiring.storage), wiring.clock.now(), batch_id, chunk)


def verify_account(wiring: Wiring, account_id: str) -> None:
    with transaction(wiring.engine) as session:
        bank_accounts.verify(session, _context(wiring, account_id), account_id)


def find_slipping(wiring: Wiring, hour: str) -> None:
    """Each request in a transaction of its own: one that fails keeps no other from its new date."""
    with reading(wiring.engine) as session:
        found = slipping.may_slip(session, wiring.clock.now())
    for request_id in found:
        with transaction(wiring.engine) as session:
            slipping.look(session, _context(wiring, request_id), request_id)


def look_into_upload(wiring: Wiring, upload_id: str) -> None:
    """Scan what was sent and draw it anew; it stays in quarantine while no scanner answers."""
    shelf = Shelf(wiring.engine, wiring.storage)
    check_upload(shelf, wiring.scanner, _context(wiring, upload_id), upload_id)


JOBS: dict[Job, Callable[[Wiring, str], None]] = {
    Job.RUN_CHECK: run_check,
    Job.EXPIRE_CHECK: expire_check,
    Job.SEND_BATCH: send_batch,
    Job.SETTLE_BATCH: settle_batch,
    Job.RENDER_REMITTANCES: render,
    Job.VERIFY_ACCOUNT: verify_account,
    Job.SEND_NOTICE: send_notice,
    Job.SEND_PERSON_NOTICE: send_person_notice,
    Job.FIND_SLIPPING: find_slipping,
    Job.CHECK_UPLOAD: look_into_upload,
}
"""The allow-list: a row with any other word cannot be run."""
