"""The sentences around the lines of a remittance."""

from __future__ import annotations

import pytest

from provportal.domain.money import Money
from provportal.domain.remittance import Reason
from provportal.words import remittance as words
from tests.documents.given import a_line, a_remittance


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            Reason("FEE", Money(5000), "R19", {}),
            "Reduced $50.00 (R19): the family pays you this part.",
        ),
        (Reason("PLUS", Money(-14000), "R34", {}), "Added $140.00 (R34): decided by this rule."),
        (
            Reason("LEVY", Money(100), "", {}),
            "Offset $1.00 (LEVY): a legal order tells us to withhold this.",
        ),
        (
            Reason("FWD", Money(-100), "R30", {}),
            "Offset $1.00 (R30): this balance is carried to your next payment.",
        ),
    ],
)
def test_a_difference_names_column_amount_and_rule(reason: Reason, said: str) -> None:
    assert words.difference("en", reason) == said


def test_requests_are_counted_once() -> None:
    lines = (a_line(100), a_line(100, line_number=2))
    assert words.request_count("en", a_remittance(lines=lines)) == "1 request"


def test_a_line_names_its_version_only_when_corrected() -> None:
    expected = "Line 1 of version 2, care, authorization 0019-44."
    assert words.line_key("en", a_line(100, version=2)) == expected


def test_the_date_of_the_headline_is_never_broken() -> None:
    said = words.headline("en", a_remittance(), "$6,341.53")
    assert said.endswith("Tue\N{NO-BREAK SPACE}10\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026.")
