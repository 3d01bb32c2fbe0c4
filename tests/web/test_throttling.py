"""How often one may try to sign in, by address and overall; account by account: test_sign_in.py."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from provportal.actions.throttling import BY_ADDRESS, FREE_TRIES, OVERALL, Limit
from provportal.settings import from_environment
from provportal.store.keyring import Keyring
from provportal.store.session import reading
from provportal.store.sign_in import SignInWindow
from provportal.web.equipment import from_settings
from tests.databases import a_database
from tests.web.applications import application
from tests.web.given import MovableClock, Portal, biller, sign_in

WRONG = "not the password at all"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small limits: what counts is what happens at them."""
    monkeypatch.setattr("provportal.actions.throttling.BY_ADDRESS", Limit(4, BY_ADDRESS.window))
    monkeypatch.setattr("provportal.actions.throttling.OVERALL", Limit(8, OVERALL.window))


def tried(made: Portal, address: str, email: str, password: str = WRONG) -> int:
    """The status of one try from an address."""
    browser = made.browser()
    browser.environ_base["REMOTE_ADDR"] = address
    return sign_in(browser, email, password).status_code


def from_one(made: Portal, address: str, times: int) -> list[int]:
    """One address goes through a list of accounts."""
    return [tried(made, address, f"person{n}@example.org") for n in range(times)]


def test_one_address_at_many_accounts_has_to_wait(made: Portal) -> None:
    assert from_one(made, "192.0.2.1", 5) == [422] * 4 + [429]
    assert tried(made, "192.0.2.1", "rosa@example.org", "seven calm herons wade") == 429


def test_another_address_goes_on(made: Portal) -> None:
    from_one(made, "192.0.2.1", 5)
    assert tried(made, "192.0.2.2", "rosa@example.org", "seven calm herons wade") == 303


def test_when_the_window_is_over_it_begins_anew(made: Portal) -> None:
    from_one(made, "192.0.2.1", 5)
    made.machine.advance(BY_ADDRESS.window)
    assert from_one(made, "192.0.2.1", 4) == [422] * 4


def test_who_signs_in_well_is_not_counted_and_takes_nothing_else_away(made: Portal) -> None:
    from_one(made, "192.0.2.1", 3)
    for _ in range(5):
        assert tried(made, "192.0.2.1", "rosa@example.org", "seven calm herons wade") == 303
    assert from_one(made, "192.0.2.1", 2) == [422, 429]


def test_a_household_of_ipv6_is_one_address(made: Portal) -> None:
    addresses = [f"2001:db8:1:2::{n}" for n in range(1, 6)]
    answers = [tried(made, one, f"p{n}@example.org") for n, one in enumerate(addresses)]
    assert answers == [422] * 4 + [429]
    assert tried(made, "2001:db8:1:3::1", "other@example.org") == 422


def test_many_addresses_at_many_accounts_have_to_wait_overall(made: Portal) -> None:
    answers = [tried(made, f"192.0.2.{n}", f"person{n}@example.org") for n in range(9)]
    assert answers == [422] * 8 + [429]
    made.machine.advance(OVERALL.window)
    assert tried(made, "192.0.2.99", "rosa@example.org", "seven calm herons wade") == 303


def test_a_thousand_addresses_at_one_account_get_no_more_tries_than_one(made: Portal) -> None:
    answers = [tried(made, f"192.0.2.{n}", "rosa@example.org") for n in range(FREE_TRIES + 1)]
    assert answers == [422] * FREE_TRIES + [429]


def test_no_address_is_kept(made: Portal) -> None:
    from_one(made, "192.0.2.1", 1)
    with reading(made.equipment.engine) as session:
        windows = session.scalars(sa.select(SignInWindow)).all()
    assert len(windows) == 2
    assert all(len(one.name) == 64 and "192" not in one.name[:8] for one in windows)


def test_with_redis_down_tries_are_counted_all_the_same(tmp_path: Path) -> None:
    settings = from_environment(
        {"DATA": str(tmp_path), "REDIS_URL": "unix:///nowhere.sock", "ARGON2_COST": "1"}
    )
    Keyring.create(settings.keys_path)
    a_database(tmp_path).dispose()
    equipment = from_settings(settings)
    made = Portal(equipment, application(equipment), MovableClock())
    biller(made)
    answers = [tried(made, f"192.0.2.{n}", "rosa@example.org") for n in range(FREE_TRIES + 1)]
    equipment.engine.dispose()
    assert answers == [422] * FREE_TRIES + [429]


def test_the_waits_are_short_for_everybody_and_longer_for_one() -> None:
    assert OVERALL.window <= timedelta(minutes=1) < BY_ADDRESS.window
