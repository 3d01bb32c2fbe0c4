"""Which passwords are good enough, and how they are kept."""

from __future__ import annotations

import unicodedata
from threading import Barrier, Thread
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from provportal.actions import passwords
from provportal.actions.passwords import (
    HASHES_AT_ONCE,
    Busy,
    PasswordFault,
    Passwords,
    argon2id,
    fault_of,
)
from tests.web.given import cheap_hasher


@pytest.mark.parametrize(
    ("length", "fault"),
    [
        (14, PasswordFault.TOO_SHORT),
        (15, None),
        (64, None),
        (128, None),
        (129, PasswordFault.TOO_LONG),
    ],
)
def test_the_length_is_the_only_rule(length: int, fault: PasswordFault | None) -> None:
    assert fault_of("a" * length) == fault


@given(st.text(st.characters(codec="utf-8", categories=["L", "M"]), min_size=1, max_size=20))
@settings(deadline=None, max_examples=50)
def test_the_same_letters_are_the_same_password(typed: str) -> None:
    """NFC, however the keyboard composed it."""
    made = Passwords(cheap_hasher())
    stored = made.hash(unicodedata.normalize("NFD", typed))
    assert made.fits(stored, unicodedata.normalize("NFC", typed))


def test_no_byte_is_cut_off() -> None:
    """Bcrypt would ignore all after the 72nd byte."""
    made = Passwords(cheap_hasher())
    stored = made.hash("a" * 72 + "b")
    assert not made.fits(stored, "a" * 72 + "c")


def test_hashes_are_argon2id_at_the_costs_of_owasp() -> None:
    assert Passwords(argon2id(2)).hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_at_other_costs_is_made_anew() -> None:
    """Rehash on sign-in."""
    old = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)).hash("x")
    new = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    renewed = new.newer(old, "x")
    assert renewed is not None
    assert new.fits(renewed, "x")
    assert new.newer(renewed, "x") is None


def test_what_is_no_hash_fits_nothing() -> None:
    assert not Passwords(cheap_hasher()).fits("not a hash", "x")


def test_only_a_few_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounded concurrency; who waits too long is told so."""
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.05)
    made = Passwords(cheap_hasher())
    inside, leave = Barrier(HASHES_AT_ONCE + 1), Barrier(HASHES_AT_ONCE + 1)

    def occupy() -> None:
        with made.slot():
            inside.wait()
            leave.wait()

    threads = [Thread(target=occupy) for _ in range(HASHES_AT_ONCE)]
    for thread in threads:
        thread.start()
    inside.wait()
    with pytest.raises(Busy), made.slot():
        pass
    leave.wait()
    for thread in threads:
        thread.join()
    with made.slot():
        pass


class CountingHasher:
    """argon2, with its comparisons counted."""

    def __init__(self) -> None:
        self.real = cheap_hasher()
        self.verified = 0

    def hash(self, password: str) -> str:
        return self.real.hash(password)

    def verify(self, hash: str, password: str) -> Any:  # noqa: A002 - the library's own name
        self.verified += 1
        return self.real.verify(hash, password)

    def check_needs_rehash(self, hash: str) -> bool:  # noqa: A002 - the library's own name
        return self.real.check_needs_rehash(hash)


@pytest.mark.parametrize("stored", [None, "a password of someone"])
def test_nobody_costs_as_much_as_somebody(stored: str | None) -> None:
    """One comparison either way."""
    hasher = CountingHasher()
    made = Passwords(hasher)
    made.fits(made.hash(stored) if stored else None, "another password")
    assert hasher.verified == 1
