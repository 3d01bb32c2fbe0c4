"""What a person is told about the own sign-in. It belongs to no agency and no provider."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from provportal.domain.notice import Channel, Topic


class PersonEvent(StrEnum):
    """What happened; the sentence is made when it is sent."""

    APP_CHANGED = "app_changed"
    APP_TAKEN_AWAY = "app_taken_away"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    PHONE_CODE = "phone_code"
    """A code for a number that is not confirmed yet: by text alone, and to that number."""


PATIENCE: dict[PersonEvent, Topic] = {
    PersonEvent.APP_CHANGED: Topic.ALWAYS,
    PersonEvent.APP_TAKEN_AWAY: Topic.ALWAYS,
    PersonEvent.RECOVERY_CODE_USED: Topic.ALWAYS,
    PersonEvent.RECOVERY_CODES_MADE: Topic.ALWAYS,
    # Two codes for one number confuse: what was perhaps sent is asked for anew on the page.
    PersonEvent.PHONE_CODE: Topic.REQUESTS,
}
"""Whose rule of trying again each follows; a warning is rather read twice than never."""

CODE_HOLDS = timedelta(minutes=10)
CODE_DIGITS = 6
CODE_TRIES = 5
CODES_A_DAY = 5
"""Somebody who types a stranger's number must not be able to fill that phone (our default)."""


def channels(event: PersonEvent, *, can_text: bool) -> tuple[Channel, ...]:
    """By which ways it goes. Nobody can switch these off: a thief would."""
    if event is PersonEvent.PHONE_CODE:
        return (Channel.TEXT,)
    return (Channel.EMAIL, Channel.TEXT) if can_text else (Channel.EMAIL,)
