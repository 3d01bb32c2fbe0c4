"""An address as others may read it."""

from __future__ import annotations

from provportal.words.contacts import masked_email


def test_an_address_keeps_its_first_letter_and_its_domain() -> None:
    assert masked_email("rosa@example.org") == "r•••@example.org"


def test_a_name_of_one_letter_is_not_longer_than_others() -> None:
    assert masked_email("r@example.org") == "r•••@example.org"
