"""What each command loads: sums need no web and no database, and a worker has every table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("flask", "sqlalchemy", "weasyprint", "rq")


def loaded_by(code: str) -> set[str]:
    """The top names of all modules in a fresh interpreter after some code."""
    told = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", f"{code}\n{told}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def called(*words: str) -> str:
    """Code that calls a command as a terminal does, and goes on."""
    return f"from provportal.__main__ import main\nmain({list(words)}, standalone_mode=False)"


SUMS = [("price", "--help"), ("duplicates", "--help")]


@pytest.mark.parametrize("words", SUMS, ids=" ".join)
def test_sums_load_nothing_heavy(words: tuple[str, ...]) -> None:
    assert loaded_by(called(*words)) & set(HEAVY) == set()


@pytest.mark.parametrize("words", [("migrate", "--help"), ("integrity", "--help")], ids=" ".join)
def test_the_database_needs_no_web_and_no_pdf(words: tuple[str, ...]) -> None:
    assert loaded_by(called(*words)) & {"flask", "weasyprint"} == set()


def test_the_web_loads_no_pdf_library() -> None:
    assert "weasyprint" not in loaded_by("import provportal.app")


DECODERS = {"PIL", "pillow_heif", "pypdfium2", "pypdfium2_raw", "minio"}
"""What opens strangers' files, or speaks to a bucket: work of the worker alone."""


def test_the_web_opens_no_file_of_a_stranger() -> None:
    assert loaded_by("import provportal.app") & DECODERS == set()


def test_the_worker_loads_no_web() -> None:
    assert "flask" not in loaded_by("import workers.jobs")


def test_every_table_is_there_for_a_worker() -> None:
    # A foreign key to a table that was not loaded fails at the first write.
    loaded_by(
        "import workers.jobs\nfrom provportal.store.row import Row\nRow.metadata.sorted_tables"
    )
