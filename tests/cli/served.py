"""A start of the served demo: read until it is ready, asked for its page, ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.cli.given import ROOT, command, environment

READY = "Ctrl-C ends it."


def a_free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Demo:
    """One start of the demo in a folder."""

    data: Path
    port: int
    process: subprocess.Popen[str]
    said: list[str]

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal, Ctrl-C unless said, and wait; the exit code."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        with self.process.stdout:
            return self.process.wait(30)

    def page(self) -> int:
        """The status of the sign-in page, once the server answers."""
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sign-in") as answer:
                    return int(answer.status)
            except OSError:
                time.sleep(0.1)
        return 0


def begin(data: Path) -> Demo:
    """Start it, and wait for nothing."""
    port = a_free_port()
    process = subprocess.Popen(  # noqa: S603 - our own command
        command("demo"),
        cwd=ROOT,
        env=environment(data, PORT=str(port), ARGON2_COST="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return Demo(data, port, process, [])


def start(data: Path) -> Demo:
    """Start it and read what it says until it is ready."""
    begun = begin(data)
    assert begun.process.stdout is not None
    for line in begun.process.stdout:
        begun.said.append(line.rstrip())
        if READY in line:
            break
    return begun


def ours(data: Path) -> list[str]:
    """Every process that was given this data folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                given = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if os.fsencode(f"{data}") in given:
                found.append(entry.name)
    return found


def gone(data: Path) -> bool:
    for _ in range(150):
        if not ours(data):
            return True
        time.sleep(0.1)
    return False
