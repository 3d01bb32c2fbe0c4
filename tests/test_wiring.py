"""A process is put together from its settings, and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from provportal.clock import FileClock, SystemClock
from provportal.data_folder import prepare_folder
from provportal.settings import from_environment
from provportal.store.keyring import KeyFileRefused
from provportal.wiring import wire


def prepared(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a prepared folder."""
    given = {"DATA": str(folder), **more}
    prepare_folder(from_environment(given))
    return given


def test_the_clock_is_the_machines(tmp_path: Path) -> None:
    assert isinstance(wire(from_environment(prepared(tmp_path))).clock, SystemClock)


def test_the_clock_is_that_of_a_file(tmp_path: Path) -> None:
    given = prepared(tmp_path, CLOCK_FILE=str(tmp_path / "clock"))
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    FileClock(tmp_path / "clock").begin(moment)
    assert wire(from_environment(given)).clock.now() >= moment


def test_two_processes_open_each_others_documents(tmp_path: Path) -> None:
    settings = from_environment(prepared(tmp_path))
    kept = wire(settings).storage.put(b"a document")
    assert wire(settings).storage.get(kept.key) == b"a document"


def test_keys_that_others_can_read_are_refused(tmp_path: Path) -> None:
    settings = from_environment(prepared(tmp_path))
    settings.keys_path.chmod(0o640)
    with pytest.raises(KeyFileRefused):
        wire(settings)


def test_no_keys_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        wire(from_environment({"DATA": str(tmp_path)}))
