"""Signing in: a wrong password and an unknown account take the same time; and fifty at once.

Yardsticks of the same run: the one refusal for the other, and fifty sign-ins one after another.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.timing import in_turns, median, milliseconds, tell
from provportal.actions.passwords import argon2id
from provportal.store.person import Person
from provportal.store.session import transaction
from tests.web.given import PASSWORD, Portal, portal, token_in

COST = 2
"""As the portal is set by default."""
SAMPLES, AT_ONCE = 300, 50
TWICE = 2
SIGNED_IN, REFUSED, BUSY = 303, 422, 503


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = portal(Path(folder), argon2id(COST))
        _people(made, SAMPLES + 1 + TWICE * AT_ONCE)
        tell(f"{SAMPLES} refusals of each kind")
        _report_refusals(made)
        tell(f"{AT_ONCE} sign-ins, one by one and at once")
        _report_crowd(made)


def _people(made: Portal, count: int) -> None:
    hashed = made.equipment.passwords.hash(PASSWORD)
    with transaction(made.equipment.engine) as session:
        session.add_all(
            Person(email=_email(n), name=f"Person {n}", password_hash=hashed) for n in range(count)
        )


def _email(number: int) -> str:
    return f"person-{number}@example.org"


def _report_refusals(made: Portal) -> None:
    """Each account is tried once, so that no waiting time is met."""
    browser, numbers = made.browser(), iter(range(SAMPLES + 1))
    token = token_in(browser.get("/sign-in"))
    strangers = iter(range(SAMPLES + 1))
    wrong, unknown = in_turns(
        lambda: _try(browser, token, _email(next(numbers)), "not the password", REFUSED),
        lambda: _try(browser, token, f"stranger-{next(strangers)}@example.org", PASSWORD, REFUSED),
        SAMPLES,
    )
    print(
        f"sign-in refused, {SAMPLES} each: wrong password median {median(wrong):.1f} ms, unknown "
        f"account {median(unknown):.1f}, ratio {median(wrong) / median(unknown):.3f} (goal 1)"
    )


def _try(browser: FlaskClient, token: str, email: str, password: str, *wanted: int) -> int:
    form = {"email": email, "password": password, "csrf_token": token}
    status = browser.post("/sign-in", data=form).status_code
    assert status in wanted, status
    return status


def _report_crowd(made: Portal) -> None:
    first = SAMPLES + 1
    alone = milliseconds(lambda: [_signed_in(made, n) for n in range(first, first + AT_ONCE)])
    statuses: list[int] = []
    numbers = range(first + AT_ONCE, first + TWICE * AT_ONCE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        crowd = milliseconds(lambda: statuses.extend(pool.map(partial(_signed_in, made), numbers)))
    print(
        f"sign-in, {AT_ONCE} at once: {statuses.count(SIGNED_IN)} signed in, the others asked to "
        f"try again, in {crowd:.0f} ms; one by one {alone:.0f}, ratio {crowd / alone:.2f}"
    )


def _signed_in(made: Portal, number: int) -> int:
    """The status; only so many hash at once, and who would wait too long is told so."""
    browser = made.browser()
    token = token_in(browser.get("/sign-in"))
    return _try(browser, token, _email(number), PASSWORD, SIGNED_IN, BUSY)


if __name__ == "__main__":
    main()
