"""Telling a person about the own sign-in: queued where it happens, claimed, sent and recorded."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.delivering import LOST_AFTER, MASKED, Attempted, StillSending
from provportal.actions.notice_preferences import remember_refusal
from provportal.actions.promises import Job, promise
from provportal.domain.delivery import Result, wait_after
from provportal.domain.notice import Channel
from provportal.domain.person_notice import (
    CODE_DIGITS,
    CODE_HOLDS,
    PATIENCE,
    PersonEvent,
    channels,
)
from provportal.domain.roles import Context
from provportal.store.keyring import Keyring
from provportal.store.notice import NoticePreference
from provportal.store.person import Person
from provportal.store.person_notice import PersonNotice, notice_for_update, phone_to_call
from provportal.store.row import new_id


@dataclass(frozen=True, slots=True)
class ToPerson:
    """What a sender needs of a claimed notice; `code` is '' for all but the code of a phone."""

    key: str
    channel: Channel
    to: str
    event: PersonEvent
    language: str
    phone: str
    code: str


def tell_person(session: Session, context: Context, person_id: str, event: PersonEvent) -> None:
    """Queue a notice by each way by which the person can be told, for now: it does not wait."""
    chosen = session.get(NoticePreference, person_id)
    can_text = chosen is not None and chosen.takes_texts
    for channel in channels(event, can_text=can_text):
        first = PersonNotice(person_id=person_id, event=event, channel=channel, attempt=1)
        _queue(session, context, first, context.now)


def _queue(session: Session, context: Context, notice: PersonNotice, due_at: datetime) -> None:
    notice.id, notice.queued_at, notice.due_at = new_id(), context.now, due_at
    session.add(notice)
    session.flush()
    promise(session, context, Job.SEND_PERSON_NOTICE, notice.id, due_at)


def claim(
    session: Session, context: Context, notice_id: str, machine_now: datetime, keyring: Keyring
) -> ToPerson | None:
    """Take one attempt; None when there is nothing to send (any more).

    One that was claimed long ago and has no result was perhaps sent: it is recorded as that.
    Raises StillSending while another worker may be at it.
    """
    notice = notice_for_update(session, notice_id)
    if notice.result is not None or _was_claimed(session, context, notice, machine_now):
        return None
    person = session.get_one(Person, notice.person_id)
    chosen = session.get(NoticePreference, notice.person_id, with_for_update=True)
    address = _address(person, chosen, notice)
    if address is None:
        _finish(session, context, notice, Attempted(Result.NOT_WANTED))
        return None
    notice.claimed_at, notice.sent_to = machine_now, MASKED[notice.channel](address)
    return ToPerson(
        key=notice.id,
        channel=notice.channel,
        to=address,
        event=notice.event,
        language=person.language.replace("_", "-"),
        phone=phone_to_call(session, person.id),
        code=_code(context, chosen, notice, keyring),
    )


def _was_claimed(
    session: Session, context: Context, notice: PersonNotice, machine_now: datetime
) -> bool:
    """Whether somebody took it; whoever took it long ago is gone."""
    if notice.claimed_at is None:
        return False
    if machine_now - notice.claimed_at < LOST_AFTER:
        raise StillSending
    _finish(session, context, notice, Attempted(Result.PERHAPS_SENT))
    return True


def _address(person: Person, chosen: NoticePreference | None, notice: PersonNotice) -> str | None:
    """Where it goes; a code goes to the number that is to be confirmed, and to no other."""
    if person.disabled_at is not None:
        return None
    if notice.channel is Channel.EMAIL:
        return person.email
    if chosen is None:
        return None
    if notice.event is PersonEvent.PHONE_CODE:
        return chosen.phone if chosen.phone_confirmed_at is None else None
    return chosen.phone if chosen.takes_texts else None


def _code(
    context: Context, chosen: NoticePreference | None, notice: PersonNotice, keyring: Keyring
) -> str:
    """A new code, of which the row keeps a keyed fingerprint: it is in no table and no queue."""
    if chosen is None or notice.event is not PersonEvent.PHONE_CODE:
        return ""
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    chosen.phone_code = code_mark(keyring, chosen, code)
    chosen.phone_code_until, chosen.phone_tries = context.now + CODE_HOLDS, 0
    return code


def code_mark(keyring: Keyring, chosen: NoticePreference, code: str) -> str:
    """The fingerprint of a code, for one person and one number."""
    return keyring.blind_index(f"{chosen.person_id}:{chosen.phone}:{code}", "phone_code")


def record(session: Session, context: Context, notice_id: str, attempted: Attempted) -> None:
    """Write down what came of a claimed attempt; harmless when that was done."""
    notice = notice_for_update(session, notice_id)
    if notice.result is None:
        _finish(session, context, notice, attempted)


def _finish(session: Session, context: Context, notice: PersonNotice, attempted: Attempted) -> None:
    notice.result, notice.finished_at = attempted.result, context.now
    notice.detail = attempted.detail[:80] or None
    notice.reference = attempted.reference[:200] or None
    if attempted.result is Result.REFUSED:
        remember_refusal(session, context, notice.person_id, notice.channel)
    wait = wait_after(attempted.result, notice.attempt, PATIENCE[notice.event])
    if wait is not None:
        again = PersonNotice(
            person_id=notice.person_id,
            event=notice.event,
            channel=notice.channel,
            attempt=notice.attempt + 1,
        )
        _queue(session, context, again, context.now + wait)
    told = {"event": notice.event, "channel": notice.channel, "to": notice.sent_to}
    change = Change(after={**told, "attempt": notice.attempt, "code": notice.detail})
    subject = Subject("person", notice.person_id, None)
    audit.record(session, context, f"notice.{attempted.result}", subject, change)
    session.flush()
