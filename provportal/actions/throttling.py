"""How often one may try to sign in: by account, by address and overall, counted in the database.

Nothing here asks Redis: with the queue down, guessing is no easier. `at` is the machine's clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from provportal.store.sign_in import SignInWindow, throttle_for_update, window_for_update

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
MOST_FAILURES = 100
"""NIST SP 800-63B-4: after at most 100 failures in a row a password is no longer accepted."""

EVERYWHERE = hashlib.sha256(b"everywhere").hexdigest()


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures in so long a window; then nobody is let try until it is over."""

    failures: int
    window: timedelta


BY_ADDRESS = Limit(100, timedelta(minutes=15))
"""An office behind one address mistypes now and then; who goes through a list does so often."""
OVERALL = Limit(600, timedelta(minutes=1))
"""Ten wrong passwords a second are no people. The wait is short: it falls on everybody."""


@dataclass(frozen=True, slots=True)
class Source:
    """An account's name and the keyed fingerprint of the address that a try comes from."""

    account: str
    address: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many failures: no try before this moment (machine clock), or none at all."""

    until: datetime | None


def wait_after(failures: int) -> timedelta:
    """Nothing for the first tries, then 1, 2, 4 ... seconds up to a quarter of an hour."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES, 20)), LONGEST_WAIT)


def count_failure(session: Session, account: str, at: datetime) -> Wait | None:
    """Count a try at an account as failed until it is known better, or say how long to wait."""
    counter = throttle_for_update(session, account, at)
    if counter.failures >= MOST_FAILURES:
        return Wait(None)
    if counter.wait_until > at:
        return Wait(counter.wait_until)
    counter.failures += 1
    counter.last_at = at
    counter.wait_until = at + wait_after(counter.failures)
    return None


def count_failure_from(session: Session, source: Source, at: datetime) -> Wait | None:
    """The same, counted for the address and overall as well; always in this order, so that tries
    at once do not lock each other out."""
    wait = count_failure(session, source.account, at)
    if wait is not None:
        return wait
    for window, limit in _windows(session, source, at):
        if window.failures >= limit.failures:
            return Wait(window.began_at + limit.window)
        window.failures += 1
    return None


def forgive(session: Session, account: str, at: datetime) -> None:
    """It was the right one: the account's count begins anew."""
    counter = throttle_for_update(session, account, at)
    counter.failures, counter.wait_until = 0, at


def forgive_from(session: Session, source: Source, at: datetime) -> None:
    """The same, and the one try is taken off the windows; their other failures stay, or whoever
    has an account here could go on for ever."""
    forgive(session, source.account, at)
    for window, _limit in _windows(session, source, at):
        window.failures = max(0, window.failures - 1)


def _windows(
    session: Session, source: Source, at: datetime
) -> Iterator[tuple[SignInWindow, Limit]]:
    for name, limit in ((source.address, BY_ADDRESS), (EVERYWHERE, OVERALL)):
        window = window_for_update(session, name, at)
        if at >= window.began_at + limit.window:
            window.began_at, window.failures = at, 0
        yield window, limit
