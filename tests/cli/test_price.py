"""`provportal price`: what it prints, where, and how it ends."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provportal.__main__ import main
from tests.domain.calworks.given import Data, case, rate
from tests.domain.calworks.test_book import SHIPPED


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["price", *arguments], input=stdin)


def written(folder: Path, data: object, name: str = "case.json") -> str:
    path = folder / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def lines(folder: Path, *rows: str) -> str:
    path = folder / "cases.jsonl"
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def test_prints_the_answer_as_json(tmp_path: Path) -> None:
    result = run(written(tmp_path, case()))
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["explanation"]
    del answer["explanation"]
    assert answer == {
        "decision": "pay",
        "payable": "950.00",
        "billed": "950.00",
        "category": "monthly_full_time",
        "ceiling": "1006.20",
        "allowed": "950.00",
        "adjustments": [],
        "complete_on": "2026-10-31",
        "pay_by": "2026-11-20",
        "findings": [],
    }


def test_an_adjustment_has_code_amount_days_and_text(tmp_path: Path) -> None:
    result = run(written(tmp_path, case(certificate__to="2026-10-29")))
    assert json.loads(result.stdout)["adjustments"] == [
        {
            "code": "ENDED",
            "amount": "43.18",
            "days": ["2026-10-30"],
            "text": "The authorization ended on 29 October 2026.",
        }
    ]


def test_an_explanation_has_rule_version_inputs_and_result(tmp_path: Path) -> None:
    result = run(written(tmp_path, case()))
    said = {line["rule"]: line for line in json.loads(result.stdout)["explanation"]}
    assert said["R09"] == {
        "rule": "R09",
        "version": "R09@1 los-angeles-1",
        "inputs": {"rate": "950.00", "ceiling": "1006.20", "units": "1"},
        "result": "950.00",
    }


def test_reads_standard_input() -> None:
    result = run("-", stdin=json.dumps(case()).encode())
    assert json.loads(result.stdout)["payable"] == "950.00"


FULL_OF_RULES: Data = case(
    stage=3,
    certificate__family_fee="10.00",
    certificate__schedule={"mon": [["14:00", "23:00"]], "tue": [["14:00", "23:00"]]},
    certificate__category="weekly_part_time",
    child__room="preschool",
    child__exceptional_needs={"factor": "1.2", "documented": True, "from": "2026-01-01"},
    provider__registration_fee="20.00",
    billed__registration_fee="20.00",
    days={
        "2026-10-05": {"status": "absent_excused", "reason": "child_ill"},
        "2026-10-06": {"status": "closed"},
        "2026-10-07": {"status": "unscheduled", "times": [["08:00", "10:00"]]},
    },
)


@pytest.mark.parametrize(
    "line",
    [
        "Pay a part: $817.89 of $970.00 billed.",
        "INCOMP        $27.82  Something is missing. See the list.",
        "days.2026-10-07.note: Care outside the schedule needs a note saying why.",
        "R10   Evening and weekend ceiling: 222.84 (ceiling 178.27, factor 1.25)",
        "R12   Absences: no deduction (absent days 1)",
        "R13   Closed days: 1 paid, 0 not paid (closed days 1, used before 0)",
        "R19   Family fee: 10.00 (stage 3, fee 10.00)",
        "R26   Last day to send: last day 2026-12-30 (received 2026-10-31)",
        "R02   Pay by: 20 November 2026",
    ],
)
def test_text_has_a_line_for_each_rule_that_spoke(tmp_path: Path, line: str) -> None:
    result = run("--text", written(tmp_path, FULL_OF_RULES))
    assert line in result.stdout.splitlines()


def test_text_names_the_rule_that_left_days_unpaid(tmp_path: Path) -> None:
    result = run("--text", written(tmp_path, case(provider__licence=None)))
    line = "R15   Licence: 22 days not paid (code LIC, first 2026-10-01)"
    assert line in result.stdout.splitlines()


def test_text_of_a_returned_request_has_no_pay_date(tmp_path: Path) -> None:
    result = run(
        "--text", written(tmp_path, case(signatures__parent=None, child__room="preschool"))
    )
    assert result.stdout.startswith("Return it. Pay $0.00 of $950.00 billed.\n")
    assert "R02" not in result.stdout


def test_faults_go_to_standard_error_one_a_line(tmp_path: Path) -> None:
    result = run(written(tmp_path, case(stage=7, billed__total="1")))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "stage: write 1, 2 or 3",
        "billed.total: write an amount with two decimals, like 950.00, at most 9999999.99",
    ]


def test_a_county_without_a_table(tmp_path: Path) -> None:
    result = run(written(tmp_path, case(county="Alameda")))
    assert result.stderr == "county: the rule book has no ceilings for Alameda in 2026-10\n"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"{", "case: is not JSON (line 1, column 2: "),
        (b"\xff", "case: is not UTF-8 text (byte 0)"),
        (b"", "case: is not JSON (line 1, column 1: Expecting value)"),
    ],
)
def test_an_unreadable_file_is_one_message(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(raw)
    result = run(str(path))
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["", "missing.json", "nul\0l"])
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    """The empty name is the folder itself."""
    result = run(f"{tmp_path}/{name}")
    assert result.exit_code == 2
    assert "cannot be read (" in result.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["a.json", "--many", "b.jsonl"], ["--many", "b.jsonl", "--text"]]
)
def test_one_question_at_a_time(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_another_rule_book_is_tried(tmp_path: Path) -> None:
    book = copy.deepcopy(SHIPPED)
    book["ceilings"][0]["amounts"]["home"]["2-5"]["monthly_full_time"] = "900.00"
    path = written(tmp_path, book, "book.json")
    result = run(written(tmp_path, case()), "--rulebook", path)
    assert json.loads(result.stdout)["payable"] == "900.00"


def test_a_registration_fee_under_another_countys_ceiling(tmp_path: Path) -> None:
    """Care 1,688.82 under a ceiling of 1,691.82 leaves 3.00 of the fee."""
    book = copy.deepcopy(SHIPPED)
    book["ceilings"][0]["county"] = "Santa Clara"
    book["ceilings"][0]["amounts"]["center"]["0-2"]["monthly_full_time"] = "1691.82"
    data = case(
        county="Santa Clara",
        provider__kind="licensed_center",
        child__born="2025-08-05",
        provider__rates=[rate("1688.82", group="0-2")],
        provider__registration_fee="50.00",
        billed__total="1688.82",
        billed__registration_fee="50.00",
    )
    result = run(written(tmp_path, data), "--rulebook", written(tmp_path, book, "book.json"))
    assert json.loads(result.stdout)["payable"] == "1691.82"


@pytest.mark.parametrize(
    ("book", "message"),
    [
        ({"version": 1}, "program: is missing"),
        ([], "rulebook: is not an object in braces"),
    ],
)
def test_a_wrong_rule_book_says_why(tmp_path: Path, book: object, message: str) -> None:
    path = written(tmp_path, book, "book.json")
    result = run(written(tmp_path, case()), "--rulebook", path)
    assert result.exit_code == 2
    assert message in result.stderr.splitlines()


def test_many_prints_a_line_for_each_line_in_order(tmp_path: Path) -> None:
    good, wrong = json.dumps(case()), json.dumps(case(county="Alameda"))
    result = run("--many", lines(tmp_path, good, wrong, "{", "", good))
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 2
    assert [line.get("payable") for line in printed] == ["950.00", None, None, None, "950.00"]
    assert printed[1] == {
        "line": 2,
        "errors": ["county: the rule book has no ceilings for Alameda in 2026-10"],
    }


def test_many_ends_well_when_each_line_is_right(tmp_path: Path) -> None:
    assert run("--many", lines(tmp_path, json.dumps(case()))).exit_code == 0


def test_many_of_nothing_prints_nothing(tmp_path: Path) -> None:
    result = run("--many", lines(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "")


def test_progress_goes_to_standard_error(tmp_path: Path) -> None:
    result = run("--many", lines(tmp_path, *["{}"] * 1000))
    assert result.stderr.splitlines() == ["1,000 cases", "1,000 cases in all, 1,000 wrong"]


def test_the_last_line_needs_no_line_end() -> None:
    result = run("--many", "-", stdin=json.dumps(case()).encode())
    assert json.loads(result.stdout)["payable"] == "950.00"
