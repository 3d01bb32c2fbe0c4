"""The language a person reads: chosen once, remembered with the person."""

from __future__ import annotations

from sqlalchemy.orm import Session

from provportal.actions.audit import Change, Subject, record
from provportal.domain.roles import Context
from provportal.store.person import Person


def choose_language(session: Session, context: Context, person_id: str, language: str) -> None:
    """Remember the language ('en', 'es', 'zh_Hant') of a person; the same again changes nothing."""
    person = session.get_one(Person, person_id)
    if person.language == language:
        return
    change = Change({"language": person.language}, {"language": language})
    person.language = language
    record(session, context, "person.language", Subject("person", person_id, None), change)
