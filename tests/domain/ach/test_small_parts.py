"""Masking, routing numbers, dates, limits and line ends on their own."""

from __future__ import annotations

from datetime import date

import pytest

from provportal.domain.ach.headers import six_digit_date
from provportal.domain.ach.lines import Unreadable, split
from provportal.domain.ach.masking import mask
from provportal.domain.ach.routing import has_check_digit, receives_payments
from provportal.domain.ach.settlement import answer_due, settlement_date
from provportal.domain.ach.terms import same_day_limit

LINE = b"9" * 94


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        ("123456789", "*****6789"),
        ("12345", "*2345"),
        ("1234", "****"),
        ("1", "*"),
        ("", ""),
        ("12 34 5 7", "***** 5 7"),
        ("123456789        ", "*****6789"),
    ],
)
def test_an_account_shows_its_last_four(account: str, shown: str) -> None:
    assert mask(account) == shown


@pytest.mark.parametrize(
    ("number", "right"),
    [("011000015", True), ("121000374", True), ("011000016", False), ("01100001", False),
     ("0110000X5", False), ("٠11000015", False)],
)  # fmt: skip
def test_the_check_digit_of_a_routing_number(number: str, right: bool) -> None:
    assert has_check_digit(number) == right


@pytest.mark.parametrize(
    ("number", "right"),
    [("011000015", True), ("000000000", False), ("611000017", False), ("331000018", False)],
)
def test_the_prefixes_that_receive_payments(number: str, right: bool) -> None:
    assert receives_payments(number) == right


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("261125", date(2026, 11, 25)),
        ("280229", date(2028, 2, 29)),
        ("270229", None),
        ("000000", None),
        ("26112", None),
        ("26112X", None),
        ("٢61125", None),
    ],
)
def test_six_digits_are_a_date_of_this_century(digits: str, day: date | None) -> None:
    assert six_digit_date(digits) == day


@pytest.mark.parametrize(
    ("day", "cents"),
    [
        (date(2016, 9, 22), 0),
        (date(2016, 9, 23), 2_500_000),
        (date(2020, 3, 19), 2_500_000),
        (date(2020, 3, 20), 10_000_000),
        (date(2022, 3, 17), 10_000_000),
        (date(2022, 3, 18), 100_000_000),
    ],
)
def test_the_same_day_limit_has_its_dates(day: date, cents: int) -> None:
    assert same_day_limit(day) == cents


@pytest.mark.parametrize("data", [b"", b"\n", b"\x1a", b"hello", b"1" * 39, b"X" * 94])
def test_bytes_without_a_record_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        split(data)


@pytest.mark.parametrize(
    "data",
    [
        LINE + LINE,
        LINE + LINE + b"\n",
        LINE + LINE + b"\r\n",
        LINE + b"\n" + LINE,
        LINE + b"\n" + LINE + b"\n",
        LINE + b"\r\n" + LINE,
        LINE + b"\r\n" + LINE + b"\r\n",
    ],
)
def test_line_ends_are_no_part_of_records(data: bytes) -> None:
    assert split(data) == [LINE, LINE]


def test_a_first_record_that_is_too_long_still_ends_at_its_break() -> None:
    lines = [LINE + b"x", LINE, LINE, LINE]
    assert split(b"\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("effective", "received", "settled", "due"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)),
        (date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 23), date(2026, 11, 27), date(2026, 12, 1)),
        (None, date(2026, 11, 28), date(2026, 11, 30), date(2026, 12, 2)),
    ],
)
def test_payments_settle_and_answers_come_on_banking_days(
    effective: date | None, received: date, settled: date, due: date
) -> None:
    assert settlement_date(effective, received) == settled
    assert answer_due(settled) == due
