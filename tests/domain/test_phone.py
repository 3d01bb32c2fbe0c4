"""Telephone numbers as people type them."""

from __future__ import annotations

import pytest

from provportal.domain.phone import normal_phone, shown_phone


@pytest.mark.parametrize(
    "typed",
    ["555-555-0100", "(555) 555 0100", "5555550100", "+1 555.555.0100", "15555550100"],
)
def test_ten_digits_are_one_number(typed: str) -> None:
    assert normal_phone(typed) == "+15555550100"


@pytest.mark.parametrize(
    "typed", ["", "555-0100", "155-555-0100", "555-155-0100", "call me 5555550100", "٥٥٥٥٥٥٠١٠٠"]
)
def test_anything_else_is_none(typed: str) -> None:
    assert normal_phone(typed) is None


def test_it_is_shown_as_it_is_spoken() -> None:
    assert shown_phone("+15555550100") == "555-555-0100"
