"""How a person wants to be told: by email or text, about what, and not at which hours."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.domain.delivery import QuietHours
from provportal.domain.notice import Channel, Ways
from provportal.domain.roles import Context
from provportal.store.notice import NoticePreference
from provportal.words.contacts import masked_phone

BY_TEXT = (Ways.TEXT, Ways.BOTH)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose. `phone` is '+15550100123', '' for none."""

    phone: str
    requests: Ways
    payments: Ways
    quiet: QuietHours

    @property
    def lacks_phone(self) -> bool:
        """Whether texts are wanted and there is nowhere to send them."""
        return not self.phone and (self.requests in BY_TEXT or self.payments in BY_TEXT)


def choose(session: Session, context: Context, wanted: Wanted) -> bool:
    """Remember what the acting person chose; the same again changes nothing. Says whether there is
    a new number now, which waits for its code.

    A number that refused our texts is tried again once it is saved anew; another number gets none
    before its code was typed (actions/phone_confirmation.py).
    """
    person_id = str(context.actor.person_id)
    row = session.get(NoticePreference, person_id, with_for_update=True)
    before = {} if row is None else _told(row)
    if row is None:
        row = NoticePreference(person_id=person_id)
        session.add(row)
    is_new = _take_phone(row, wanted.phone or None)
    row.requests, row.payments = wanted.requests, wanted.payments
    row.quiet_from, row.quiet_to = wanted.quiet.begins, wanted.quiet.ends
    row.phone_bounced_at = None
    after = _told(row)
    if before != after:
        subject = Subject("person", person_id, None)
        audit.record(session, context, "person.notices", subject, Change(before, after))
    session.flush()
    return is_new


def _take_phone(row: NoticePreference, phone: str | None) -> bool:
    """A number that is not the one before is nobody's yet, and no code of the one before fits."""
    if row.phone == phone:
        return False
    row.phone, row.phone_confirmed_at, row.phone_code = phone, None, None
    return phone is not None


def remember_refusal(session: Session, context: Context, person_id: str, channel: Channel) -> None:
    """An address refused our message for good: the person reads of it on the first page."""
    chosen = session.get(NoticePreference, person_id)
    if chosen is None:
        chosen = NoticePreference(person_id=person_id)
        session.add(chosen)
    if channel is Channel.EMAIL:
        chosen.email_bounced_at = context.now
    else:
        chosen.phone_bounced_at = context.now


def _told(row: NoticePreference) -> dict[str, str]:
    """What the audit log says of it: of the number, the last digits."""
    return {
        "phone": masked_phone(row.phone) if row.phone else "",
        "requests": row.requests,
        "payments": row.payments,
        "quiet": f"{row.quiet_from}-{row.quiet_to}",
    }
