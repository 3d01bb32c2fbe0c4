"""`provportal worker` in bad surroundings: one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from provportal.data_folder import prepare_folder
from provportal.settings import from_environment
from tests.cli.given import run

WORDS = {"worker": ("worker", "--burst"), "relay": ("relay",)}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with keys, and nothing that runs."""
    prepare_folder(from_environment({"DATA": str(tmp_path)}))
    return tmp_path


def test_no_redis(data: Path) -> None:
    done = run(data, "worker", "--burst")
    sentence = "Error: Redis does not answer at REDIS_URL. Is it running?\n"
    assert (done.returncode, done.stderr) == (1, sentence)


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_no_keys(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(tmp_path, *words)
    sentence = f"Error: {tmp_path / 'keys.json'}: No such file or directory.\n"
    assert (done.returncode, done.stderr) == (1, sentence)


def test_a_relay_without_tables(data: Path) -> None:
    done = run(data, "relay")
    sentence = "Error: The database does not answer at DATABASE_URL. Is it running, and right?\n"
    assert (done.returncode, done.stderr) == (1, sentence)
