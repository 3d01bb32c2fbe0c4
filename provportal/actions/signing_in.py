"""Signing in: counted tries, a session with a new id, all of it audited.

A try is counted before the password is compared, in a transaction of its own: tries that come at
once are all counted, and hashing never holds a lock. `at` is the machine's clock.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit, throttling
from provportal.actions.audit import Change, Subject
from provportal.actions.passwords import normal
from provportal.actions.sessions import Opened, Standing, actor_of, open_session
from provportal.actions.throttling import Source, Wait
from provportal.domain.roles import Context
from provportal.store.person import Membership, Person
from provportal.store.sign_in import end_all


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a try comes from: the keyed fingerprint of its address, and the device in words."""

    address: str
    device: str


@dataclass(frozen=True, slots=True)
class Try:
    """A counted try at an account; `password_hash` is what the password must fit."""

    account: str
    origin: Origin
    person_id: str | None
    password_hash: str | None

    @property
    def source(self) -> Source:
        """Where it was counted."""
        return Source(self.account, self.origin.address)


def account_of(email: str) -> str:
    """The name under which tries are counted: capitals and spaces make no other account."""
    return hashlib.sha256(normal(email).strip().casefold().encode()).hexdigest()


def count_try(
    session: Session, context: Context, email: str, origin: Origin, at: datetime
) -> Try | Wait:
    """Count a try as failed until it is known better, or refuse it without comparing."""
    account = account_of(email)
    wait = throttling.count_failure_from(session, Source(account, origin.address), at)
    if wait is not None:
        subject = Subject("account", account, None)
        change = Change(after={"for_good": wait.until is None})
        audit.record(session, context, "sign_in.throttled", subject, change)
        return wait
    person = session.scalar(
        sa.select(Person).where(sa.func.lower(Person.email) == normal(email).strip().lower())
    )
    if person is None or person.disabled_at is not None:
        return Try(account, origin, None, None)
    return Try(account, origin, person.id, person.password_hash)


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
    throttling.forgive_from(session, tried.source, at)
    if newer_hash is not None:
        person.password_hash = newer_hash
    memberships = session.scalars(
        sa.select(Membership).where(Membership.person_id == person.id).limit(2)
    ).all()
    only = memberships[0] if len(memberships) == 1 else None
    standing = Standing(person.id, only.id if only else None, tried.origin.device, at)
    opened = open_session(session, standing, at)
    context = replace(context, actor=actor_of(person.id, only))
    subject = Subject("person", person.id, only.agency_id if only else None)
    change = Change(after={"session": opened.session_id, "rehashed": newer_hash is not None})
    audit.record(session, context, "sign_in.done", subject, change)
    return opened


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
    throttling.forgive(session, account_of(person.email), at)
    end_all(session, person_id, at)
    audit.record(session, context, "password.set", Subject("person", person_id, None), Change())
