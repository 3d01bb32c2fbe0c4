"""The command: what it prints for people and machines, and its three exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provportal.cli.integrity import integrity
from tests.integrity.conftest import Loose

ONE_CENT = (
    "UPDATE remittance SET paid = paid - 1 WHERE number = (SELECT MIN(number) FROM remittance)"
)


def run(url: str, outgoing: Path, *options: str) -> Result:
    environment = {"DATABASE_URL": url, "OUTGOING": str(outgoing), "DATA": str(outgoing.parent)}
    return CliRunner().invoke(integrity, options, env=environment)


def asked(loose: Loose, *options: str) -> Result:
    url = loose.engine.url.render_as_string(hide_password=False)
    return run(url, loose.outgoing, *options)


def test_a_right_world_ends_with_0(loose: Loose) -> None:
    done = asked(loose)
    assert (done.exit_code, done.output.endswith("0 are broken, by 0 rows.\n")) == (0, True)


def test_one_cent_ends_with_1_and_names_the_row(loose: Loose) -> None:
    [number] = loose.rows("SELECT MIN(number) FROM remittance")
    loose.break_it(ONE_CENT)
    done = asked(loose)
    assert (done.exit_code, f"remittance {number}: it pays" in done.output) == (1, True)


def test_machines_get_each_invariant_with_its_breaches(loose: Loose) -> None:
    [number] = loose.rows("SELECT MIN(number) FROM remittance")
    loose.break_it(ONE_CENT)
    report = json.loads(asked(loose, "--json").stdout)
    broken = {one["invariant"]: one["breaches"] for one in report["checked"] if one["breaches"]}
    assert (report["ok"], [breach["row"] for breach in broken["remittance_is_its_lines"]]) == (
        False,
        [f"remittance {number}"],
    )


def test_machines_read_that_a_right_world_is_ok(loose: Loose) -> None:
    assert json.loads(asked(loose, "--json").stdout)["ok"] is True


def test_a_file_that_is_gone_is_printed(loose: Loose) -> None:
    for path in loose.outgoing.glob("*/*.ach"):
        os.remove(path)
    done = asked(loose)
    assert (done.exit_code, "not checked, the outgoing folder" in done.output) == (0, True)


def test_a_database_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "missing.sqlite3"
    done = run(f"sqlite:///{path}", tmp_path / "outgoing")
    assert (done.exit_code, path.exists()) == (2, False)


def test_a_file_that_is_no_database_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite3"
    path.write_text("Dear county,\n" * 100)
    assert run(f"sqlite:///{path}", tmp_path / "outgoing").exit_code == 2


def test_a_database_without_tables_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    path.touch()
    done = run(f"sqlite:///{path}", tmp_path / "outgoing")
    assert (done.exit_code, "The database cannot be read: " in done.output) == (2, True)


def test_a_server_that_does_not_answer_ends_with_2(tmp_path: Path) -> None:
    url = f"postgresql://portal@/portal?host={tmp_path}"
    assert run(url, tmp_path / "outgoing").exit_code == 2


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_a_wrong_setting_ends_with_2(tmp_path: Path, option: tuple[str, ...]) -> None:
    done = CliRunner().invoke(integrity, option, env={"DATA": str(tmp_path), "PORT": "no"})
    assert done.exit_code == 2
