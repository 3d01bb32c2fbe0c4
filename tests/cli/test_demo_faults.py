"""`provportal demo` in bad surroundings: one clear sentence, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from tests.cli.given import run


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_text("mine", encoding="utf-8")
    done = run(data, "demo", "--once")
    assert (done.returncode, done.stderr, data.read_text(encoding="utf-8")) == (
        1,
        f"Error: {data / 'once'}: Not a directory.\n",
        "mine",
    )


def test_a_data_folder_that_cannot_be_made() -> None:
    # /proc takes no folders, not even from root.
    done = run(Path("/proc/portal"), "demo", "--once")
    assert (done.returncode, done.stderr.count("\n"), "/proc/portal" in done.stderr) == (1, 1, True)


def test_a_wrong_setting(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", "--once", PORT="http")
    sentence = "Error: PORT must be a whole number, not 'http'.\n"
    assert (done.returncode, done.stderr) == (1, sentence)
