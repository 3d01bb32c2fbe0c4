"""Asking the oracles: runs a program of theirs in their own environment."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-oracles" / "bin" / "python"
HERE = Path(__file__).parent


def run(program: str, *arguments: str, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    """One program of this folder, with the project on its path."""
    if not PYTHON.exists():
        pytest.fail("The oracles are not installed: run scripts/setup-oracles.")
    return subprocess.run(  # noqa: S603 - our own program
        [str(PYTHON), str(HERE / program), *arguments],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def faults(folder: Path, files: Iterable[bytes]) -> list[dict[str, list[str]]]:
    """What each oracle has against each file, in their order."""
    paths = []
    for number, data in enumerate(files):
        paths.append(folder / f"{number}.ach")
        paths[-1].write_bytes(data)
    asked = run("judge.py", *map(str, paths))
    assert asked.returncode == 0, asked.stderr
    told = json.loads(asked.stdout)
    return [told[str(path)] for path in paths]
