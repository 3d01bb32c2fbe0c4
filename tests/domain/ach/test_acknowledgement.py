"""The bank's acknowledgement: written, read back equal, and refused when it says nothing clear."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.ach.acknowledgement import (
    Acknowledgement,
    Unreadable,
    looks_like,
    read,
    write,
)

WHOLE = st.integers(0, 10**12)
HASH = "ab" * 32


@given(st.builds(Acknowledgement, st.just(HASH), WHOLE, WHOLE, WHOLE, st.booleans(), st.text()))
def test_what_was_written_is_read_back(acknowledgement: Acknowledgement) -> None:
    assert read(write(acknowledgement)) == acknowledgement


RIGHT = write(Acknowledgement(HASH, 3, 0, 100, accepted=True))

WRONG = [
    ("format", "other/1"),
    ("file_sha256", "AB" * 32),
    ("file_sha256", None),
    ("entries", -1),
    ("entries", "3"),
    ("entries", True),
    ("debit_cents", 0.5),
    ("credit_cents", None),
    ("accepted", "yes"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused(name: str, value: object) -> None:
    with pytest.raises(Unreadable):
        read(json.dumps({**json.loads(RIGHT), name: value}).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff{", b"101 121000374"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_files_are_told_apart_by_their_content() -> None:
    assert looks_like(RIGHT)
    assert not looks_like(b"101 121000374")
