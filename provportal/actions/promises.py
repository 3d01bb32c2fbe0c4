"""Promising work: an outbox row in the transaction that needs it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from provportal.domain.roles import Context
from provportal.store.outbox import Outbox


class Job(StrEnum):
    """Every job there is. The worker runs nothing else."""

    RUN_CHECK = "run_check"
    EXPIRE_CHECK = "expire_check"
    SEND_BATCH = "send_batch"
    SETTLE_BATCH = "settle_batch"
    RENDER_REMITTANCES = "render_remittances"
    VERIFY_ACCOUNT = "verify_account"
    SEND_NOTICE = "send_notice"
    SEND_PERSON_NOTICE = "send_person_notice"
    FIND_SLIPPING = "find_slipping"
    CHECK_UPLOAD = "check_upload"


def promise(
    session: Session, context: Context, job: Job, subject_id: str, due_at: datetime | None = None
) -> None:
    """Promise a job for a row; due now, or at a moment of the portal's clock."""
    session.add(
        Outbox(
            job=job,
            subject_id=subject_id,
            promised_at=context.now,
            due_at=due_at or context.now,
        )
    )
