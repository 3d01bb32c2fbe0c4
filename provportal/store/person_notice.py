"""Notices of a person's own sign-in: one row for each attempt. They belong to no agency."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from provportal.domain.delivery import Result
from provportal.domain.notice import Channel
from provportal.domain.person_notice import PersonEvent
from provportal.store.agency import Agency
from provportal.store.locking import locked
from provportal.store.person import Membership
from provportal.store.provider import Contract
from provportal.store.row import Row, Word, key, to


class PersonNotice(Row):
    """One attempt to tell a person one thing by one channel. Its result is written once.

    It holds neither address nor code: both are looked up, or made, when it is sent.
    """

    __tablename__ = "person_notice"

    id: Mapped[str] = key()
    person_id: Mapped[str] = to("person", index=True)
    event: Mapped[PersonEvent] = mapped_column(Word(PersonEvent))
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    attempt: Mapped[int]
    """From 1."""
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    """By the machine's clock, as the outbox's `pushed_at`."""
    finished_at: Mapped[datetime | None]
    result: Mapped[Result | None] = mapped_column(Word(Result))
    detail: Mapped[str | None] = mapped_column(sa.String(80))
    """The answer's code: no words, which may name the address."""
    sent_to: Mapped[str | None] = mapped_column(sa.String(254))
    """Masked."""
    reference: Mapped[str | None] = mapped_column(sa.String(200))


def notice_for_update(session: Session, notice_id: str) -> PersonNotice:
    """The attempt, locked."""
    return session.scalars(
        locked(sa.select(PersonNotice).where(PersonNotice.id == notice_id))
    ).one()


def codes_since(session: Session, person_id: str, since: datetime) -> int:
    """How many codes for a phone a person has asked for since a moment."""
    count = sa.select(sa.func.count()).select_from(PersonNotice)
    asked = count.where(
        PersonNotice.person_id == person_id,
        PersonNotice.event == PersonEvent.PHONE_CODE,
        PersonNotice.attempt == 1,
        PersonNotice.queued_at > since,
    )
    return session.scalar(asked) or 0


def phone_to_call(session: Session, person_id: str) -> str:
    """The number of an agency that knows the person: the own one, else one that pays the provider.

    '' for who works nowhere (any more).
    """
    own = sa.select(Agency.phone).join(Membership, Membership.agency_id == Agency.id)
    paying = (
        sa.select(Agency.phone)
        .join(Contract, Contract.agency_id == Agency.id)
        .join(Membership, Membership.organisation_id == Contract.organisation_id)
    )
    found = (
        session.scalar(
            asked.where(Membership.person_id == person_id).order_by(Agency.code).limit(1)
        )
        for asked in (own, paying)
    )
    return next((phone for phone in found if phone), "")
