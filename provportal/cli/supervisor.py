"""Starts the demo's processes and ends them together; a killed parent takes them along."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
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


class Processes:
    """`provportal COMMAND`s that run beside each other.

    What they tell goes to the log: between the sign-ins it would be noise.
    """

    def __init__(self, environment: Mapping[str, str], log: BinaryIO) -> None:
        self._environment, self._log = environment, log
        self._started: dict[str, subprocess.Popen[bytes]] = {}

    def begin(self, *commands: str) -> None:
        """Start each of them."""
        for command in commands:
            self._started[command] = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "provportal", *command.split()],
                env={**os.environ, **self._environment},
                stdout=self._log,
                stderr=self._log,
                # A Ctrl-C of the terminal reaches the parent only, which ends them in order.
                start_new_session=True,
                preexec_fn=partial(_begin, command),  # noqa: PLW1509 - no threads yet
            )

    def check(self) -> None:
        """Raises Ended when one has ended by itself."""
        for command, process in self._started.items():
            if process.poll() is not None:
                raise Ended(command)

    def watch(self) -> None:
        """Until Ctrl-C. Raises Ended when a process ends by itself."""
        while True:
            self.check()
            time.sleep(PAUSE_SECONDS)

    def close(self) -> None:
        """End those that still run; doing it again is harmless."""
        for process in self._started.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._started.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def supervised(environment: Mapping[str, str], log: BinaryIO) -> Iterator[Processes]:
    """None yet; whatever is begun is ended at the end, and SIGTERM leads there like Ctrl-C."""
    signal.signal(signal.SIGTERM, _leave)
    with closing(Processes(environment, log)) as running:
        yield running


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
