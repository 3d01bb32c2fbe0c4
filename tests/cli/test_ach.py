"""`provportal ach`: what it prints, how it ends, and that no account number shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provportal.cli.ach import ach
from provportal.domain.ach.codes import CHANGE_CODES, RETURN_CODES
from provportal.domain.ach.reader import Profile, read_file
from tests.domain.ach.given import batch, changed, edited, entry, trn, written

SECRET = "5550123459903"
SENT = written(
    batch(entry(1, account_number=SECRET, addenda=(trn(1),)), entry(2, account_number="77712801")),
    batch(entry(3), number=2, sec_code="CCD"),
)


def run(*arguments: str, sent: bytes | None = None) -> Result:
    return CliRunner().invoke(ach, arguments, input=sent, catch_exceptions=False)


def saved(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def test_a_right_file_ends_with_0(tmp_path: Path) -> None:
    result = run("check", saved(tmp_path, "right.ach", SENT))
    assert result.exit_code == 0
    assert "nothing wrong; 2 batches, 3 entries, debit $0.00, credit $300.06" in result.stdout


def test_a_wrong_file_ends_with_1_and_says_where(tmp_path: Path) -> None:
    result = run("check", saved(tmp_path, "wrong.ach", changed(SENT, 3, 12, "0")))
    assert result.exit_code == 1
    place = "line 3, 6 Entry PPD/CCD, Check Digit (12-12): error:"
    assert f"{place} the check digit of this routing number is 5 [0]" in result.stdout


def test_a_warning_ends_with_0() -> None:
    odd = written(batch(entry(1, routing_number="611000017")))
    assert run("check", "-", sent=odd).exit_code == 0


@pytest.mark.parametrize("data", [b"", b"\n\n", b"not a bank file"])
def test_a_file_without_records_ends_with_2(tmp_path: Path, data: bytes) -> None:
    assert run("check", saved(tmp_path, "empty.ach", data)).exit_code == 2


def test_a_folder_or_no_file_ends_with_2(tmp_path: Path) -> None:
    assert run("check", str(tmp_path)).exit_code == 2
    assert run("check", str(tmp_path / "none")).exit_code == 2


def test_the_worst_file_decides(tmp_path: Path) -> None:
    right = saved(tmp_path, "right.ach", SENT)
    wrong = saved(tmp_path, "wrong.ach", changed(SENT, 3, 12, "0"))
    assert run("check", right, wrong).exit_code == 1
    assert run("check", wrong, str(tmp_path / "none"), right).exit_code == 2


def test_json_is_one_object_a_file_in_order(tmp_path: Path) -> None:
    right = saved(tmp_path, "right.ach", SENT)
    result = run("check", "--json", right, "none.ach")
    first, second = map(json.loads, result.stdout.splitlines())
    assert list(first) == [
        "file", "profile", "valid", "findings", "batches", "totals", "answers"
    ]  # fmt: skip
    assert (first["file"], first["profile"], first["valid"]) == (right, "strict", True)
    assert (second["file"], second["valid"], second["batches"]) == ("none.ach", False, [])


def test_json_counts_from_the_entries() -> None:
    found = json.loads(run("check", "--json", "-", sent=SENT).stdout)
    assert found["totals"] == {
        "batches": 2,
        "entries": 3,
        "addenda": 1,
        "debit": 0,
        "credit": 30_006,
        "entry_hash": 3_300_003,
        "blocks": 1,
        "records": 10,
    }
    assert found["batches"][1] == {
        "line": 7,
        "number": 2,
        "sec_code": "CCD",
        "service_class": "220",
        "company_id": "1946000001",
        "description": "CHILD CARE",
        "effective_entry_date": "261125",
        "entries": 1,
        "addenda": 0,
        "debit": 0,
        "credit": 10_003,
        "entry_hash": 1_100_001,
    }


def test_json_finding_has_its_place_and_masked_value() -> None:
    sent = changed(SENT, 3, 13, " ")
    (finding,) = json.loads(run("check", "--json", "-", sent=sent).stdout)["findings"]
    assert list(finding) == [
        "line", "record", "field", "start", "end", "code", "severity", "message", "value"
    ]  # fmt: skip
    assert (finding["start"], finding["end"]) == (13, 29)
    assert finding["value"] == "********9903"


def test_answer_is_a_file_that_the_inbound_reader_takes() -> None:
    result = run("answer", "-", sent=SENT)
    report = read_file(result.stdout_bytes, Profile.INBOUND)
    assert report.findings == ()
    assert [answer.code for answer in report.answers] == ["R03", "C01"]
    assert result.stderr == "2 of 3 entries answered\n"


def test_json_answers_have_the_agreed_keys_and_no_account() -> None:
    replied = run("answer", "-", sent=SENT).stdout_bytes
    result = run("check", "--profile", "inbound", "--json", "-", sent=replied)
    returned, corrected = json.loads(result.stdout)["answers"]
    assert list(returned) == [
        "line", "kind", "code", "known", "original_trace", "amount", "company_id",
        "original_rdfi", "date_of_death", "addenda_information", "return_trace",
        "return_settlement_date", "return_code", "date_original_entry_returned",
        "original_settlement_date", "dishonored_trace", "dishonored_settlement_date",
        "dishonored_code", "corrected",
    ]  # fmt: skip
    assert (returned["kind"], returned["amount"]) == ("return", 10_001)
    assert corrected["corrected"] == {"account_number": "******7890"}


def test_a_rejected_file_gets_no_answer() -> None:
    result = run("answer", "-", sent=changed(SENT, 3, 12, "0"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert run("answer", "-", sent=b"").exit_code == 2


def test_show_tells_what_is_in_a_file() -> None:
    result = run("show", "-", sent=SENT)
    assert result.exit_code == 0
    assert "Batch 1: PPD CHILD CARE, company 1946000001, effective 261125: 2 entries" in (
        result.stdout
    )
    assert "line 3: checking credit $100.01 to *********9903 at 011000015" in result.stdout
    assert "addenda: TRN*1*000000001*1946000001\\" in result.stdout


def test_show_tells_what_banks_answered() -> None:
    replied = run("answer", "-", sent=SENT).stdout_bytes
    result = run("show", "-", sent=replied)
    assert "return R03: No Account/Unable to Locate Account; of 121000370000001" in result.stdout
    assert "corrected account number: ******7890" in result.stdout
    assert run("show", "-", sent=b"").exit_code == 2


def test_show_tells_unknown_codes_and_hides_what_may_be_an_account() -> None:
    odd = changed(changed(changed(SENT, 3, 2, "99"), 5, 30, "X"), 2, 51, "IAT")
    result = run("show", "-", sent=odd)
    assert result.exit_code == 1
    assert "line 3: code 99 $100.01" in result.stdout
    assert "line 5: an entry that cannot be read" in result.stdout
    assert "ROSA MARTINEZ, P-1" not in result.stdout


def test_what_a_terminal_would_obey_is_escaped() -> None:
    odd = changed(SENT, 3, 55, "\x1b[2J\xe9")
    for command in (("check", "-"), ("show", "-")):
        assert "\\x1b[2J\\xe9" in run(*command, sent=odd).stdout


def test_no_account_number_is_printed() -> None:
    damaged = changed(changed(SENT, 3, 30, "X"), 1, 1, "7")
    moved = edited(SENT, lambda lines: lines.__setitem__(2, lines[2][:3] + lines[2][11:] + " " * 8))
    for sent in (SENT, damaged, moved, run("answer", "-", sent=SENT).stdout_bytes):
        for profile in Profile:
            shown = run("check", "--profile", profile.value, "--json", "-", sent=sent).stdout
            assert SECRET[:8] not in shown + run("show", "-", sent=sent).stdout


@pytest.mark.parametrize("code", sorted([*RETURN_CODES, *CHANGE_CODES]))
def test_every_code_is_explained(code: str) -> None:
    result = run("explain", code.lower())
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{code}: ")
    assert [line.partition(":")[0] for line in lines[2:]] == [
        "Who acts", "Deadline", "The provider reads", "In the portal"
    ]  # fmt: skip


def test_an_answer_of_an_unknown_code_is_shown() -> None:
    replied = changed(run("answer", "-", sent=SENT).stdout_bytes, 4, 4, "R97")
    assert "return R97: a code that the tables do not know" in run("show", "-", sent=replied).stdout


def test_an_answer_shows_what_the_bank_says() -> None:
    sent = written(batch(entry(1, account_number="123456917")))
    replied = run("answer", "-", sent=sent).stdout_bytes
    assert "the bank says: QUESTIONABLE" in run("show", "-", sent=replied).stdout


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    assert run("explain", "R97").exit_code == 2


def test_bench_measures(tmp_path: Path) -> None:
    found = json.loads(run("bench", "--entries", "20", "--json").stdout)
    assert list(found) == ["entries", "write_s", "read_s", "peak_mb"]
    assert "20 entries: written in" in run("bench", "--entries", "20").stdout


def test_explain_prints_json_for_machines() -> None:
    said = json.loads(run("explain", "r03", "--json").stdout)
    assert list(said) == [
        "code", "title", "comes_from", "fields", "who_acts", "deadline", "provider_reads",
        "in_the_portal",
    ]  # fmt: skip
    assert (said["code"], said["who_acts"]) == ("R03", "provider")
    assert said["fields"] == "account number, name on the account"


@pytest.mark.parametrize("code", ["R01", "C14"])
def test_what_the_provider_need_not_read_is_null(code: str) -> None:
    assert json.loads(run("explain", code, "--json").stdout)["provider_reads"] is None


def test_show_prints_what_check_prints_as_json(tmp_path: Path) -> None:
    path = saved(tmp_path, "sent.ach", SENT)
    checked = run("check", "--profile", "inbound", "--json", path)
    shown = run("show", "--json", path)
    assert (shown.stdout, shown.exit_code) == (checked.stdout, 0)


def test_show_as_json_of_no_file_ends_with_2() -> None:
    result = run("show", "--json", "none.ach")
    assert (result.exit_code, json.loads(result.stdout)["valid"]) == (2, False)
