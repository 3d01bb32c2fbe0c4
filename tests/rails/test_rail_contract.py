"""What every rail promises: delivered once, never overwritten, and answers shown whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import pytest

from provportal.rails.folder import FolderRail
from provportal.rails.rail import AlreadyDelivered, Arrival, Rail

FILE = ("ALDER", "alder-2026-45.ach", b"101 the file\n")
OTHER = (*FILE[:2], b"101 another file\n")


class Bank(Protocol):
    """The other end of a rail, as a contract test needs it."""

    rail: Rail

    def got(self) -> dict[str, bytes]:
        """What was delivered, by 'mailbox/name'."""

    def puts(self, mailbox: str, name: str, data: bytes) -> None:
        """The bank puts an answer out."""


class FolderBank:
    """The other end of a folder rail."""

    def __init__(self, root: Path) -> None:
        self.outgoing, self.incoming = root / "outgoing", root / "incoming"
        self.rail: Rail = FolderRail(self.outgoing, self.incoming)

    def got(self) -> dict[str, bytes]:
        found = self.outgoing.glob("*/[!.]*")
        return {str(path.relative_to(self.outgoing)): path.read_bytes() for path in found}

    def puts(self, mailbox: str, name: str, data: bytes) -> None:
        (self.incoming / mailbox).mkdir(exist_ok=True)
        (self.incoming / mailbox / name).write_bytes(data)


BANKS: tuple[Callable[[Path], Bank], ...] = (FolderBank,)
"""Each rail's other end; a new rail joins here and is held to the same promises."""


@pytest.fixture(params=BANKS, ids=lambda kind: kind.__name__)
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> Bank:
    made: Bank = request.param(tmp_path)
    return made


def test_a_file_is_delivered_as_it_is(bank: Bank) -> None:
    bank.rail.deliver(*FILE)
    assert bank.got() == {"ALDER/alder-2026-45.ach": FILE[2]}


def test_the_same_bytes_again_are_harmless(bank: Bank) -> None:
    bank.rail.deliver(*FILE)
    bank.rail.deliver(*FILE)
    assert bank.got() == {"ALDER/alder-2026-45.ach": FILE[2]}


def test_other_bytes_under_a_known_name_are_refused(bank: Bank) -> None:
    bank.rail.deliver(*FILE)
    with pytest.raises(AlreadyDelivered):
        bank.rail.deliver(*OTHER)


def test_a_refused_delivery_changes_nothing(bank: Bank) -> None:
    bank.rail.deliver(*FILE)
    with pytest.raises(AlreadyDelivered):
        bank.rail.deliver(*OTHER)
    assert bank.got() == {"ALDER/alder-2026-45.ach": FILE[2]}


def test_two_agencies_may_use_one_name(bank: Bank) -> None:
    bank.rail.deliver(*FILE)
    bank.rail.deliver("BIRCH", *OTHER[1:])
    assert bank.got()["BIRCH/alder-2026-45.ach"] == OTHER[2]


def _outcome(bank: Bank, file: tuple[str, str, bytes]) -> str:
    try:
        bank.rail.deliver(*file)
    except AlreadyDelivered:
        return "refused"
    return "delivered"


def test_of_racing_deliveries_of_the_same_bytes_none_fails(bank: Bank) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: _outcome(bank, FILE), range(24)))
    assert outcomes == ["delivered"] * 24


def test_of_racing_deliveries_of_different_bytes_one_kind_wins(bank: Bank) -> None:
    # Long files: a delivery that shared its unfinished file with another would mix the two.
    files = [(*FILE[:2], bytes([65 + number]) * 2_000_000) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda file: _outcome(bank, file), files))
    (got,) = bank.got().values()
    assert (outcomes.count("delivered"), got in [data for _, _, data in files]) == (1, True)


def test_answers_are_shown_with_their_mailbox(bank: Bank) -> None:
    bank.puts("ALDER", "returns.ach", b"101")
    assert list(bank.rail.arrivals(["ALDER"])) == [Arrival("ALDER", "returns.ach", b"101")]


def test_no_answers_yet(bank: Bank) -> None:
    assert list(bank.rail.arrivals(["ALDER"])) == []
