"""The background checks' judgements, each on both sides of its limit."""

from __future__ import annotations

from datetime import date

import pytest

from provportal.domain.history import (
    OtherCare,
    account_findings,
    amount_findings,
    overlap_findings,
)
from provportal.domain.money import Money

USUAL = [Money(90_000), Money(100_000), Money(110_000)]


@pytest.mark.parametrize(("asked", "unusual"), [(150_000, False), (150_001, True)])
def test_far_more_than_usual_is_noticed(asked: int, unusual: bool) -> None:
    assert bool(amount_findings(Money(asked), USUAL)) is unusual


def test_two_months_are_no_usual_amount() -> None:
    assert amount_findings(Money(900_000), USUAL[:2]) == ()


def test_the_usual_amount_is_shown() -> None:
    [finding] = amount_findings(Money(200_000), USUAL)
    assert finding.params == {"asked": "2000.00", "usual": "1000.00", "months": "3"}


OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        ((date(2026, 9, 1), date(2026, 9, 30)), False),
        ((date(2026, 9, 1), date(2026, 10, 1)), True),
        ((date(2026, 10, 31), date(2026, 11, 30)), True),
        ((date(2026, 11, 1), date(2026, 11, 30)), False),
    ],
)
def test_care_of_the_same_days_is_noticed(other: tuple[date, date], overlaps: bool) -> None:
    assert bool(overlap_findings(*OCTOBER, [OtherCare("PR-1", *other)])) is overlaps


def test_the_common_days_are_named() -> None:
    other = OtherCare("PR-1", date(2026, 10, 20), date(2026, 11, 30))
    [finding] = overlap_findings(*OCTOBER, [other])
    assert finding.params == {"number": "PR-1", "from": "2026-10-20", "to": "2026-10-31"}


@pytest.mark.parametrize(
    ("on_file", "fault", "shared", "codes"),
    [
        (True, None, [], []),
        (False, None, [], ["no_bank_account"]),
        (True, "checksum", [], ["routing_number"]),
        (True, None, ["P-2", "P-3"], ["account_shared", "account_shared"]),
    ],
)
def test_a_doubtful_account_is_noticed(
    on_file: bool, fault: str | None, shared: list[str], codes: list[str]
) -> None:
    found = account_findings(on_file, fault, shared)
    assert [finding.code for finding in found] == codes
