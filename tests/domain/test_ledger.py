"""Transfers balance, whatever is moved between which accounts."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provportal.domain.ledger import OWED, Account, Posting, transfer
from provportal.domain.money import ZERO, Money, total

ACCOUNTS = st.sampled_from(Account)
AMOUNTS = st.builds(Money, st.integers(0, 10**9))


def test_a_transfer_takes_from_one_and_gives_to_the_other() -> None:
    assert transfer(Account.APPROVED, Account.AWAITING_BATCH, Money(41_250)) == (
        Posting(Account.APPROVED, Money(-41_250)),
        Posting(Account.AWAITING_BATCH, Money(41_250)),
    )


@given(st.lists(st.tuples(ACCOUNTS, ACCOUNTS, AMOUNTS)))
def test_all_postings_sum_to_zero(moved: list[tuple[Account, Account, Money]]) -> None:
    postings = [p for a, b, amount in moved if a != b for p in transfer(a, b, amount)]
    assert total(posting.amount for posting in postings) == ZERO


@given(ACCOUNTS, ACCOUNTS, AMOUNTS)
def test_a_transfer_and_its_opposite_leave_nothing(
    one: Account, other: Account, amount: Money
) -> None:
    assume(one != other)
    there, back = transfer(one, other, amount), transfer(other, one, amount)
    assert total(p.amount for p in (*there, *back) if p.account == one) == ZERO


def test_a_negative_transfer_is_refused() -> None:
    with pytest.raises(ValueError, match="direction"):
        transfer(Account.SENT, Account.SETTLED, Money(-1))


def test_a_transfer_to_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="two accounts"):
        transfer(Account.SENT, Account.SENT, Money(1))


def test_the_money_equation_has_these_terms() -> None:
    assert sorted(OWED) == ["approved", "owed_again"]
    assert set(Account) - OWED == {
        "awaiting_batch",
        "held",
        "scheduled",
        "sent",
        "settled",
        "offset",
        "levied",
        "carried_forward",
        "written_off",
    }
