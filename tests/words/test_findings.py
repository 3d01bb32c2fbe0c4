"""Checks and findings in words: every code that exists has one, and no code is shown raw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from provportal.domain.checks import Verdict
from provportal.domain.programs import PROGRAMS
from provportal.domain.submission import AT_SUBMIT, IN_BACKGROUND
from provportal.words import findings

SOURCES = ("domain/submission.py", "domain/history.py", "actions/checking.py")
PROGRAM = PROGRAMS["calworks"]


def codes() -> set[str]:
    """Every code written in the sources of findings."""
    root = Path(findings.__file__).parents[1]
    found: set[str] = set()
    for source in SOURCES:
        text = (root / source).read_text(encoding="utf-8")
        found |= set(re.findall(r'Finding\(\s*"(\w+)"', text))
    for path in (root / "domain/programs/calworks").glob("*.py"):
        found |= set(re.findall(r'\{"what": "(\w+)"', path.read_text(encoding="utf-8")))
    return found


def test_every_code_has_a_sentence() -> None:
    assert codes() - set(findings.SENTENCES) == set()


def test_the_sources_are_read() -> None:
    assert {"already_asked", "amount_unusual", "weeks_differ", "unsigned"} <= codes()


@pytest.mark.parametrize("code", [*AT_SUBMIT, *IN_BACKGROUND])
def test_every_check_has_a_name(code: str) -> None:
    assert code in findings.CHECKS
    assert findings.check_name("en", code) == findings.CHECKS[code]


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_word(verdict: Verdict) -> None:
    assert findings.verdict_word("en", verdict)


def test_what_has_no_words_is_never_shown_raw() -> None:
    assert "brand_new" not in findings.check_name("en", "brand_new")
    assert findings.sentence("en", "brand_new", {}) == findings.UNNAMED
    assert findings.asked("en", "brand_new") == findings.UNNAMED


def test_a_sentence_without_its_values_is_not_said() -> None:
    assert findings.sentence("en", "already_asked", {}) == findings.UNNAMED


def test_days_and_amounts_are_shown_as_people_read_them() -> None:
    dates = {"starts_on": "2026-10-12", "ends_on": "2026-12-31"}
    said = findings.sentence("en", "outside_certificate", dates)
    assert said == ("This care is outside the approved dates (Mon 12 Oct 2026 to Thu 31 Dec 2026).")
    money = {"asked": "1500.00", "usual": "950.00", "months": "3"}
    assert "$1,500.00 is much more than the usual $950.00" in findings.sentence(
        "en", "amount_unusual", money
    )


def test_a_value_that_is_neither_stands_as_it_is() -> None:
    said = findings.sentence("en", "already_asked", {"number": "PR-7F3K-20"})
    assert said == "You already asked for this care with PR-7F3K-20."
    assert "v1.2.3" in findings.sentence("en", "already_asked", {"number": "v1.2.3"})


def test_the_ground_of_a_rule_is_said_before_its_code() -> None:
    said = findings.sentence("en", "INCOMP", {"what": "unsigned"})
    assert said == "This signature is missing."


def test_staff_are_quoted_and_a_checks_code_is_translated() -> None:
    assert findings.asked("en", "Send the page with both signatures.").startswith("Send the page")
    assert findings.asked("en", "amount_zero").startswith("Enter the amount")


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("amount.total", "Total for the month"),
        ("amount.gone", "Amount"),
        ("account", "Your request"),
    ],
)
def test_a_field_is_named_by_its_question(field: str, name: str) -> None:
    assert findings.field_name("en", PROGRAM.wizard, field) == name


def test_a_return_says_which_field() -> None:
    assert "account number" in findings.returned("en", "R03")


@pytest.mark.parametrize("code", ["R01", "X99", ""])
def test_a_return_without_words_leads_to_the_help_line(code: str) -> None:
    assert "help line" in findings.returned("en", code)
