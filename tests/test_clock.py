"""The clock says UTC, and the demo's goes ahead in all processes, never back."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provportal.clock import Clock, FileClock, SystemClock

WEEK = timedelta(weeks=1)
SOON = timedelta(minutes=1)
"""Longer than a test takes."""


def ahead(clock: Clock) -> timedelta:
    return clock.now() - datetime.now(UTC)


def is_about(difference: timedelta, expected: timedelta) -> bool:
    return abs(difference - expected) < SOON


def advance_ten_times(path: Path) -> None:
    for _ in range(10):
        FileClock(path).advance(WEEK)


def test_the_system_clock_is_the_machines() -> None:
    assert is_about(ahead(SystemClock()), timedelta(0))


def test_the_system_clock_says_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_file_clock_without_a_file_is_the_machines(tmp_path: Path) -> None:
    assert is_about(ahead(FileClock(tmp_path / "clock")), timedelta(0))


def test_a_file_clock_says_utc(tmp_path: Path) -> None:
    assert FileClock(tmp_path / "clock").now().tzinfo is UTC


def test_steps_add_up(tmp_path: Path) -> None:
    clock = FileClock(tmp_path / "var" / "clock")
    clock.advance(WEEK)
    clock.advance(WEEK)
    assert is_about(ahead(clock), 2 * WEEK)


def test_another_clock_on_the_same_file_sees_the_step(tmp_path: Path) -> None:
    other = FileClock(tmp_path / "clock")
    FileClock(tmp_path / "clock").advance(WEEK)
    assert is_about(ahead(other), WEEK)


def test_no_step_of_several_processes_is_lost(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [
        spawn.Process(target=advance_ten_times, args=(tmp_path / "clock",)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert is_about(ahead(FileClock(tmp_path / "clock")), 30 * WEEK)


def test_the_time_can_be_set(tmp_path: Path) -> None:
    clock = FileClock(tmp_path / "clock")
    moment = datetime.now(UTC) + WEEK
    clock.set_to(moment)
    assert moment <= clock.now() < moment + SOON


def test_a_step_back_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="never goes back"):
        FileClock(tmp_path / "clock").advance(-timedelta(microseconds=1))


def test_a_past_moment_is_refused(tmp_path: Path) -> None:
    clock = FileClock(tmp_path / "clock")
    clock.advance(WEEK)
    with pytest.raises(ValueError, match="never goes back"):
        clock.set_to(datetime.now(UTC))
    assert is_about(ahead(clock), WEEK)


def test_a_moment_without_a_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        FileClock(tmp_path / "clock").set_to(datetime(2030, 1, 1))  # noqa: DTZ001 - the fault under test


def test_moving_leaves_no_other_file_but_the_lock(tmp_path: Path) -> None:
    FileClock(tmp_path / "clock").advance(WEEK)
    assert {path.name for path in tmp_path.iterdir()} == {"clock", "clock.lock"}
