"""Notices: what a person is to be told, each attempt to deliver it, and what the person prefers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.delivery import Result
from provportal.domain.notice import Channel, NoticeEvent, Ways
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
    """When the first channel had taken it."""


class NoticeDelivery(Row):
    """One attempt to deliver a notice by one channel. Its result is written once.

    Claimed and without a result: being sent, or its process ended; the sweep looks at it again.
    """

    __tablename__ = "notice_delivery"
    __table_args__ = (sa.UniqueConstraint("notice_id", "channel", "attempt"),)

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation")
    notice_id: Mapped[str] = to("notice")
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    attempt: Mapped[int]
    """From 1."""
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    """By the machine's clock, as the outbox's `pushed_at`."""
    finished_at: Mapped[datetime | None]
    result: Mapped[Result | None] = mapped_column(Word(Result))
    detail: Mapped[str | None] = mapped_column(sa.String(80))
    """The answer's code, like '550 5.1.1': no words, which may name the address."""
    sent_to: Mapped[str | None] = mapped_column(sa.String(254))
    """Masked."""
    reference: Mapped[str | None] = mapped_column(sa.String(200))
    """The provider's id of the message, to ask them about it."""


class NoticePreference(Row):
    """How a person wants to be told; without a row, by email. Also where our notices bounced."""

    __tablename__ = "notice_preference"

    person_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("person.id"), primary_key=True
    )
    phone: Mapped[str | None] = mapped_column(sa.String(16))
    """'+15550100123'."""
    requests: Mapped[Ways] = mapped_column(Word(Ways), default=Ways.EMAIL)
    payments: Mapped[Ways] = mapped_column(Word(Ways), default=Ways.EMAIL)
    quiet_from: Mapped[int] = mapped_column(default=20)
    quiet_to: Mapped[int] = mapped_column(default=8)
    """Hours in California, 0 to 23; the same twice is none."""
    email_bounced_at: Mapped[datetime | None]
    phone_bounced_at: Mapped[datetime | None]
    phone_confirmed_at: Mapped[datetime | None]
    """When a code that went to the phone was typed; no notice is texted before."""
    phone_code: Mapped[str | None] = mapped_column(sa.String(64))
    """A keyed fingerprint of the code on its way."""
    phone_code_until: Mapped[datetime | None]
    phone_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    """Codes typed since the last one was sent."""

    @property
    def takes_texts(self) -> bool:
        """Whether notices can be texted: the number is the person's, and takes them."""
        is_theirs = self.phone is not None and self.phone_confirmed_at is not None
        return is_theirs and self.phone_bounced_at is None

    @property
    def waits_for_code(self) -> bool:
        """Whether there is a number that nobody has confirmed."""
        return self.phone is not None and self.phone_confirmed_at is None
