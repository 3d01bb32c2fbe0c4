"""Starts the demo's processes and ends them together; a killed parent takes them along."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import BinaryIO

STOP_SECONDS = 10
PAUSE_SECONDS = 0.2
FOREMOST, BEHIND = "web", 5
"""Pages come before background work (nice), most of all while everything starts at once."""

_PR_SET_PDEATHSIG = 1


class Ended(Exception):
    """One of the processes ended by itself; the message names it."""


def _begin(command: str) -> None:
    """In the child, before it is the command."""
    if command != FOREMOST:
        os.nice(BEHIND)
    _die_with_parent()


def _die_with_parent() -> None:
    """Linux tells the child when its parent is gone, however it went; elsewhere nothing does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def processes(
    commands: Sequence[str], environment: Mapping[str, str], log: BinaryIO
) -> Iterator[None]:
    """Run `provportal COMMAND` for each, beside each other; all are ended at the end.

    What they tell goes to the log: between the sign-ins it would be noise.
    """
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for command in commands:
            started[command] = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "provportal", *command.split()],
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
                # A Ctrl-C of the terminal reaches the parent only, which ends them in order.
                start_new_session=True,
                preexec_fn=partial(_begin, command),  # noqa: PLW1509 - no threads yet
            )
        signal.signal(signal.SIGTERM, _leave)
        yield
        _wait(started)
    finally:
        _stop(started)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _wait(started: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Until Ctrl-C. Raises Ended when a process ends by itself."""
    while True:
        for command, process in started.items():
            if process.poll() is not None:
                raise Ended(command)
        time.sleep(PAUSE_SECONDS)


def _stop(started: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for process in started.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in started.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
