"""Both sides of every boundary that chooses the category and the ceiling: R03 to R10, R23, R33."""

from __future__ import annotations

import pytest

from tests.domain.calworks.given import Data, case, cuts, exempt, pays, priced, rate, schedule

WHOLE_SHEET = [
    rate("900.00", "monthly_full_time"),
    rate("600.00", "monthly_part_time"),
    rate("100.00", "weekly_full_time"),
    rate("100.00", "weekly_part_time"),
    rate("1.00", "daily"),
    rate("1.00", "hourly"),
]


def category(**changes: object) -> str:
    return str(priced(case(**changes)).category)


@pytest.mark.parametrize(
    ("hours", "chosen"),
    [
        (("mon tue wed thu fri", "08:00", "14:00"), "monthly_full_time"),  # 30 h
        (("mon tue wed thu fri", "08:00", "13:45"), "monthly_part_time"),  # 28.75 h
    ],
)
def test_thirty_hours_a_week_are_full_time(hours: tuple[str, str, str], chosen: str) -> None:
    assert category(provider__rates=WHOLE_SHEET, certificate__schedule=schedule(*hours)) == chosen


def test_a_quarter_of_an_hour_less_than_thirty_is_part_time() -> None:
    week = schedule("mon tue wed thu", "08:00", "14:00") | schedule("fri", "08:00", "13:45")
    chosen = category(provider__rates=WHOLE_SHEET, certificate__schedule=week)
    assert chosen == "monthly_part_time"


HIGH_HOURLY = [rate("100.00", "hourly"), rate("10.00", "monthly_part_time")]
HIGH_DAILY = [rate("50.00", "daily"), rate("10.00", "monthly_part_time")]


@pytest.mark.parametrize(
    ("sheet", "hours", "chosen"),
    [
        (HIGH_HOURLY, ("mon tue", "08:00", "13:45"), "hourly"),
        (HIGH_HOURLY, ("mon tue", "08:00", "14:00"), "monthly_part_time"),  # a day of 6 h
        (HIGH_DAILY, ("mon tue", "08:00", "14:00"), "daily"),
        (HIGH_DAILY, ("mon tue", "08:00", "13:45"), "monthly_part_time"),
        (HIGH_DAILY, ("mon wed fri", "08:00", "14:00"), "daily"),  # 13 days
        (HIGH_DAILY, ("tue thu fri", "08:00", "14:00"), "daily"),  # 14 days
        (HIGH_DAILY, ("thu fri sat", "08:00", "14:00"), "monthly_part_time"),  # 15 days
    ],
)
def test_only_categories_that_fit_the_need_compete(
    sheet: list[Data], hours: tuple[str, str, str], chosen: str
) -> None:
    assert category(provider__rates=sheet, certificate__schedule=schedule(*hours)) == chosen


@pytest.mark.parametrize("sheet", [HIGH_HOURLY, HIGH_DAILY])
def test_short_and_long_days_fit_neither_hours_nor_days(sheet: list[Data]) -> None:
    mixed = schedule("mon", "08:00", "17:00") | schedule("tue", "08:00", "11:00")
    assert category(provider__rates=sheet, certificate__schedule=mixed) == "monthly_part_time"


def test_hours_of_seven_short_days_are_full_time_and_not_hourly() -> None:
    week = schedule("mon tue wed thu fri sat sun", "08:00", "13:00")
    sheet = [rate("100.00", "hourly"), rate("10.00")]
    assert category(provider__rates=sheet, certificate__schedule=week) == "monthly_full_time"


def test_the_certificate_names_the_category() -> None:
    assert category(certificate__category="daily", provider__rates=WHOLE_SHEET) == "daily"


@pytest.mark.parametrize(
    ("end", "chosen"), [("14:00", "monthly_full_time"), ("13:45", "monthly_part_time")]
)
def test_an_exempt_provider_is_paid_by_the_month(end: str, chosen: str) -> None:
    data = exempt(certificate__schedule=schedule(end=end))
    assert priced(data).category == chosen


def test_of_equal_categories_the_longest_is_used() -> None:
    sheet = [rate("968.00"), rate("220.00", "weekly_full_time")]  # 4.4 weeks
    assert category(provider__rates=sheet, billed__total="968.00") == "monthly_full_time"


@pytest.mark.parametrize(
    ("sheet", "billed", "payable"),
    [
        ([rate("220.00", "weekly_full_time"), rate("967.99")], "968.00", "968.00"),
        ([rate("220.00", "weekly_full_time"), rate("968.01")], "968.01", "968.01"),
    ],
)
def test_the_category_that_allows_more_is_used(
    sheet: list[Data], billed: str, payable: str
) -> None:
    assert pays(case(provider__rates=sheet, billed__total=billed)) == payable


@pytest.mark.parametrize(
    ("kind", "born", "ceiling"),
    [
        ("licensed_center", "2024-10-02", "1688.28"),
        ("licensed_center", "2024-10-01", "1253.26"),  # a birthday on the 1st counts
        ("licensed_home", "2020-10-02", "1006.20"),
        ("licensed_home", "2020-10-01", "752.63"),
        ("licensed_large_home", "2023-03-14", "1006.20"),
        ("exempt_relative", "2023-03-14", "704.34"),
        ("exempt_center", "2023-03-14", "1253.26"),
    ],
)
def test_ceiling_of_kind_and_age(kind: str, born: str, ceiling: str) -> None:
    data = case(provider__kind=kind, child__born=born, certificate__category="monthly_full_time")
    assert str(priced(data).ceiling) == ceiling


def test_born_on_29_february_is_two_on_1_march_of_a_common_year() -> None:
    data = case(child__born="2024-02-29", service_month="2026-03")
    assert str(priced(data).ceiling) == "1006.20"


@pytest.mark.parametrize(
    ("kind", "born", "school", "room", "ceiling"),
    [
        ("licensed_center", "2021-03-14", "K", "school_age", "1001.50"),
        ("licensed_center", "2021-03-14", "TK", "school_age", "1001.50"),
        ("licensed_center", "2021-03-14", "K", "preschool", "1253.26"),
        ("licensed_center", "2021-03-14", "K", None, "1253.26"),
        ("licensed_center", "2021-03-14", "none", "school_age", "1253.26"),
        ("licensed_center", "2022-03-14", "K", "school_age", "1253.26"),  # four years
        ("licensed_center", "2020-03-14", "K", "preschool", "1001.50"),  # six years
        ("licensed_center", "2021-10-01", "K", "school_age", "1001.50"),  # five on the 1st
        ("licensed_center", "2021-10-02", "K", "school_age", "1253.26"),
        ("licensed_center", "2020-10-01", "K", "preschool", "1001.50"),  # six on the 1st
        ("licensed_center", "2020-10-02", "K", "school_age", "1001.50"),
        ("exempt_center", "2021-03-14", "K", "school_age", "1001.50"),
        ("licensed_home", "2021-03-14", "K", "school_age", "1006.20"),
    ],
)
def test_kindergarten_at_a_centre_follows_the_room(
    kind: str, born: str, school: str, room: str | None, ceiling: str
) -> None:
    data = case(provider__kind=kind, child__born=born, child__school=school, child__room=room)
    assert str(priced(data).ceiling) == ceiling


EVENING_SHARES: list[tuple[Data, str]] = [
    (schedule(start="12:00", end="20:00"), "1131.98"),  # 25 %
    (schedule(start="13:00", end="23:00"), "1257.75"),  # exactly 50 %
    (schedule(start="12:45", end="22:45"), "1131.98"),  # 47.5 %
    (schedule(start="09:00", end="19:00"), "1131.98"),  # exactly 10 %
    (schedule(start="08:45", end="18:45"), "1006.20"),  # 7.5 %
    (schedule(start="08:00", end="18:00"), "1006.20"),
    (schedule(start="22:00", end="06:00"), "1257.75"),
    (schedule("sat sun", "06:00", "21:00"), "1257.75"),
    (schedule("sat sun", "08:00", "23:00"), "1257.75"),
    (schedule("mon tue wed thu fri sat", "08:00", "18:00"), "1131.98"),  # Saturday: 10 of 60 h
    # 1 + 10.25 + 1.5 of 24.75 h: Monday evening belongs to Sunday's care
    (schedule("sat", "10:00", "11:00") | schedule("sun", "19:45", "19:30"), "1257.75"),
]


@pytest.mark.parametrize(("week", "ceiling"), EVENING_SHARES)
def test_evening_and_weekend_hours_multiply_the_ceiling(week: Data, ceiling: str) -> None:
    data = case(certificate__schedule=week, certificate__category="monthly_full_time")
    assert str(priced(data).ceiling) == ceiling


def test_sunday_night_into_monday_evening_counts_to_six_and_from_six() -> None:
    """Sunday 20:00 to Monday 19:00: 10 h to 06:00 and 1 h from 18:00, of 23 h: under a half."""
    week = schedule("sun", "20:00", "19:00")
    data = case(certificate__schedule=week, certificate__category="monthly_full_time")
    assert str(priced(data).ceiling) == "1131.98"


def test_no_evening_factor_by_the_hour() -> None:
    week = schedule(start="18:00", end="22:00")
    data = case(certificate__schedule=week, certificate__category="hourly")
    assert str(priced(data).ceiling) == "12.28"


def test_no_evening_factor_for_exempt_providers() -> None:
    data = exempt(certificate__schedule=schedule(start="14:00", end="23:00"))
    assert str(priced(data).ceiling) == "704.34"


@pytest.mark.parametrize(
    ("start", "payable"),
    [("2026-10-01", "1056.00"), ("2026-10-05", "960.00"), ("2026-10-30", "48.00")],
)
def test_weeks_are_payable_days_by_certified_days(start: str, payable: str) -> None:
    data = case(
        provider__rates=[rate("240.00", "weekly_full_time")],
        certificate__from=start,
        billed__total="1056.00",
    )
    assert pays(data) == payable


def test_thirds_of_weeks_are_rounded_once() -> None:
    """13 days, three a week: 100.00 x 13/3 = 433.333."""
    data = case(
        provider__rates=[rate("100.00", "weekly_part_time")],
        certificate__schedule=schedule("mon wed fri"),
        billed__total="500.00",
    )
    assert pays(data) == "433.33"


def test_half_a_cent_is_rounded_up() -> None:
    """Five Thursdays of 2.75 h at 12.02 are 165.275."""
    data = case(
        provider__rates=[rate("12.02", "hourly")],
        certificate__schedule=schedule("thu", "08:00", "10:45"),
        billed__total="500.00",
    )
    assert pays(data) == "165.28"


def test_billed_beyond_the_sheet_is_a_matter_of_the_rate() -> None:
    assert cuts(case(billed__total="950.01")) == {"RATE": "0.01"}


def test_beyond_sheet_and_ceiling_each_has_its_part() -> None:
    data = case(provider__rates=[rate("1100.00")], billed__total="1150.00")
    assert cuts(data) == {"RATE": "50.00", "CEIL": "93.80"}
