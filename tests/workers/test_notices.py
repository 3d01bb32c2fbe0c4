"""Notices through the real queue: sent once, found again after a kill, slips asked for hourly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from rq import Queue

from provportal.actions import delivering, second_factor
from provportal.actions.delivering import LOST_AFTER
from provportal.actions.promises import Job
from provportal.domain.delivery import Result
from provportal.domain.notice import NoticeEvent
from provportal.failpoints import VARIABLE, Failpoint
from provportal.notices.file import written
from provportal.notices.sender import Message
from provportal.store.notice import Notice, NoticeDelivery
from provportal.store.outbox import Outbox
from provportal.store.session import reading, transaction
from tests.workers.given import LATER, Portal, push, submitted, work
from workers.jobs import JobFailed, keep
from workers.relay import ask_hourly

ROOT = Path(__file__).parents[2]
SUBJECT = "We have your request"
DECISION_IS_NEAR = datetime(2026, 11, 17, 17, tzinfo=UTC)


def received(portal: Portal) -> list[Message]:
    """The emails about a request that came in."""
    found = written(portal.wiring.settings.messages_path, 50)
    return [message for message in found if message.subject.startswith(SUBJECT)]


def attempts(portal: Portal) -> list[NoticeDelivery]:
    with reading(portal.wiring.engine) as session:
        rows = session.scalars(
            sa.select(NoticeDelivery)
            .join(Notice, Notice.id == NoticeDelivery.notice_id)
            .where(Notice.event == NoticeEvent.REQUEST_RECEIVED)
            .order_by(NoticeDelivery.attempt)
        )
        return list(rows)


def its_promise(portal: Portal) -> Outbox:
    [attempt] = attempts(portal)
    [row] = [row for row in portal.rows() if row.subject_id == attempt.id]
    return row


def test_a_sent_request_is_told_by_email(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    push(portal, queue)
    work(queue)
    [message] = received(portal)
    assert message.to.endswith("@example.org")
    assert [attempt.result for attempt in attempts(portal)] == [Result.DELIVERED]


def test_a_job_that_is_delivered_twice_sends_once(portal: Portal, queue: Queue) -> None:
    submitted(portal)
    push(portal, queue)
    work(queue)
    row = its_promise(portal)
    with transaction(portal.wiring.engine) as session:
        session.execute(sa.update(Outbox).where(Outbox.id == row.id).values(done_at=None))
    [message] = received(portal)
    path = portal.wiring.settings.messages_path / f"{message.key}.json"
    path.unlink()
    keep(portal.wiring, row.id)
    assert received(portal) == []


def test_a_changed_factor_is_told_by_email(portal: Portal, queue: Queue) -> None:
    biller = portal.world.provider.biller
    with transaction(portal.wiring.engine) as session:
        context = portal.world.doing(biller, portal.clock.now())
        second_factor.remake_recovery_codes(session, context, str(biller.person_id))
    push(portal, queue)
    work(queue)
    subject = "You have new recovery codes"
    found = written(portal.wiring.settings.messages_path, 50)
    [message] = [message for message in found if message.subject == subject]
    assert "call 555-0100 now" in message.body


def test_a_second_worker_leaves_the_promise_open(portal: Portal) -> None:
    submitted(portal)
    row = its_promise(portal)
    with transaction(portal.wiring.engine) as session:
        context = portal.world.doing(portal.world.provider.biller, portal.clock.now())
        delivering.claim(session, context, row.subject_id, datetime.now(UTC))
    with pytest.raises(JobFailed, match="StillSending"):
        keep(portal.wiring, row.id)
    assert its_promise(portal).done_at is None


@pytest.fixture
def killed(portal: Portal) -> Portal:
    """A worker was killed between sending the notice and recording it."""
    submitted(portal)
    row = its_promise(portal)
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", f"from workers.jobs import perform; perform({row.id})"],
        env=os.environ | portal.environment | {VARIABLE: Failpoint.NOTICE_SENT},
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    return portal


def test_a_kill_between_sending_and_recording_is_told_as_perhaps_sent(
    killed: Portal, queue: Queue
) -> None:
    assert len(received(killed)) == 1
    [claimed] = attempts(killed)
    assert (claimed.claimed_at is not None, claimed.result) == (True, None)
    _forget_the_claim_was_recent(killed)
    push(killed, queue, after=LATER)
    work(queue)
    assert [attempt.result for attempt in attempts(killed)] == [Result.PERHAPS_SENT]
    assert its_promise(killed).done_at is not None


def _forget_the_claim_was_recent(portal: Portal) -> None:
    """The minutes after which a claim is lost, without waiting for them."""
    long_ago = datetime.now(UTC) - LOST_AFTER - timedelta(seconds=1)
    with transaction(portal.wiring.engine) as session:
        session.execute(sa.update(NoticeDelivery).values(claimed_at=long_ago))


def test_the_relay_asks_once_an_hour(portal: Portal) -> None:
    assert (ask_hourly(portal.wiring), ask_hourly(portal.wiring)) == (True, False)
    portal.clock.advance(timedelta(hours=1))
    assert ask_hourly(portal.wiring)
    asked = [row for row in portal.rows() if row.job == Job.FIND_SLIPPING]
    assert len(asked) == 2


def test_a_date_that_will_slip_reaches_the_provider_before_it_passes(
    portal: Portal, queue: Queue
) -> None:
    """The clock is moved to the day before the decision is due; nobody has begun."""
    submitted(portal)
    portal.clock.set_to(DECISION_IS_NEAR)
    ask_hourly(portal.wiring)
    for _ in range(2):
        push(portal, queue, after=LATER)
        work(queue)
    sent = written(portal.wiring.settings.messages_path, 50)
    [told] = [message for message in sent if message.subject.startswith("New date for")]
    assert "is paid by Tue 24 Nov. New date: Tue 1 Dec." in told.body
    assert "More requests came than we can check in time." in told.body
