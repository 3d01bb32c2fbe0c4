"""The second factor: set up with a first code, passed by a code or a recovery code, taken away.

`at` is the machine's clock, which is the phone's: a demo that moves its own clock still takes the
codes of a real app.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from provportal.actions import audit, sessions, throttling
from provportal.actions.audit import Change, Subject
from provportal.actions.one_time_codes import (
    new_recovery_codes,
    new_seed,
    recovery_hash,
    step_of,
)
from provportal.actions.person_notices import tell_person
from provportal.actions.sessions import Opened, Standing
from provportal.actions.throttling import Wait
from provportal.domain.person_notice import PersonEvent
from provportal.domain.roles import Context
from provportal.store.keyring import Keyring
from provportal.store.second_factor import (
    RecoveryCode,
    SecondFactor,
    drop_recovery_codes,
    pending_seed,
    place_of_seed,
    take_recovery_code,
    take_step,
)
from provportal.store.sign_in import SignInSession, end_all, session_for_update
from provportal.store.sign_in import end_others as end_other_sessions

FRESH = timedelta(minutes=5)
"""How long after the factor money and bank details may be touched without asking again."""


class Proof(StrEnum):
    """What was given as the second factor."""

    APP = "app"
    RECOVERY_CODE = "recovery_code"


@dataclass(frozen=True, slots=True)
class Passed:
    """The factor was passed, by what; the session goes on under a new id."""

    opened: Opened
    by: Proof


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new app is in force. The recovery codes are shown once and stored as hashes."""

    opened: Opened
    recovery_codes: list[str]


def begin(session: Session, context: Context, keyring: Keyring, person_id: str) -> None:
    """A new seed for a person, pending. Always a new one: whoever saw an earlier page of the
    set-up must not know the seed that is confirmed later."""
    factor = session.get(SecondFactor, person_id) or SecondFactor(person_id=person_id)
    place = place_of_seed(person_id, "pending_sealed")
    factor.pending_sealed = keyring.seal(new_seed(), *place)
    session.add(factor)
    _record(session, context, "factor.begun", person_id)


def confirm(
    session: Session, context: Context, keyring: Keyring, person_id: str, typed: str, at: datetime
) -> list[str] | None:
    """Put the pending seed in force by a first code of it, and give new recovery codes.

    None when the code does not fit, or nothing is pending.
    """
    seed = pending_seed(session, keyring, person_id)
    step = step_of(seed, typed, at) if seed else None
    if seed is None or step is None:
        _record(session, context, "factor.not_confirmed", person_id)
        return None
    factor = session.get_one(SecondFactor, person_id)
    was_enrolled = factor.enrolled_at is not None
    factor.seed_sealed = keyring.seal(seed, *place_of_seed(person_id, "seed_sealed"))
    factor.pending_sealed, factor.last_step, factor.enrolled_at = None, step, at
    throttling.forgive(session, _account(person_id), at)
    _record(session, context, "factor.enrolled", person_id, {"replaced": was_enrolled})
    return make_recovery_codes(session, context, person_id)


def enrol(
    session: Session, context: Context, keyring: Keyring, session_id: str, typed: str, at: datetime
) -> Enrolled | None:
    """Confirm in a session: it has passed the factor by that, and all others of the person end."""
    current = session_for_update(session, session_id)
    if current is None:
        return None
    codes = confirm(session, context, keyring, current.person_id, typed, at)
    if codes is None:
        return None
    end_other_sessions(session, current.person_id, session_id, at)
    tell_person(session, context, current.person_id, PersonEvent.APP_CHANGED)
    return Enrolled(_renewed(session, current, at), codes)


def prove(
    session: Session, context: Context, keyring: Keyring, session_id: str, typed: str, at: datetime
) -> Passed | Wait | None:
    """Pass the factor in a session by a code of the app or a recovery code; each holds once.

    None when it was refused, which counts: after a few one has to wait.
    """
    current = session_for_update(session, session_id)
    if current is None:
        return None
    person_id = current.person_id
    wait = throttling.count_failure(session, _account(person_id), at)
    if wait is not None:
        _record(session, context, "factor.throttled", person_id)
        return wait
    by = _spend(session, keyring, person_id, typed, at)
    if by is None:
        _record(session, context, "factor.refused", person_id)
        return None
    throttling.forgive(session, _account(person_id), at)
    _record(session, context, "factor.passed", person_id, {"by": by.value})
    if by is Proof.RECOVERY_CODE:
        tell_person(session, context, person_id, PersonEvent.RECOVERY_CODE_USED)
    return Passed(_renewed(session, current, at), by)


def make_recovery_codes(session: Session, context: Context, person_id: str) -> list[str]:
    """Ten new recovery codes; the ones before are worth nothing."""
    drop_recovery_codes(session, person_id)
    codes = new_recovery_codes()
    session.add_all(
        RecoveryCode(person_id=person_id, code_hash=recovery_hash(code)) for code in codes
    )
    _record(session, context, "factor.recovery_codes", person_id, {"count": len(codes)})
    return codes


def remake_recovery_codes(session: Session, context: Context, person_id: str) -> list[str]:
    """Ten new ones at the person's wish, who is told: whoever did it may be another."""
    codes = make_recovery_codes(session, context, person_id)
    tell_person(session, context, person_id, PersonEvent.RECOVERY_CODES_MADE)
    return codes


def take_away(session: Session, context: Context, person_id: str, at: datetime) -> None:
    """Forget a person's factor and recovery codes, and end the sessions: set up anew at the next
    sign-in."""
    factor = session.get(SecondFactor, person_id)
    if factor is not None:
        factor.seed_sealed = factor.pending_sealed = factor.enrolled_at = None
    drop_recovery_codes(session, person_id)
    end_all(session, person_id, at)
    throttling.forgive(session, _account(person_id), at)
    _record(session, context, "factor.taken_away", person_id)
    tell_person(session, context, person_id, PersonEvent.APP_TAKEN_AWAY)


def _spend(
    session: Session, keyring: Keyring, person_id: str, typed: str, at: datetime
) -> Proof | None:
    factor = session.get(SecondFactor, person_id)
    if factor is None or factor.seed_sealed is None:
        return None
    seed = keyring.open_(factor.seed_sealed, *place_of_seed(person_id, "seed_sealed"))
    step = step_of(seed, typed, at)
    if step is not None:
        return Proof.APP if take_step(session, person_id, step) else None
    is_recovery = take_recovery_code(session, person_id, recovery_hash(typed), at)
    return Proof.RECOVERY_CODE if is_recovery else None


def _renewed(session: Session, current: SignInSession, at: datetime) -> Opened:
    return sessions.renew(session, current, replace(Standing.of(current), factor_at=at), at)


def _account(person_id: str) -> str:
    """Where refused codes are counted. No address is made of these: none of theirs fits."""
    return f"codes of {person_id}"


def _record(
    session: Session,
    context: Context,
    action: str,
    person_id: str,
    after: dict[str, object] | None = None,
) -> None:
    subject = Subject("person", person_id, context.actor.agency_id)
    audit.record(session, context, action, subject, Change(after=after or {}))
