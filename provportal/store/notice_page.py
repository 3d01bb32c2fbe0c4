"""What a person's page of notices asks of the rows; each question starts from the person."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.store.notice import Notice, NoticeDelivery, NoticePreference

SHOWN = 10
"""Attempts that the page lists, newest first."""


def chosen_by(session: Session, person_id: str) -> NoticePreference | None:
    """What a person chose; None for nothing yet."""
    return session.get(NoticePreference, person_id)


def attempts_for(
    session: Session, person_id: str, organisation_id: str
) -> Sequence[tuple[NoticeDelivery, Notice]]:
    """The last attempts to tell a person something about one organisation, newest first."""
    rows = session.execute(
        sa.select(NoticeDelivery, Notice)
        .join(Notice, Notice.id == NoticeDelivery.notice_id)
        .where(Notice.person_id == person_id, Notice.organisation_id == organisation_id)
        .order_by(Notice.queued_at.desc(), NoticeDelivery.id.desc())
        .limit(SHOWN)
    )
    return [(row[0], row[1]) for row in rows]
