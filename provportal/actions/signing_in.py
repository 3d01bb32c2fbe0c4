"""Signing in and out: counted tries, sessions with a new id at each step, all of it audited.

A try is counted before the password is compared, in a transaction of its own: tries that come at
once are all counted, and hashing never holds a lock. `at` is the machine's clock.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.passwords import normal
from provportal.domain.roles import Actor, Context, Role
from provportal.store.person import Membership, Person
from provportal.store.row import new_id
from provportal.store.sign_in import (
    SignInSession,
    end_all,
    session_for_update,
    throttle_for_update,
)

IDLE = timedelta(minutes=20)
"""California's Privacy and Security Agreement for CalWORKs data: at most 20 minutes."""

ABSOLUTE = timedelta(hours=12)

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
MOST_FAILURES = 100
"""NIST SP 800-63B-4: after at most 100 failures in a row the password is no longer accepted."""


@dataclass(frozen=True, slots=True)
class Try:
    """A counted try at an account; `password_hash` is what the password must fit."""

    account: str
    person_id: str | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many failures: no try before this moment (machine clock), or none at all."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session; the token goes to the browser and is not stored."""

    token: str
    session_id: str
    membership_id: str | None


def account_of(email: str) -> str:
    """The name under which tries are counted: capitals and spaces make no other account."""
    return hashlib.sha256(normal(email).strip().casefold().encode()).hexdigest()


def token_hash(token: str) -> str:
    """How a session's id is stored: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def wait_after(failures: int) -> timedelta:
    """Nothing for the first tries, then 1, 2, 4 ... seconds up to a quarter of an hour."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES, 20)), LONGEST_WAIT)


def count_try(session: Session, context: Context, email: str, at: datetime) -> Try | Wait:
    """Count a try as failed until it is known better, or refuse it without comparing."""
    account = account_of(email)
    counter = throttle_for_update(session, account, at)
    locked = counter.failures >= MOST_FAILURES
    if locked or counter.wait_until > at:
        subject = Subject("account", account, None)
        change = Change(after={"failures": counter.failures})
        audit.record(session, context, "sign_in.throttled", subject, change)
        return Wait(None if locked else counter.wait_until)
    counter.failures += 1
    counter.last_at = at
    counter.wait_until = at + wait_after(counter.failures)
    person = session.scalar(
        sa.select(Person).where(sa.func.lower(Person.email) == normal(email).strip().lower())
    )
    if person is None or person.disabled_at is not None:
        return Try(account, None, None)
    return Try(account, person.id, person.password_hash)


def refuse(session: Session, context: Context, tried: Try) -> None:
    """Record that the password did not fit."""
    subject = Subject("account", tried.account, None)
    change = Change(after={"known": tried.person_id is not None})
    audit.record(session, context, "sign_in.refused", subject, change)


def sign_in(
    session: Session, context: Context, tried: Try, at: datetime, newer_hash: str | None
) -> Opened:
    """Open a session for a person whose password fitted; clears the counter.

    A person with one membership is in it at once; one with several chooses next.
    """
    person = session.get_one(Person, tried.person_id)
    _clear(session, tried.account, at)
    if newer_hash is not None:
        person.password_hash = newer_hash
    memberships = session.scalars(
        sa.select(Membership).where(Membership.person_id == person.id).limit(2)
    ).all()
    only = memberships[0] if len(memberships) == 1 else None
    opened = _open(session, person.id, only, at, signed_in_at=at)
    context = replace(context, actor=actor_of(person.id, only))
    subject = Subject("person", person.id, only.agency_id if only else None)
    change = Change(after={"session": opened.session_id, "rehashed": newer_hash is not None})
    audit.record(session, context, "sign_in.done", subject, change)
    return opened


def choose_membership(
    session: Session, context: Context, session_id: str, membership_id: str, at: datetime
) -> Opened | None:
    """Go on in another membership, under a new session id; None when it is not one's own."""
    current = session_for_update(session, session_id)
    chosen = session.get(Membership, membership_id)
    if current is None or chosen is None or chosen.person_id != current.person_id:
        return None
    before, current.ended_at = current.membership_id, at
    opened = _open(session, current.person_id, chosen, at, signed_in_at=current.signed_in_at)
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


def deny(session: Session, context: Context, endpoint: str, status: int) -> None:
    """Record that a signed-in person was refused a page or an object."""
    subject = Subject("page", endpoint[:64], context.actor.agency_id)
    audit.record(session, context, "access.denied", subject, Change(after={"status": status}))


def set_password(
    session: Session, context: Context, person_id: str, password_hash: str, at: datetime
) -> None:
    """Give a person a password (hashed by `Passwords.hash`).

    Whoever is signed in as that person is signed out; a locked account opens again.
    """
    person = session.get_one(Person, person_id)
    person.password_hash = password_hash
    _clear(session, account_of(person.email), at)
    end_all(session, person_id, at)
    audit.record(session, context, "password.set", Subject("person", person_id, None), Change())


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


def _clear(session: Session, account: str, at: datetime) -> None:
    counter = throttle_for_update(session, account, at)
    counter.failures, counter.wait_until = 0, at


def _open(
    session: Session,
    person_id: str,
    membership: Membership | None,
    at: datetime,
    signed_in_at: datetime,
) -> Opened:
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        id=new_id(),
        token_hash=token_hash(token),
        person_id=person_id,
        membership_id=membership.id if membership else None,
        signed_in_at=signed_in_at,
        created_at=at,
        last_seen_at=at,
    )
    session.add(row)
    return Opened(token, row.id, row.membership_id)
