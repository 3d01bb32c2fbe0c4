"""The folder rail: its files are the owner's only, and a crash leaves nothing in the way."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from provportal.rails.folder import FolderRail

FILE = ("ALDER", "alder-2026-45.ach", b"101 the file\n")


@pytest.fixture
def rail(tmp_path: Path) -> FolderRail:
    return FolderRail(tmp_path / "outgoing", tmp_path / "incoming")


def test_files_and_folders_are_the_owners_only(rail: FolderRail) -> None:
    rail.deliver(*FILE)
    mailbox = rail.outgoing / "ALDER"
    modes = [
        stat.S_IMODE(path.stat().st_mode) for path in (rail.outgoing, mailbox, mailbox / FILE[1])
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_nothing_unfinished_is_left(rail: FolderRail) -> None:
    rail.deliver(*FILE)
    assert os.listdir(rail.outgoing / "ALDER") == [FILE[1]]


def test_nothing_unfinished_is_left_by_a_refused_race(rail: FolderRail) -> None:
    rail.deliver(*FILE)
    rail.deliver(*FILE)
    assert os.listdir(rail.outgoing / "ALDER") == [FILE[1]]


def test_what_a_crash_left_does_not_block_a_delivery(rail: FolderRail) -> None:
    mailbox = rail.outgoing / "ALDER"
    mailbox.mkdir()
    (mailbox / f".{FILE[1]}.{os.getpid()}").write_bytes(b"101 half a f")
    rail.deliver(*FILE)
    assert (mailbox / FILE[1]).read_bytes() == FILE[2]


WRITES = """
import sys
from pathlib import Path
from provportal.rails.folder import FolderRail
root = Path(sys.argv[1])
rail = FolderRail(root / "outgoing", root / "incoming")
data = b"9" * 40_000_000
print("begins", flush=True)
rail.deliver("ALDER", "alder-2026-45.ach", data)
"""


def test_a_killed_delivery_shows_no_half_file(rail: FolderRail, tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITES, str(tmp_path)], stdout=subprocess.PIPE)  # noqa: S603 - our own program
    assert writer.stdout is not None
    writer.stdout.readline()
    _wait_for_unfinished(rail.outgoing / "ALDER")
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    shown = list((rail.outgoing / "ALDER").glob("[!.]*"))
    assert all(path.stat().st_size == 40_000_000 for path in shown)


def _wait_for_unfinished(mailbox: Path) -> None:
    for _ in range(600):
        if mailbox.is_dir() and os.listdir(mailbox):
            return
        time.sleep(0.01)
    raise AssertionError("the delivery never began")


def test_hidden_files_and_folders_are_no_answers(rail: FolderRail) -> None:
    mailbox = rail.incoming / "ALDER"
    mailbox.mkdir()
    (mailbox / ".returns.ach.part").write_bytes(b"101 half")
    (mailbox / "archive").mkdir()
    assert list(rail.arrivals(["ALDER"])) == []


def answers(rail: FolderRail, *mailboxes: str) -> list[bytes]:
    return [arrival.data for arrival in rail.arrivals(mailboxes)]


def put(rail: FolderRail, data: bytes) -> None:
    (rail.incoming / "ALDER").mkdir(exist_ok=True)
    (rail.incoming / "ALDER" / "returns.ach").write_bytes(data)


def test_an_answer_that_was_taken_is_not_read_again(rail: FolderRail) -> None:
    put(rail, b"101")
    assert [answers(rail, "ALDER"), answers(rail, "ALDER")] == [[b"101"], []]


def test_an_answer_that_was_written_anew_is_read_again(rail: FolderRail) -> None:
    put(rail, b"101")
    answers(rail, "ALDER")
    put(rail, b"101 and more")
    assert answers(rail, "ALDER") == [b"101 and more"]


def test_an_answer_whose_import_failed_is_shown_again(rail: FolderRail) -> None:
    put(rail, b"101")
    assert next(rail.arrivals(["ALDER"])).data == b"101"
    assert answers(rail, "ALDER") == [b"101"]


def test_an_answer_for_an_agency_that_comes_later_waits_for_it(rail: FolderRail) -> None:
    put(rail, b"101")
    assert [answers(rail, "BIRCH"), answers(rail, "ALDER")] == [[], [b"101"]]
