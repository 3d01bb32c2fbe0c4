"""Batches and entries: every move written out by hand, and payable lines netted by provider."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.money import Money, total
from provportal.domain.payout import (
    BATCH,
    ENTRY,
    BatchAction,
    BatchState,
    EntryAction,
    EntryState,
    PayableLine,
    net_by_provider,
)
from tests.domain.lifecycles import done, written

BATCH_ALLOWED = """
built release -> released: payment_officer
built cancel -> cancelled: payment_officer
released send -> sent: system
sent acknowledge -> acknowledged: system
sent reject -> rejected: system
acknowledged settle -> settled: system
"""

ENTRY_ALLOWED = """
live settle -> settled: system
live reject -> rejected: system payment_officer
live return -> returned: system
settled return -> returned: system
"""


def test_a_batch_makes_these_moves_and_no_others() -> None:
    assert done(BATCH, BatchState, BatchAction) == written(BATCH_ALLOWED)


def test_an_entry_makes_these_moves_and_no_others() -> None:
    assert done(ENTRY, EntryState, EntryAction) == written(ENTRY_ALLOWED)


def test_the_starts() -> None:
    assert (BATCH.start, ENTRY.start) == (BatchState.BUILT, EntryState.LIVE)


def a_line(number: int, provider: str = "bright-days", cents: int = 41_250) -> PayableLine:
    return PayableLine(f"line-{number}", f"request-{number}", provider, Money(cents))


LINES = st.lists(
    st.builds(
        a_line,
        number=st.integers(1, 99),
        provider=st.sampled_from(["bright-days", "little-oak", "casa-sol"]),
        cents=st.integers(0, 10**8),
    )
)


def test_nothing_payable_makes_no_entry() -> None:
    assert net_by_provider([]) == []


def test_a_providers_lines_become_one_entry() -> None:
    (entry,) = net_by_provider([a_line(1, cents=100), a_line(2, cents=50)])
    assert (entry.organisation_id, entry.net) == ("bright-days", Money(150))


def test_providers_come_in_the_order_of_their_first_line() -> None:
    entries = net_by_provider([a_line(1, "oak"), a_line(2, "ash"), a_line(3, "oak")])
    assert [entry.organisation_id for entry in entries] == ["oak", "ash"]


def test_a_net_of_nothing_is_an_entry_too() -> None:
    """It gets a remittance with its own number."""
    (entry,) = net_by_provider([a_line(1, cents=0)])
    assert entry.net == Money(0)


def test_a_negative_line_is_refused() -> None:
    with pytest.raises(ValueError, match="line-7"):
        net_by_provider([a_line(7, cents=-1)])


@given(LINES)
def test_no_line_is_lost_or_doubled(lines: list[PayableLine]) -> None:
    entered = [line for entry in net_by_provider(lines) for line in entry.lines]
    assert sorted(map(repr, entered)) == sorted(map(repr, lines))


@given(LINES)
def test_the_entries_pay_what_the_lines_ask(lines: list[PayableLine]) -> None:
    assert total(entry.net for entry in net_by_provider(lines)) == total(x.payable for x in lines)


@given(LINES)
def test_each_provider_has_one_entry_of_its_own_lines(lines: list[PayableLine]) -> None:
    entries = net_by_provider(lines)
    assert len({entry.organisation_id for entry in entries}) == len(entries)
    assert all(x.organisation_id == entry.organisation_id for entry in entries for x in entry.lines)
