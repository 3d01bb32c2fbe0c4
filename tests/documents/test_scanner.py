"""Every scanner keeps the same contract; without a verdict nothing is taken for clean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provportal.documents.scanner import EICAR, Clamd, EicarOnly, Scanner, ScannerDown, scanner_at
from tests.documents.clamd import clamd_on_socket, clamd_on_tcp, clamd_that_is_full

LONG = bytes(200_000)


@pytest.fixture(params=["tcp", "unix", "stand-in"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scanner]:
    if request.param == "stand-in":
        yield scanner_at("stand-in")
        return
    opened = clamd_on_tcp() if request.param == "tcp" else clamd_on_socket(tmp_path)
    with opened as address:
        yield scanner_at(address)


@pytest.mark.parametrize("data", [b"", b"a sheet", LONG], ids=["empty", "short", "long"])
def test_what_is_clean_is_told(scanner: Scanner, data: bytes) -> None:
    assert scanner.scan(data) is None


@pytest.mark.parametrize("data", [EICAR, LONG + EICAR], ids=["alone", "at the end"])
def test_what_is_harmful_is_named(scanner: Scanner, data: bytes) -> None:
    assert scanner.scan(data) == "Eicar-Test-Signature"


def test_the_address_says_which_scanner_it_is() -> None:
    kinds = [type(scanner_at(address)) for address in ("stand-in", "unix:///run/clamd.sock")]
    assert kinds == [EicarOnly, Clamd]


@pytest.mark.parametrize("address", ["unix:///nowhere/clamd.sock", "tcp://127.0.0.1:1"])
def test_nobody_answers(address: str) -> None:
    with pytest.raises(ScannerDown):
        scanner_at(address).scan(b"a sheet")


def test_an_answer_without_a_verdict_is_none() -> None:
    with clamd_that_is_full() as address, pytest.raises(ScannerDown):
        scanner_at(address).scan(b"a sheet")
