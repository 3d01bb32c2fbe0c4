"""Delivering notices: claimed in one transaction, sent outside of any, recorded in another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.notice_preferences import remember_refusal
from provportal.actions.notices import queue_deliveries, quiet_hours
from provportal.actions.promises import Job, promise
from provportal.domain.delivery import Result, wait_after
from provportal.domain.notice import TOPICS, Channel, NoticeEvent
from provportal.domain.roles import Context
from provportal.store.agency import Agency
from provportal.store.locking import locked
from provportal.store.notice import Notice, NoticeDelivery, NoticePreference
from provportal.store.person import Person
from provportal.store.row import new_id
from provportal.words.contacts import masked_email, masked_phone

LOST_AFTER = timedelta(minutes=10)
"""Claimed for so long (machine's clock) without a result: its process is gone. A job has five."""


class StillSending(Exception):
    """Another worker has claimed this attempt: the promise stays open until it has a result."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a sender needs of a claimed notice. `key` is the same for every attempt."""

    key: str
    channel: Channel
    to: str
    event: NoticeEvent
    params: dict[str, Any]
    language: str
    phone: str
    """The agency's, for whoever wants to call."""


@dataclass(frozen=True, slots=True)
class Attempted:
    """What came of sending: the result, the answer's code, the provider's id of the message."""

    result: Result
    detail: str = ""
    reference: str = ""


def claim(
    session: Session, context: Context, delivery_id: str, machine_now: datetime
) -> Outgoing | None:
    """Take one attempt; None when there is nothing to send (any more, or not yet).

    One that was claimed long ago and has no result was perhaps sent: it is recorded as that.
    Raises StillSending while another worker may be at it.
    """
    delivery = _delivery_for_update(session, delivery_id)
    if delivery.result is not None:
        return None
    if delivery.claimed_at is not None:
        if machine_now - delivery.claimed_at < LOST_AFTER:
            raise StillSending
        _finish(session, context, delivery, Attempted(Result.PERHAPS_SENT))
        return None
    notice = session.get_one(Notice, delivery.notice_id)
    chosen = session.get(NoticePreference, notice.person_id)
    address = _address(session.get_one(Person, notice.person_id), chosen, delivery.channel)
    if address is None:
        _finish(session, context, delivery, Attempted(Result.NOT_WANTED))
        return None
    if _waits(session, context, delivery, chosen):
        return None
    delivery.claimed_at = machine_now
    delivery.sent_to = MASKED[delivery.channel](address)
    return _outgoing(session, notice, delivery.channel, address)


MASKED = {Channel.EMAIL: masked_email, Channel.TEXT: masked_phone}


def _delivery_for_update(session: Session, delivery_id: str) -> NoticeDelivery:
    statement = sa.select(NoticeDelivery).where(NoticeDelivery.id == delivery_id)
    return session.scalars(locked(statement)).one()


def _address(person: Person, chosen: NoticePreference | None, channel: Channel) -> str | None:
    """Where it goes; None for who has left, and for a phone that takes no texts (any more)."""
    if person.disabled_at is not None:
        return None
    if channel is Channel.EMAIL:
        return person.email
    return chosen.phone if chosen and chosen.takes_texts else None


def _waits(
    session: Session, context: Context, delivery: NoticeDelivery, chosen: NoticePreference | None
) -> bool:
    """Whether it is quiet now: a worker that was away may come back in the night."""
    due_at = quiet_hours(chosen).wait(delivery.channel, context.now)
    if due_at == context.now:
        return False
    delivery.due_at = due_at
    promise(session, context, Job.SEND_NOTICE, delivery.id, due_at)
    return True


def _outgoing(session: Session, notice: Notice, channel: Channel, address: str) -> Outgoing:
    return Outgoing(
        key=f"{notice.id}-{channel}",
        channel=channel,
        to=address,
        event=notice.event,
        params=notice.params,
        language=notice.language.replace("_", "-"),
        phone=session.get_one(Agency, notice.agency_id).phone,
    )


def record(session: Session, context: Context, delivery_id: str, attempted: Attempted) -> None:
    """Write down what came of a claimed attempt; harmless when that was done.

    A later attempt is promised where one helps; an address that refuses is remembered.
    """
    delivery = _delivery_for_update(session, delivery_id)
    if delivery.result is None:
        _finish(session, context, delivery, attempted)


def _finish(
    session: Session, context: Context, delivery: NoticeDelivery, attempted: Attempted
) -> None:
    notice = session.get_one(Notice, delivery.notice_id)
    delivery.result, delivery.finished_at = attempted.result, context.now
    delivery.detail = attempted.detail[:80] or None
    delivery.reference = attempted.reference[:200] or None
    if attempted.result in _FOLLOWS:
        _FOLLOWS[attempted.result](session, context, notice, delivery)
    wait = wait_after(attempted.result, delivery.attempt, TOPICS[notice.event])
    if wait is not None:
        _try_again(session, context, delivery, wait)
    told = {"channel": delivery.channel, "attempt": delivery.attempt, "to": delivery.sent_to}
    subject = Subject("notice", notice.id, notice.agency_id)
    change = Change(after={**told, "code": delivery.detail})
    audit.record(session, context, f"notice.{attempted.result}", subject, change)
    session.flush()


def _try_again(
    session: Session, context: Context, delivery: NoticeDelivery, wait: timedelta
) -> None:
    following = NoticeDelivery(
        id=new_id(),
        agency_id=delivery.agency_id,
        organisation_id=delivery.organisation_id,
        notice_id=delivery.notice_id,
        channel=delivery.channel,
        attempt=delivery.attempt + 1,
        due_at=context.now + wait,
    )
    session.add(following)
    promise(session, context, Job.SEND_NOTICE, following.id, following.due_at)


def _arrived(session: Session, context: Context, notice: Notice, delivery: NoticeDelivery) -> None:
    notice.sent_at = notice.sent_at or context.now
    chosen = session.get(NoticePreference, notice.person_id)
    if chosen is not None and delivery.channel is Channel.EMAIL:
        chosen.email_bounced_at = None


def _bounced(session: Session, context: Context, notice: Notice, delivery: NoticeDelivery) -> None:
    """The person reads of it on the first page; what was to be a text goes by email instead."""
    remember_refusal(session, context, notice.person_id, delivery.channel)
    if delivery.channel is Channel.TEXT:
        _email_instead(session, context, notice, delivery)


def _email_instead(
    session: Session, context: Context, notice: Notice, delivery: NoticeDelivery
) -> None:
    """Unless an email of it is on its way as well."""
    emails = sa.select(NoticeDelivery.id).where(
        NoticeDelivery.notice_id == notice.id, NoticeDelivery.channel == Channel.EMAIL
    )
    if session.scalar(emails.limit(1)) is None:
        queue_deliveries(session, context, notice, [Channel.EMAIL], None)


_FOLLOWS = {Result.DELIVERED: _arrived, Result.REFUSED: _bounced}
"""What an answer says about the address itself."""
