"""What the served demo stands on: a broken first start, quick hashes, and no library too many."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from provportal.actions.passwords import argon2id
from provportal.cli.sample_folder import forget_broken_attempt
from provportal.cli.sign_ins import quick_passwords
from provportal.settings import Settings, from_environment
from tests.cli.given import ROOT

OWN = ("keys.json", "notes.txt")


def folder_with(tmp_path: Path, *names: str) -> Settings:
    """Settings of a data folder that holds some files."""
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return from_environment({"DATA": str(tmp_path)})


def left_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_broken_first_start_is_forgotten_and_nothing_else(tmp_path: Path) -> None:
    begun = ("clock", "portal.sqlite3", "portal.sqlite3-wal", "documents/ab/1", "outgoing/A/1.ach")
    forget_broken_attempt(folder_with(tmp_path, *begun, *OWN))
    assert left_in(tmp_path) == list(OWN)


def test_an_empty_folder_has_nothing_to_forget(tmp_path: Path) -> None:
    forget_broken_attempt(folder_with(tmp_path, *OWN))
    assert left_in(tmp_path) == list(OWN)


def test_a_database_that_is_no_demos_is_refused_and_stays(tmp_path: Path) -> None:
    settings = folder_with(tmp_path, "portal.sqlite3")
    with pytest.raises(click.ClickException, match="is no demo's"):
        forget_broken_attempt(settings)
    assert left_in(tmp_path) == ["portal.sqlite3"]


def test_a_quick_hash_fits_and_is_made_anew_at_the_first_sign_in() -> None:
    stored = quick_passwords().hash("d8c7f9-b64b68-72be63-d49789")
    assert quick_passwords().fits(stored, "d8c7f9-b64b68-72be63-d49789")
    assert argon2id(2).check_needs_rehash(stored)


def test_a_later_start_loads_neither_the_walk_nor_the_library_of_pdfs() -> None:
    asked = (
        "import sys, provportal.cli.demo; "
        "print([n for n in ('weasyprint', 'rq', 'flask', 'provportal.cli.walk') "
        "if n in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
