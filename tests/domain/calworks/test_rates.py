"""R20: which rate is in force, and the rate worked out for a category that the sheet lacks."""

from __future__ import annotations

import pytest

from tests.domain.calworks.given import Data, case, pays, priced, rate, schedule

PART_TIME = {"certificate__schedule": schedule(end="12:00"), "billed__total": "2000.00"}
FULL_TIME = {"billed__total": "2000.00"}


@pytest.mark.parametrize(
    ("changes", "sheet", "category", "payable"),
    [
        # 690.52 x 950/1006.20
        (PART_TIME, [rate("950.00")], "monthly_part_time", "651.95"),
        # 1006.20 x 600/690.52
        (FULL_TIME, [rate("600.00", "monthly_part_time")], "monthly_full_time", "874.30"),
        # 1006.20 x 50/55.69
        (FULL_TIME, [rate("50.00", "daily")], "monthly_full_time", "903.39"),
        # 1006.20 x 10/12.28
        (FULL_TIME, [rate("10.00", "hourly")], "monthly_full_time", "819.38"),
        # the longest basis of two: 690.52 x 200/245.28
        (
            PART_TIME,
            [rate("50.00", "daily"), rate("200.00", "weekly_full_time")],
            "monthly_part_time",
            "563.05",
        ),
        # a rate above its ceiling works out above the new ceiling, which binds
        (PART_TIME, [rate("1100.00")], "monthly_part_time", "690.52"),
        # another age group: 1006.20 x 1000/1122.20
        (FULL_TIME, [rate("1000.00", group="0-2")], "monthly_full_time", "896.63"),
        # the nearest age group, the younger first
        (
            FULL_TIME,
            [rate("1000.00", group="0-2"), rate("100.00", group="6+")],
            "monthly_full_time",
            "896.63",
        ),
    ],
)
def test_a_missing_rate_is_worked_out(
    changes: Data, sheet: list[Data], category: str, payable: str
) -> None:
    answer = priced(case(provider__rates=sheet, **changes))
    assert (str(answer.category), str(answer.payable)) == (category, payable)


@pytest.mark.parametrize(
    ("asked", "sheet", "payable"),
    [
        # weekly full-time from weekly part-time, though a month is longer: 245.28 x 150/178.27
        (
            "weekly_full_time",
            [rate("950.00"), rate("150.00", "weekly_part_time")],
            "908.07",  # 206.38 x 4.4
        ),
        ("daily", [rate("950.00"), rate("200.00", "weekly_full_time")], "1156.76"),  # 52.58 x 22
    ],
)
def test_the_same_time_basis_first_then_the_longest(
    asked: str, sheet: list[Data], payable: str
) -> None:
    data = case(certificate__category=asked, provider__rates=sheet, billed__total="2000.00")
    assert pays(data) == payable


def test_working_out_is_explained() -> None:
    answer = priced(case(provider__rates=[rate("950.00")], **PART_TIME))
    said = next(said for said in answer.explanation if said.rule == "R20")
    assert (dict(said.inputs), said.result) == (
        {
            "category": "monthly_full_time",
            "age_group": "2-5",
            "rate": "950.00",
            "its_ceiling": "1006.20",
            "ceiling": "690.52",
        },
        "monthly_part_time 651.95",
    )


def sheet(*since: str) -> list[Data]:
    """A monthly rate of 900, 910, 920 ... from each of the dates."""
    return [rate(f"{900 + 10 * n}.00", since=day) for n, day in enumerate(since)]


@pytest.mark.parametrize(
    ("since", "payable"),
    [
        (("2020-01-01",), "900.00"),
        (("2026-10-31",), "900.00"),  # the first rate counts from its month
        (("2020-01-01", "2026-10-01"), "910.00"),
        (("2020-01-01", "2026-10-02"), "900.00"),  # a change counts from the next month
        (("2020-01-01", "2026-09-02"), "910.00"),
        (("2026-05-01", "2026-08-01"), "910.00"),  # the first rate is no change
        (("2020-01-01", "2025-10-01", "2026-10-01"), "920.00"),  # twelve months later
        (("2020-01-01", "2025-10-02", "2026-10-01"), "910.00"),
        (("2020-01-01", "2024-03-01", "2024-05-01", "2025-03-01"), "930.00"),
        (("2020-01-01", "2026-11-01"), "900.00"),
    ],
)
def test_a_rate_changes_once_a_year_from_the_next_month(
    since: tuple[str, ...], payable: str
) -> None:
    assert pays(case(provider__rates=sheet(*since))) == payable


def test_a_second_change_within_twelve_months_is_told() -> None:
    answer = priced(case(provider__rates=sheet("2020-01-01", "2025-10-02", "2026-10-01")))
    assert answer.findings[0].as_json() == {
        "field": "provider.rates",
        "code": "RATE",
        "text": "A rate may change once a year. The monthly full time rate from 1 October 2026 is "
        "not used.",
    }


def test_another_age_groups_second_change_is_not_told() -> None:
    others = [
        rate(amount, group="0-2", since=since)
        for amount, since in [("1", "2020-01-01"), ("2", "2026-01-01"), ("3", "2026-02-01")]
    ]
    for other in others:
        other["amount"] += "00.00"
    assert priced(case(provider__rates=[rate(), *others])).findings == ()


def test_the_same_amount_again_is_no_change() -> None:
    since = ("2020-01-01", "2025-10-02", "2026-05-01", "2026-10-02")
    amounts = ("900.00", "910.00", "910.00", "920.00")
    rates = [rate(amount, since=day) for amount, day in zip(amounts, since, strict=True)]
    assert priced(case(provider__rates=rates)).findings == ()


@pytest.mark.parametrize("rates", [[], [rate(since="2026-11-01")]])
def test_a_licensed_provider_without_any_rate_is_asked_for_it(rates: list[Data]) -> None:
    answer = priced(case(provider__rates=rates))
    assert [(f.field, f.code) for f in answer.findings] == [("provider.rates", "INCOMP")]
