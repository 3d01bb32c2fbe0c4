"""`provportal import`: its exit codes, its sentences, its JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provportal.__main__ import main
from provportal.store.keyring import Keyring
from provportal.store.migrate import upgrade
from provportal.store.session import make_engine
from tests.imports.importing import PROVIDER, a_file


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with keys and tables."""
    for name in ("DATABASE_URL", "KEYS_FILE", "CLOCK_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA", str(tmp_path))
    Keyring.create(tmp_path / "keys.json")
    engine = make_engine(f"sqlite:///{tmp_path / 'portal.sqlite3'}")
    upgrade(engine)
    engine.dispose()
    return tmp_path


def run(data: Path, content: bytes, *options: str, kind: str = "providers") -> Result:
    """Import a file with this content."""
    file = data / "file.csv"
    file.write_bytes(content)
    return CliRunner().invoke(main, ["import", kind, str(file), *options])


def test_fine_file(data: Path) -> None:
    result = run(data, a_file(PROVIDER))
    assert (result.exit_code, result.stdout) == (
        0,
        "1 rows of providers: 1 new, 0 changed, 0 unchanged.\n",
    )


def test_check_writes_nothing(data: Path) -> None:
    first = run(data, a_file(PROVIDER), "--check")
    second = run(data, a_file(PROVIDER), "--check")
    sentence = "1 rows of providers would be 1 new, 0 changed, 0 unchanged.\n"
    assert (first.stdout, second.stdout) == (sentence, sentence)


def test_faults_are_told_with_line_and_column(data: Path) -> None:
    result = run(data, a_file({**PROVIDER, "tin": "1"}))
    assert result.exit_code == 1
    assert result.stderr == (
        "line 2, column tin: This needs exactly 9 digits.\n"
        "Nothing was written: 1 fault was found.\n"
    )


def test_json(data: Path) -> None:
    result = run(data, a_file({**PROVIDER, "tin": "1"}), "--json")
    assert json.loads(result.stdout) == {
        "kind": "providers",
        "rows": 1,
        "new": 0,
        "changed": 0,
        "unchanged": 0,
        "faults": [{"line": 2, "column": "tin", "message": "This needs exactly 9 digits."}],
        "warnings": [],
        "drafts": [],
    }


def test_no_table(data: Path) -> None:
    result = run(data, b"")
    assert result.exit_code == 2
    assert "The file is empty" in result.stderr


def test_missing_file(data: Path) -> None:
    result = CliRunner().invoke(main, ["import", "providers", str(data / "none.csv")])
    assert result.exit_code == 2
    assert result.stderr == f"{data / 'none.csv'} cannot be read: No such file or directory.\n"


def test_unknown_kind(data: Path) -> None:
    assert run(data, b"", kind="parents").exit_code == 2


def test_no_keys(data: Path) -> None:
    (data / "keys.json").unlink()
    result = run(data, a_file(PROVIDER))
    assert result.exit_code == 2
    assert result.stderr == f"There is no key file at {data / 'keys.json'}.\n"


def test_no_tables(data: Path) -> None:
    (data / "portal.sqlite3").unlink()
    result = run(data, a_file(PROVIDER))
    assert result.exit_code == 2
    assert "run `provportal migrate`" in result.stderr


def test_keys_that_others_can_read(data: Path) -> None:
    (data / "keys.json").chmod(0o644)
    assert run(data, a_file(PROVIDER)).exit_code == 2


def test_setting_that_is_no_number(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    result = run(data, a_file(PROVIDER))
    assert (result.exit_code, result.stderr) == (
        2,
        "PORT must be a whole number, not 'http'.\n",
    )
