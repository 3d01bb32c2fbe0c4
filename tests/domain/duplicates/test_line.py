"""The bill key: stable, unambiguous, never made of unknowns."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.duplicates import bill_key
from tests.domain.duplicates.given import earlier

AUGUST = date(2026, 8, 1), date(2026, 8, 31)


def test_the_key_as_stored() -> None:
    key = bill_key("calworks", "P1", "C 1", *AUGUST, "Care")
    assert key == "calworks/P1/C 1/2026-08-01/2026-08-31/care"


@pytest.mark.parametrize("blank", range(4))
def test_an_unknown_part_cannot_be_claimed(blank: int) -> None:
    program, provider, person, line_type = (
        " " if at == blank else text for at, text in enumerate(["calworks", "P1", "C1", "care"])
    )
    with pytest.raises(ValueError, match="every part"):
        bill_key(program, provider, person, *AUGUST, line_type)


ID = st.text("aB1/% ", min_size=1, max_size=4).filter(lambda text: text == text.strip())


@given(st.tuples(ID, ID, ID), st.tuples(ID, ID, ID))
def test_no_two_bills_have_one_key(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    keys = {bill_key(*ids, *AUGUST, "care") for ids in (one, other)}
    assert len(keys) == len({one, other})


@pytest.mark.parametrize(
    ("tin", "provider", "payee"), [("T1", "P1", "tin T1"), ("", "P1", "provider P1"), ("", "", "")]
)
def test_the_payee_is_the_tax_number_else_the_provider(tin: str, provider: str, payee: str) -> None:
    assert earlier(provider_tin_token=tin, provider_id=provider).payee == payee
