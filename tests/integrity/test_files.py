"""The stored bank files are read again: bytes, entries, control, and the ones that are gone."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from provportal.integrity import check_one, invariants
from provportal.integrity.files import Totals, controlled, counted
from provportal.integrity.invariant import NotChecked
from tests.integrity.conftest import Loose
from tests.integrity.fault import breaches

INVARIANT = "file_is_its_batch"
FIRST = "SELECT MIN(name) FROM bank_file WHERE sha256 IS NOT NULL"
AMOUNT = slice(29, 39)
CREDIT = slice(43, 55)


def first_file(loose: Loose) -> Path:
    [name] = loose.rows(FIRST)
    [path] = loose.outgoing.glob(f"*/{name}")
    return path


def rewrite(loose: Loose, change: Callable[[str], str]) -> str:
    """Change each line of a file and record the hash of what came out; returns the row's name."""
    path = first_file(loose)
    lines = path.read_bytes().decode().splitlines(keepends=True)
    data = "".join(change(line) for line in lines).encode()
    path.write_bytes(data)
    recorded = sha256(data).hexdigest()
    loose.break_it(f"UPDATE bank_file SET sha256 = '{recorded}' WHERE name = '{path.name}'")
    return f"bank_file {path.name}"


def with_digits(line: str, place: slice, digits: str) -> str:
    return line[: place.start] + digits + line[place.stop :]


def test_other_bytes_than_recorded_are_found(loose: Loose) -> None:
    path = first_file(loose)
    path.write_bytes(path.read_bytes() + b"\n")
    assert breaches(loose, INVARIANT) == [f"bank_file {path.name}"]


def test_entries_that_do_not_add_up_to_the_batch_are_found(loose: Loose) -> None:
    def one_dollar(line: str) -> str:
        return with_digits(line, AMOUNT, "0000000100") if line.startswith("6") else line

    name = rewrite(loose, one_dollar)
    assert breaches(loose, INVARIANT) == [name]


def test_a_control_that_is_not_the_batch_is_found(loose: Loose) -> None:
    def nothing(line: str) -> str:
        control = line.startswith("9") and not line.startswith("99")
        return with_digits(line, CREDIT, "0" * 12) if control else line

    name = rewrite(loose, nothing)
    assert breaches(loose, INVARIANT) == [name]


def test_a_cut_file_is_a_breach_and_not_the_end(loose: Loose) -> None:
    name = rewrite(loose, lambda line: "" if line.startswith("9") else line)
    assert breaches(loose, INVARIANT) == [name]


def test_a_file_that_is_gone_is_said_to_be_not_checked(loose: Loose) -> None:
    path = first_file(loose)
    path.unlink()
    [asked] = [one for one in invariants(loose.outgoing) if one.name == INVARIANT]
    assert check_one(loose.engine, asked).not_checked == (
        NotChecked(f"bank_file {path.name}", "the outgoing folder does not hold it"),
    )


def test_without_an_outgoing_folder_no_file_is_checked(loose: Loose) -> None:
    [asked] = [one for one in invariants(None) if one.name == INVARIANT]
    names = loose.rows("SELECT 'bank_file ' || name FROM bank_file WHERE sha256 IS NOT NULL")
    assert sorted(one.row for one in check_one(loose.engine, asked).not_checked) == sorted(names)


ENTRY = "622122000166000123456789    0000095000"
PRENOTE = "623122000166000123456789    0000000000"


def test_a_prenote_is_no_entry() -> None:
    assert counted([ENTRY, PRENOTE, ENTRY]) == Totals(2, 190_000)


def test_a_file_without_control_is_refused() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        controlled([ENTRY])
