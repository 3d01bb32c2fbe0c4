"""Signing in: a wrong password and an unknown account take the same time; and fifty at once.

Yardsticks of the same run: the one refusal for the other, and fifty sign-ins one after another.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.timing import in_turns, median, milliseconds, p95, tell
from provportal.actions.passwords import argon2id
from provportal.store.person import Person
from provportal.store.session import transaction
from tests.web.given import PASSWORD, Portal, portal, token_in

COST = 2
"""As the portal is set by default."""
SAMPLES, AT_ONCE = 300, 50
TWICE = 2


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
        lambda: _try(browser, token, _email(next(numbers)), "not the password", 422),
        lambda: _try(browser, token, f"stranger-{next(strangers)}@example.org", PASSWORD, 422),
        SAMPLES,
    )
    print(
        f"sign-in refused, {SAMPLES} each: wrong password median {median(wrong):.1f} ms, unknown "
        f"account {median(unknown):.1f}, ratio {median(wrong) / median(unknown):.3f} (goal 1)"
    )


def _try(browser: FlaskClient, token: str, email: str, password: str, wanted: int) -> None:
    form = {"email": email, "password": password, "csrf_token": token}
    answer = browser.post("/sign-in", data=form)
    assert answer.status_code == wanted, answer.status


def _report_crowd(made: Portal) -> None:
    first = SAMPLES + 1
    alone = [_signed_in(made, number) for number in range(first, first + AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        crowd: list[float] = []
        numbers = range(first + AT_ONCE, first + TWICE * AT_ONCE)
        whole = milliseconds(lambda: crowd.extend(pool.map(lambda n: _signed_in(made, n), numbers)))
    print(
        f"sign-in, {AT_ONCE} at once: all in {whole:.0f} ms, the slowest twentieth "
        f"{p95(crowd):.0f}; one by one {sum(alone):.0f}, ratio {whole / sum(alone):.2f}"
    )


def _signed_in(made: Portal, number: int) -> float:
    """Milliseconds of one sign-in, the page with the form not counted."""
    browser = made.browser()
    token = token_in(browser.get("/sign-in"))
    return milliseconds(lambda: _try(browser, token, _email(number), PASSWORD, 303))


if __name__ == "__main__":
    main()
