"""`provportal duplicates`: output for machines and for people, exit codes, faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provportal.__main__ import main
from provportal.cli.duplicates import FAULTS_SHOWN, WORDS
from provportal.domain.duplicates import COLUMNS, Reason

HEADER = ",".join(COLUMNS)
CARE = "calworks,P1,T1,C1,Ana López,2026-08-01,2026-08-31,care,INV-0042,950.00"
HISTORY = f"{HEADER}\nR1,{CARE},2026-09-03T14:05:00Z\n"
REPEATED = f"R2,{CARE},2026-09-04T14:05:00Z"
FINE = REPEATED.replace("R2", "R3").replace("2026-08", "2026-09").replace("-31", "-30")


def run(folder: Path, new: str | bytes, *options: str, history: str = HISTORY) -> Result:
    (folder / "h.csv").write_text(history, encoding="utf-8")
    (folder / "n.csv").write_bytes(new if isinstance(new, bytes) else new.encode())
    paths = ["--history", str(folder / "h.csv"), "--new", str(folder / "n.csv")]
    return CliRunner().invoke(main, ["duplicates", *paths, *options])


def test_json_has_one_object_a_row(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\n{REPEATED}\n{FINE}\n", "--json")
    assert json.loads(result.stdout) == [
        {
            "row": 1,
            "request_no": "R2",
            "verdict": "exact",
            "matched_request_no": "R1",
            "score": 1.0,
            "reasons": ["person_id_agrees", "dates_agree", "amount_agrees", "invoice_no_agrees"],
        },
        {
            "row": 2,
            "request_no": "R3",
            "verdict": "none",
            "matched_request_no": None,
            "score": 0.0,
            "reasons": [],
        },
    ]


@pytest.mark.parametrize(
    ("rows", "code"), [("", 0), (f"{FINE}\n", 0), (f"{REPEATED}\n", 1), ("R2,\n", 2)]
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=str)
def test_exit_code(tmp_path: Path, rows: str, code: int, options: list[str]) -> None:
    assert run(tmp_path, f"{HEADER}\n{rows}", *options).exit_code == code


def test_no_row_is_an_empty_array(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, HEADER, "--json").stdout) == []


def test_words_for_people(tmp_path: Path) -> None:
    assert run(tmp_path, f"{HEADER}\n{REPEATED}\n{FINE}\n").stdout == (
        "row 1: R2 repeats R1 (exact): "
        "same person, same dates, same amount, same invoice number\n"
        "2 rows: 1 exact, 0 near, 1 fine\n"
    )


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Reason)


def test_a_fault_is_one_message_with_its_place(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\n{REPEATED.replace('950.00', '950')}\n")
    message = "line 2, column amount: '950' is no amount with two decimals like 950.00"
    assert f"{tmp_path / 'n.csv'}: {message}\n" in result.stderr


def test_an_unreadable_file_prints_no_answer(tmp_path: Path) -> None:
    assert run(tmp_path, f"{HEADER}\nR2,\n", "--json").stdout == ""


def test_faults_of_both_files_are_told(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\nR2,\n", history=f"{HEADER}\nR1,\n")
    assert [f"{name}.csv: line 2: the row has 2 cells" in result.stderr for name in "nh"] == [
        True,
        True,
    ]


def test_after_many_faults_reading_stops(tmp_path: Path) -> None:
    result = run(tmp_path, f"{HEADER}\n" + "R2,\n" * (FAULTS_SHOWN + 5))
    assert (result.exit_code, result.stderr.count("the row has")) == (2, FAULTS_SHOWN)


def test_text_that_is_not_utf8_cannot_be_read(tmp_path: Path) -> None:
    assert run(tmp_path, f"{HEADER}\n{REPEATED}\n".encode("latin1")).exit_code == 2


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    paths = ["--history", str(tmp_path), "--new", str(tmp_path)]
    assert CliRunner().invoke(main, ["duplicates", *paths]).exit_code == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.csv")
    result = CliRunner().invoke(main, ["duplicates", "--history", gone, "--new", gone])
    assert (result.exit_code, f"{gone}: No such file" in result.stderr) == (2, True)
