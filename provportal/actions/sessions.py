"""Sessions: a new id at each step, seen and ended by their owner. `at` is the machine's clock."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.domain.roles import Actor, Context, Role
from provportal.store import sign_in
from provportal.store.person import Membership
from provportal.store.reads import NotFound
from provportal.store.row import new_id
from provportal.store.sign_in import SignInSession, session_for_update

IDLE = timedelta(minutes=20)
"""California's Privacy and Security Agreement for CalWORKs data: at most 20 minutes."""

ABSOLUTE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session; the token goes to the browser and is not stored."""

    token: str
    session_id: str
    membership_id: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is signed in where, on what, since when: what one session hands on to the next."""

    person_id: str
    membership_id: str | None
    device: str
    signed_in_at: datetime
    factor_at: datetime | None = None

    @classmethod
    def of(cls, row: SignInSession) -> Standing:
        return cls(row.person_id, row.membership_id, row.device, row.signed_in_at, row.factor_at)


def token_hash(token: str) -> str:
    """How a session's id is stored: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_of(person_id: str, membership: Membership | None) -> Actor:
    """Who a person is in a membership; before one is chosen, the portal acts for the person."""
    if membership is None:
        return Actor(Role.SYSTEM, person_id)
    return Actor(
        membership.role,
        person_id,
        membership.agency_id,
        membership.organisation_id,
        membership.may_sign,
    )


def open_session(session: Session, standing: Standing, at: datetime) -> Opened:
    """A new row under a new id of 256 random bits."""
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        id=new_id(),
        token_hash=token_hash(token),
        person_id=standing.person_id,
        membership_id=standing.membership_id,
        device=standing.device,
        signed_in_at=standing.signed_in_at,
        factor_at=standing.factor_at,
        created_at=at,
        last_seen_at=at,
    )
    session.add(row)
    return Opened(token, row.id, row.membership_id)


def renew(session: Session, current: SignInSession, standing: Standing, at: datetime) -> Opened:
    """Go on under a new id; the old one is dead."""
    current.ended_at = at
    return open_session(session, standing, at)


def choose_membership(
    session: Session, context: Context, session_id: str, membership_id: str, at: datetime
) -> Opened | None:
    """Go on in another membership, under a new session id; None when it is not one's own."""
    current = session_for_update(session, session_id)
    chosen = session.get(Membership, membership_id)
    if current is None or chosen is None or chosen.person_id != current.person_id:
        return None
    before, standing = current.membership_id, Standing.of(current)
    opened = renew(session, current, replace(standing, membership_id=chosen.id), at)
    context = replace(context, actor=actor_of(current.person_id, chosen))
    subject = Subject("person", current.person_id, chosen.agency_id)
    change = Change({"membership": before}, {"membership": chosen.id})
    audit.record(session, context, "sign_in.membership", subject, change)
    return opened


def sign_out(session: Session, context: Context, session_id: str, at: datetime) -> None:
    """End a session for good; one that has ended already stays as it is."""
    current = session_for_update(session, session_id)
    if current is not None:
        current.ended_at = at
        subject = Subject("person", current.person_id, context.actor.agency_id)
        audit.record(session, context, "sign_out.done", subject, Change())


def end_one(session: Session, context: Context, session_id: str, at: datetime) -> None:
    """End a session of one's own, once. Raises NotFound for anybody else's, as for none."""
    found = session.get(SignInSession, session_id, with_for_update=True)
    if found is None or found.person_id != context.actor.person_id:
        raise NotFound("session")
    if found.ended_at is None:
        found.ended_at = at
        _record(session, context, Change(after={"session": session_id}))


def end_others(session: Session, context: Context, kept_id: str, at: datetime) -> None:
    """End every session of one's own but this."""
    sign_in.end_others(session, str(context.actor.person_id), kept_id, at)
    _record(session, context, Change(after={"kept": kept_id}))


def _record(session: Session, context: Context, change: Change) -> None:
    subject = Subject("person", str(context.actor.person_id), context.actor.agency_id)
    audit.record(session, context, "session.ended", subject, change)
