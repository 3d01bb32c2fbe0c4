"""Confirming a phone: a code goes to it by text, and is typed, before any notice goes there."""

from __future__ import annotations

import hmac
from datetime import timedelta

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.person_notices import code_mark, tell_person
from provportal.domain.person_notice import CODE_TRIES, CODES_A_DAY, PersonEvent
from provportal.domain.roles import Context
from provportal.store.keyring import Keyring
from provportal.store.notice import NoticePreference
from provportal.store.person_notice import codes_since
from provportal.words.contacts import masked_phone

ONE_DAY = timedelta(days=1)


def ask_for_code(session: Session, context: Context) -> bool:
    """Send the acting person a code to the number that is not confirmed yet.

    False when there is none, or when enough codes were asked for within a day.
    """
    person_id = str(context.actor.person_id)
    chosen = session.get(NoticePreference, person_id, with_for_update=True)
    if chosen is None or not chosen.waits_for_code:
        return False
    if codes_since(session, person_id, context.now - ONE_DAY) >= CODES_A_DAY:
        return False
    tell_person(session, context, person_id, PersonEvent.PHONE_CODE)
    return True


def confirm(session: Session, context: Context, keyring: Keyring, typed: str) -> bool:
    """Whether the code fits: it holds ten minutes, five tries, once, and for that number alone."""
    person_id = str(context.actor.person_id)
    chosen = session.get(NoticePreference, person_id, with_for_update=True)
    if chosen is None or chosen.phone is None or not _may_try(context, chosen):
        return False
    chosen.phone_tries += 1
    mark = code_mark(keyring, chosen, "".join(typed.split()))
    fits = hmac.compare_digest(mark, str(chosen.phone_code))
    if fits:
        chosen.phone_confirmed_at, chosen.phone_code = context.now, None
    action = "person.phone_confirmed" if fits else "person.phone_code_refused"
    change = Change(after={"phone": masked_phone(chosen.phone)})
    audit.record(session, context, action, Subject("person", person_id, None), change)
    return fits


def _may_try(context: Context, chosen: NoticePreference) -> bool:
    until = chosen.phone_code_until
    return (
        chosen.phone_code is not None
        and until is not None
        and context.now <= until
        and chosen.phone_tries < CODE_TRIES
    )
