"""Notices: what a person is to be told, queued in the transaction of what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.notice import NoticeEvent
from provportal.store.row import Row, Word, key, to


class Notice(Row):
    """One thing told to one person. Written once; only `sent_at` is set later, once."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.Index("ix_notice_subject", "subject", "subject_id"),
        sa.Index(
            "ix_notice_unsent",
            "queued_at",
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        ),
    )

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation")
    person_id: Mapped[str] = to("person")
    event: Mapped[NoticeEvent] = mapped_column(Word(NoticeEvent))
    subject: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[str] = mapped_column(sa.String(64))
    language: Mapped[str] = mapped_column(sa.String(10))
    """The person's when it was queued."""
    params: Mapped[dict[str, Any]]
    """Dates, codes and last fours for the sentence: no name, no number of an account."""
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
