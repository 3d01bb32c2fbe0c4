"""A remittance line balances or does not exist, and so the remittance balances."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.money import ZERO, Money
from provportal.domain.remittance import OutOfBalance, Reason, Remittance, RemittanceLine

CENTS = st.integers(0, 10**8)


def a_line(
    asked: int = 43_000, reduced: int = 0, added: int = 0, offset: int = 0, paid: int | None = None
) -> RemittanceLine:
    """A line in cents; `paid` is what balances unless given."""
    due = asked - reduced + added - offset
    return RemittanceLine(
        request_number="PR-PC8D-4X",
        version=1,
        line_number=2,
        program="Child care",
        person="Mateo R.",
        authorisation="C-1001",
        service_from=date(2026, 10, 1),
        service_to=date(2026, 10, 31),
        line_type="care",
        units="22 days",
        asked=Money(asked),
        reduced=Money(reduced),
        added=Money(added),
        offset=Money(offset),
        paid=Money(due if paid is None else paid),
        reasons=(Reason("CEIL", Money(reduced), "R09", {"ceiling": "412.50"}),),
    )


def a_remittance(*lines: RemittanceLine) -> Remittance:
    return Remittance(
        number="RA-1",
        agency="Sample County",
        agency_phone="555-0100",
        provider="Bright Days",
        provider_number="P-100",
        batch_number="B-1",
        trace="",
        account_last4="6789",
        released_on=date(2026, 10, 9),
        effective_on=date(2026, 10, 14),
        lines=lines,
    )


LINES = st.lists(st.builds(a_line, asked=CENTS, reduced=CENTS, added=CENTS, offset=CENTS))


def test_asked_becomes_paid() -> None:
    assert a_line(asked=43_000, reduced=2_000, added=300, offset=50).paid == Money(41_250)


@pytest.mark.parametrize("paid", [41_249, 41_251, 0])
def test_a_line_out_of_balance_does_not_exist(paid: int) -> None:
    with pytest.raises(OutOfBalance, match="PR-PC8D-4X line 2"):
        a_line(asked=43_000, reduced=1_750, paid=paid)


def test_each_total_is_that_of_its_own_column() -> None:
    one = a_line(asked=10_000, reduced=100, added=20, offset=3)
    found = a_remittance(one, one)
    assert (found.asked, found.reduced, found.added, found.offset, found.paid) == (
        Money(20_000),
        Money(200),
        Money(40),
        Money(6),
        Money(19_834),
    )


@given(LINES)
def test_the_remittance_balances(lines: list[RemittanceLine]) -> None:
    found = a_remittance(*lines)
    assert found.asked - found.reduced + found.added - found.offset == found.paid


def test_a_remittance_of_no_lines_pays_nothing() -> None:
    assert a_remittance().paid == ZERO
