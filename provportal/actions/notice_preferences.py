"""How a person wants to be told: by email or text, about what, and not at which hours."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.domain.delivery import QuietHours
from provportal.domain.notice import Ways
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


def choose(session: Session, context: Context, wanted: Wanted) -> None:
    """Remember what the acting person chose; the same again changes nothing.

    A number that refused our texts is tried again once it is saved anew.
    """
    person_id = str(context.actor.person_id)
    row = session.get(NoticePreference, person_id, with_for_update=True)
    before = {} if row is None else _told(row)
    if row is None:
        row = NoticePreference(person_id=person_id)
        session.add(row)
    row.phone = wanted.phone or None
    row.requests, row.payments = wanted.requests, wanted.payments
    row.quiet_from, row.quiet_to = wanted.quiet.begins, wanted.quiet.ends
    row.phone_bounced_at = None
    after = _told(row)
    if before != after:
        subject = Subject("person", person_id, None)
        audit.record(session, context, "person.notices", subject, Change(before, after))
    session.flush()


def _told(row: NoticePreference) -> dict[str, str]:
    """What the audit log says of it: of the number, the last digits."""
    return {
        "phone": masked_phone(row.phone) if row.phone else "",
        "requests": row.requests,
        "payments": row.payments,
        "quiet": f"{row.quiet_from}-{row.quiet_to}",
    }
