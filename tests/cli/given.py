"""The command as a terminal runs it: a process of its own, with an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("DATA", "DATABASE_URL", "REDIS_URL", "KEYS_FILE", "CLOCK_FILE", "PORT", "ARGON2_COST")


def environment(data: Path, **more: str) -> dict[str, str]:
    """The machine's environment with our settings alone."""
    plain = {name: value for name, value in os.environ.items() if name not in OURS}
    return plain | {"DATA": str(data)} | more


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "provportal", *words]


def run(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(  # noqa: S603 - our own command
        command(*words),
        cwd=ROOT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def processes(data: Path) -> list[str]:
    """The command lines of all processes that name a data folder."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)  # noqa: S607 - found on the path of any system
    return [line for line in listed.stdout.splitlines() if str(data) in line]
