"""Sign-ins: sessions as rows, so that the server can end one, and failed tries counted by account.

All times here are the machine's: a demo that moves its clock ahead must not sign everybody out.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from provportal.store.locking import locked
from provportal.store.row import Row, key, to


class SignInSession(Row):
    """One browser signed in as one person, in at most one membership at a time.

    The browser holds 256 random bits, this row only their SHA-256: who reads the database cannot
    sign in with it. Rotating the id means a new row; `signed_in_at` goes along.
    """

    __tablename__ = "sign_in_session"

    id: Mapped[str] = key()
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[str] = to("person", index=True)
    membership_id: Mapped[str | None] = to("membership", optional=True)
    signed_in_at: Mapped[datetime]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    factor_at: Mapped[datetime | None]
    """When the second factor was last passed in it."""
    device: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    """Browser and system in a few words, so that its owner knows it again."""


class SignInThrottle(Row):
    """The failed tries in a row at one account, known to us or not; a success clears them.

    The account is the SHA-256 of the address as typed: a password typed into the wrong field is
    not kept.
    """

    __tablename__ = "sign_in_throttle"

    account: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    wait_until: Mapped[datetime]


class SignInWindow(Row):
    """The failed tries from one address, or from everywhere, since a window of time began.

    An address is kept as its keyed fingerprint: who reads the database learns no address.
    """

    __tablename__ = "sign_in_window"

    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    began_at: Mapped[datetime]
    failures: Mapped[int]


def session_for_update(session: Session, session_id: str) -> SignInSession | None:
    """A session that has not ended, locked: a request in flight cannot bring it back."""
    return session.scalar(
        locked(
            sa.select(SignInSession).where(
                SignInSession.id == session_id, SignInSession.ended_at.is_(None)
            )
        )
    )


def end_all(session: Session, person_id: str, at: datetime) -> None:
    """End every session of a person."""
    session.execute(
        sa.update(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_others(session: Session, person_id: str, kept_id: str, at: datetime) -> None:
    """End every session of a person but one."""
    session.execute(
        sa.update(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.id != kept_id,
            SignInSession.ended_at.is_(None),
        )
        .values(ended_at=at)
    )


def touch(session: Session, session_id: str, at: datetime) -> None:
    """Note that a session was used; one that has ended stays ended."""
    session.execute(
        sa.update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(last_seen_at=at)
    )


# One statement, so that a thousand tries at once are counted as a thousand.
_COUNT = sa.text(
    "INSERT INTO sign_in_throttle (account, failures, last_at, wait_until) "
    "VALUES (:account, 0, :at, :at) ON CONFLICT (account) DO NOTHING"
).bindparams(sa.bindparam("at", type_=SignInThrottle.last_at.type))


def throttle_for_update(session: Session, account: str, at: datetime) -> SignInThrottle:
    """The counter of an account, locked; made when it is the first try."""
    session.execute(_COUNT, {"account": account, "at": at})
    return session.scalars(
        locked(sa.select(SignInThrottle).where(SignInThrottle.account == account))
    ).one()


_BEGIN_WINDOW = sa.text(
    "INSERT INTO sign_in_window (name, began_at, failures) "
    "VALUES (:name, :at, 0) ON CONFLICT (name) DO NOTHING"
).bindparams(sa.bindparam("at", type_=SignInWindow.began_at.type))


def window_for_update(session: Session, name: str, at: datetime) -> SignInWindow:
    """The window of an address or of all, locked; made at the first try."""
    session.execute(_BEGIN_WINDOW, {"name": name, "at": at})
    return session.scalars(locked(sa.select(SignInWindow).where(SignInWindow.name == name))).one()
