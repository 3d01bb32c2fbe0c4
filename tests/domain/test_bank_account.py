"""Every move of a bank account, written out by hand; each other one is refused."""

from __future__ import annotations

from provportal.domain.bank_account import (
    LIFECYCLE,
    AccountAction,
    AccountKind,
    AccountState,
    Holder,
)
from tests.domain.lifecycles import done, written

ALLOWED = """
entered approve -> waiting_for_verification: payment_officer
entered refuse -> blocked: payment_officer provider_admin system
waiting_for_verification refuse -> blocked: payment_officer provider_admin system
waiting_for_verification verify -> cooling_off: system
cooling_off refuse -> blocked: payment_officer provider_admin system
cooling_off activate -> active: system
active suspend -> suspended: system payment_officer provider_admin
active replace -> replaced: system
active block -> blocked: system payment_officer
suspended reinstate -> active: payment_officer
suspended replace -> replaced: system
suspended block -> blocked: system payment_officer
"""


def test_these_moves_and_no_others() -> None:
    assert done(LIFECYCLE, AccountState, AccountAction) == written(ALLOWED)


def test_an_account_starts_as_entered() -> None:
    assert LIFECYCLE.start == AccountState.ENTERED


def test_what_ends_an_account() -> None:
    sources = {source for source, _ in LIFECYCLE.pairs()}
    assert set(AccountState) - sources == {AccountState.REPLACED, AccountState.BLOCKED}


def test_what_a_bank_file_needs_to_know() -> None:
    assert (set(AccountKind), set(Holder)) == ({"checking", "savings"}, {"personal", "business"})
