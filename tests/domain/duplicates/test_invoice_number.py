"""Invoice numbers: what a retyping may change, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.duplicates import invoice_key
from provportal.domain.duplicates.invoice_number import same_invoice

NUMBER = st.from_regex(r"[A-Z]{0,4}-?[0-9]{1,6}(/[0-9]{1,3})?", fullmatch=True)


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("INV-0042", "1NV42"),
        ("inv 42", "1NV42"),
        ("lNV_42", "LNV42"),
        ("O7", "7"),
        ("2026/08/A-10", "202608A10"),
        ("000", "0"),
        ("10", "10"),
        ("#-", ""),
        ("", ""),
        ("１２", "12"),
    ],
)
def test_what_is_left_of_a_number(number: str, key: str) -> None:
    assert invoice_key(number) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INV-0042", "inv42"),
        ("INV-2026-007", "INV 2026 7"),
        ("INV-2026-007", "INV-2026007"),
        ("INV-2026-007", "INV20267"),
        ("IO-1", "1o1"),
    ],
)
def test_retyped_is_the_same(one: str, other: str) -> None:
    assert same_invoice(one, other)


@pytest.mark.parametrize(("one", "other"), [("42", "43"), ("1-0", "1"), ("A1", "B1"), ("", "")])
def test_another_number_is_another(one: str, other: str) -> None:
    assert not same_invoice(one, other)


@given(st.text(max_size=20))
def test_reducing_twice_is_reducing_once(number: str) -> None:
    assert invoice_key(invoice_key(number)) == invoice_key(number)


@given(NUMBER, st.sampled_from(["", " ", "-", " / ", ".", "_"]))
def test_case_look_alikes_and_separators_do_not_matter(number: str, separator: str) -> None:
    retyped = number.replace("0", "o").replace("1", "i").replace("-", separator).lower()
    assert invoice_key(retyped) == invoice_key(number)


@given(NUMBER, st.integers(1, 4))
def test_zeros_before_any_run_of_digits_do_not_matter(number: str, zeros: int) -> None:
    padded = "".join(
        "0" * zeros + sign if sign.isdigit() and (at == 0 or not number[at - 1].isalnum()) else sign
        for at, sign in enumerate(number)
    )
    assert same_invoice(padded, number)


@given(st.text(max_size=12), st.text(max_size=12))
def test_same_goes_both_ways(one: str, other: str) -> None:
    assert same_invoice(one, other) is same_invoice(other, one)
