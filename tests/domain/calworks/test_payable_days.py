"""Both sides of every boundary that makes a day payable: R01, R05, R07, R12, R13, R15, R16, R33."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.calworks.given import (
    Data,
    case,
    cuts,
    days_cut,
    exempt,
    pays,
    rate,
    schedule,
    signed,
)

FULL, ONE_DAY_LESS = "950.00", "906.82"  # 950.00 x 21/22


@pytest.mark.parametrize(
    ("changes", "payable"),
    [
        ({"certificate__from": "2026-10-01"}, FULL),
        ({"certificate__from": "2026-10-02"}, ONE_DAY_LESS),
        ({"certificate__to": "2026-10-30"}, FULL),
        ({"certificate__to": "2026-10-29"}, ONE_DAY_LESS),
        ({"provider__licence": {"from": "2026-10-01", "to": "2026-10-30"}}, FULL),
        ({"provider__licence": {"from": "2026-10-02", "to": None}}, ONE_DAY_LESS),
        ({"provider__licence": {"from": "2020-01-01", "to": "2026-10-29"}}, ONE_DAY_LESS),
        ({"provider__licence": None}, "0.00"),
        ({"certificate__from": "2026-11-01"}, "0.00"),
        ({"certificate__to": "2026-09-30"}, "0.00"),
    ],
)
def test_days_inside_certificate_and_licence(changes: Data, payable: str) -> None:
    assert pays(case(**changes)) == payable


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"certificate__from": "2026-10-02"}, "NOAUTH"),
        ({"certificate__to": "2026-10-29"}, "ENDED"),
        ({"provider__licence": {"from": "2026-10-02", "to": None}}, "LIC"),
    ],
)
def test_unpaid_day_has_its_code(changes: Data, code: str) -> None:
    assert cuts(case(**changes)) == {code: "43.18"}


SCHOOL_RATE = {"provider__rates": [rate("700.00", group="6+")], "billed__total": "700.00"}
NEEDS = {"factor": "1.2", "documented": True, "from": "2027-01-01"}


@pytest.mark.parametrize(
    ("born", "needs", "payable"),
    [
        ("2013-10-31", None, "700.00"),  # 13 on Saturday the 31st, after the last day of care
        ("2013-10-30", None, "668.18"),  # 13 on the last Friday: 21 of 22 days
        ("2013-10-01", None, "0.00"),
        ("2013-10-01", NEEDS, "700.00"),
        ("2013-10-01", NEEDS | {"documented": False}, "0.00"),
        ("2005-10-31", NEEDS, "700.00"),
        ("2005-10-30", NEEDS, "668.18"),
    ],
)
def test_the_birthday_itself_ends_payment(born: str, needs: Data | None, payable: str) -> None:
    data = case(child__born=born, child__exceptional_needs=needs, **SCHOOL_RATE)
    assert pays(data) == payable


def test_thirteen_on_29_february_is_28_february_in_a_common_year() -> None:
    data = signed("2025-02-28", service_month="2025-02", child__born="2012-02-29", **SCHOOL_RATE)
    assert days_cut(data, "AGE") == [date(2025, 2, 28)]


def registered(day: str) -> Data:
    return {"provider__trustline": {"status": "registered", "date": day}}


NEIGHBOUR = {
    "provider__kind": "exempt_non_relative",
    "provider__relationship": "none",
    "billed__total": "704.34",
}


@pytest.mark.parametrize(
    ("changes", "payable"),
    [
        (NEIGHBOUR | {"provider__trustline": None}, "0.00"),
        (NEIGHBOUR | {"provider__trustline": {"status": "pending", "date": "2026-01-01"}}, "0.00"),
        (NEIGHBOUR | {"provider__trustline": {"status": "denied", "date": "2026-01-01"}}, "0.00"),
        (NEIGHBOUR | registered("2027-01-29"), "704.34"),  # 120 days before is 1 October
        (NEIGHBOUR | registered("2027-01-30"), "672.32"),
        (NEIGHBOUR | {"provider__relationship": "other"} | registered("2026-01-01"), "704.34"),
        (NEIGHBOUR | {"provider__relationship": "other"}, "0.00"),
        (NEIGHBOUR | {"provider__relationship": "aunt"}, "704.34"),
        (NEIGHBOUR | {"provider__relationship": "uncle"}, "704.34"),
        (NEIGHBOUR | {"provider__relationship": None}, "0.00"),
        ({"provider__kind": "exempt_center", "billed__total": "900.00"}, "900.00"),
    ],
)
def test_trustline(changes: Data, payable: str) -> None:
    assert pays(exempt(**({"provider__relationship": None} | changes))) == payable


def test_no_trustline_is_not_payable_with_its_code() -> None:
    assert cuts(exempt(**NEIGHBOUR)) == {"TRUST": "704.34"}


def closed(*days: int) -> Data:
    return {f"2026-10-{day:02}": {"status": "closed"} for day in days}


@pytest.mark.parametrize(
    ("used", "families_pay", "days", "payable"),
    [
        (9, True, closed(1), FULL),
        (10, True, closed(1), ONE_DAY_LESS),
        (12, True, closed(1), ONE_DAY_LESS),
        (9, True, closed(1, 2), ONE_DAY_LESS),
        (0, False, closed(1), ONE_DAY_LESS),
        (10, True, closed(3), FULL),  # a Saturday is no certified day
    ],
)
def test_ten_closed_days_a_year(used: int, families_pay: bool, days: Data, payable: str) -> None:
    data = case(
        provider__closure_days_used=used,
        provider__closures_paid_by_private_families=families_pay,
        days=days,
    )
    assert pays(data) == payable


def test_a_closed_day_outside_the_certificate_uses_no_allowance() -> None:
    data = case(certificate__from="2026-10-02", provider__closure_days_used=9, days=closed(1, 2))
    assert cuts(data) == {"NOAUTH": "43.18"}


def test_the_later_closed_days_are_the_unpaid_ones() -> None:
    data = case(provider__closure_days_used=9, days=closed(16, 14, 15))
    assert days_cut(data, "CLOSE") == [date(2026, 10, 15), date(2026, 10, 16)]


STATUSES = ("absent_excused", "absent_unexcused", "not_scheduled", "school_day_off", "attended")


@pytest.mark.parametrize("status", STATUSES)
def test_certified_hours_are_paid_to_the_end_of_june_2028(status: str) -> None:
    data = signed("2028-06-30", service_month="2028-06", days={"2028-06-30": {"status": status}})
    assert pays(data | {"child": data["child"] | {"born": "2023-03-14"}}) == FULL


@pytest.mark.parametrize(
    ("status", "payable"),
    [
        ("absent_excused", "904.76"),  # 20 of 21 days
        ("absent_unexcused", "904.76"),
        ("not_scheduled", "904.76"),
        ("school_day_off", FULL),
        ("attended", FULL),
        ("closed", FULL),
    ],
)
def test_actual_days_are_paid_from_july_2028(status: str, payable: str) -> None:
    data = signed("2028-07-31", service_month="2028-07", days={"2028-07-03": {"status": status}})
    assert pays(data) == payable


def test_the_actual_engine_begins_on_the_first_of_july_itself() -> None:
    """Saturday 1 July 2028, one of five Saturdays."""
    data = signed(
        "2028-07-31",
        service_month="2028-07",
        certificate__schedule=schedule("sat"),
        provider__rates=[rate("10.00", "hourly")],
        certificate__category="hourly",
        days={"2028-07-01": {"status": "absent_excused"}},
    )
    assert pays(data) == "360.00"


def test_absence_in_the_actual_engine_is_a_matter_of_time() -> None:
    absent = {"2028-07-03": {"status": "absent_excused"}}
    assert cuts(signed("2028-07-31", service_month="2028-07", days=absent)) == {"TIME": "45.24"}


HOURLY = {
    "provider__rates": [rate("10.00", "hourly")],
    "certificate__schedule": schedule(start="08:00", end="13:00"),
}


def times(*pairs: tuple[str, str], status: str = "attended") -> Data:
    return {"status": status, "times": [list(pair) for pair in pairs]}


@pytest.mark.parametrize(
    ("day", "payable"),
    [
        (times(("08:00", "13:00")), "1050.00"),  # 21 days x 5 h
        (times(("08:00", "12:00")), "1040.00"),
        (times(("08:10", "12:00")), "1038.33"),
        (times(("08:00", "18:00")), "1050.00"),
        (times(("08:00", "09:00"), ("10:00", "11:00")), "1020.00"),
        (times(), "1050.00"),
        ({"status": "absent_excused"}, "1000.00"),
        (times(("08:00", "10:00"), status="school_day_off"), "1020.00"),
    ],
)
def test_hours_in_the_actual_engine_are_the_lesser_of_actual_and_certified(
    day: Data, payable: str
) -> None:
    data = signed(
        "2028-07-31",
        service_month="2028-07",
        days={"2028-07-03": day},
        billed__total="2000.00",
        **HOURLY,
    )
    assert pays(data) == payable


def test_hours_in_the_certified_engine_are_certified_whatever_came() -> None:
    days = {"2026-10-01": times(("08:00", "09:00"))}
    assert pays(case(days=days, billed__total="2000.00", **HOURLY)) == "1100.00"


def test_a_partly_attended_day_counts_whole_but_by_the_hour() -> None:
    data = signed(
        "2028-07-31", service_month="2028-07", days={"2028-07-03": times(("08:00", "09:00"))}
    )
    assert pays(data) == FULL


@pytest.mark.parametrize(
    ("category", "amount", "total", "payable"),
    [
        ("weekly_full_time", "200.00", "840.00", "800.00"),  # 20 of 21 days, 5 a week
        ("daily", "50.00", "1050.00", "1000.00"),
    ],
)
def test_an_absent_day_counts_no_units_by_week_and_day(
    category: str, amount: str, total: str, payable: str
) -> None:
    data = signed(
        "2028-07-31",
        service_month="2028-07",
        days={"2028-07-03": {"status": "absent_unexcused"}},
        provider__rates=[rate(amount, category)],
        certificate__category=category,
        billed__total=total,
    )
    assert pays(data) == payable


def test_one_day_counts_under_the_first_reason_that_applies() -> None:
    data = case(
        certificate__from="2026-10-12",
        certificate__to="2026-10-16",
        provider__licence=None,
        days=closed(14),
    )
    assert cuts(data) == {"NOAUTH": "302.27", "ENDED": "431.82", "LIC": "215.91"}
