"""R08 and R11: exceptional needs, and care outside the schedule, with and without documents."""

from __future__ import annotations

import pytest

from provportal.domain.programs.calworks.book import load_los_angeles, read_book
from tests.domain.calworks.given import (
    LOS_ANGELES,
    Data,
    case,
    cuts,
    exempt,
    pays,
    priced,
    rate,
    schedule,
    signed,
)
from tests.domain.calworks.test_book import payload_with

NEEDS = {"factor": "1.2", "documented": True, "from": "2026-01-01"}
MISSING = NEEDS | {"documented": False}


@pytest.mark.parametrize(
    ("needs", "sheet", "payable"),
    [
        (NEEDS, [rate("950.00")], "1140.00"),
        (NEEDS | {"factor": "1.5"}, [rate("950.00")], "1425.00"),
        (NEEDS, [rate("1100.00")], "1207.44"),  # 1006.20 x 1.2
        (NEEDS | {"from": "2026-10-01"}, [rate("950.00")], "1140.00"),
        (NEEDS | {"from": "2026-10-30"}, [rate("950.00")], "958.64"),  # one day of 22
        (NEEDS | {"from": "2026-11-01"}, [rate("950.00")], "950.00"),
        (NEEDS, [rate("240.00", "weekly_full_time")], "1267.20"),
        # worked out as 819.38 a month: 819.38 x (21 + 1.2) / 22
        (NEEDS | {"from": "2026-10-30"}, [rate("10.00", "hourly")], "826.83"),
    ],
)
def test_exceptional_needs(needs: Data, sheet: list[Data], payable: str) -> None:
    data = case(child__exceptional_needs=needs, provider__rates=sheet, billed__total="3000.00")
    assert pays(data) == payable


def test_exempt_providers_are_paid_the_ceiling_times_the_factor() -> None:
    data = exempt(child__exceptional_needs=NEEDS, billed__total="1000.00")
    assert pays(data) == "845.21"  # 704.34 x 1.2


def test_missing_documents_are_named() -> None:
    answer = priced(case(child__exceptional_needs=MISSING))
    assert [(f.field, f.code) for f in answer.findings] == [("child.exceptional_needs", "INCOMP")]


def test_missing_documents_of_a_later_month_are_not_asked_for() -> None:
    later = MISSING | {"from": "2026-11-01"}
    assert priced(case(child__exceptional_needs=later)).findings == ()


def test_documents_unpaid_days_and_rate_each_take_their_part() -> None:
    data = case(
        child__exceptional_needs=MISSING,
        certificate__from="2026-10-12",
        billed__total="1200.00",
    )
    assert cuts(data) == {"INCOMP": "190.00", "NOAUTH": "302.27", "RATE": "60.00"}


EVENING = {"certificate__schedule": schedule(start="14:00", end="23:00")}


@pytest.mark.parametrize(
    ("amount", "payable"),
    [
        ("1250.00", "1250.00"),  # evening: min(1250, 1257.75); needs: 1006.20 x 1.2
        ("1000.00", "1200.00"),  # evening: 1000; needs: 1000 x 1.2
    ],
)
def test_evening_and_exceptional_needs_do_not_stack(amount: str, payable: str) -> None:
    data = case(
        child__exceptional_needs=NEEDS,
        provider__rates=[rate(amount)],
        billed__total="2000.00",
        **EVENING,
    )
    assert pays(data) == payable


def test_not_stacking_is_flagged() -> None:
    answer = priced(case(child__exceptional_needs=NEEDS, **EVENING))
    assert [(f.field, f.code) for f in answer.findings] == [("child.exceptional_needs", "CHECK")]


@pytest.mark.parametrize(("amount", "payable"), [("950.00", "950.00"), ("1300.00", "1207.44")])
def test_a_county_may_adjust_the_ceiling_instead(amount: str, payable: str) -> None:
    book = read_book(payload_with("settings.exceptional_needs_formula", "adjusted_ceiling"))
    data = case(
        child__exceptional_needs=NEEDS, provider__rates=[rate(amount)], billed__total="2000.00"
    )
    assert pays(data, book) == payable


def test_the_books_are_the_same_each_time() -> None:
    assert load_los_angeles() == LOS_ANGELES


def extra(*pairs: tuple[str, str], note: str | None = "overtime") -> Data:
    return {"status": "unscheduled", "times": [list(pair) for pair in pairs], "note": note}


BOTH = [rate("950.00"), rate("10.00", "hourly")]


@pytest.mark.parametrize(
    ("day", "times", "payable"),
    [
        ("2026-10-01", [("17:00", "19:00")], "970.00"),
        ("2026-10-01", [("08:00", "19:00")], "970.00"),  # certified hours are not paid twice
        ("2026-10-01", [("08:00", "17:00")], "950.00"),
        ("2026-10-01", [("17:00", "17:01")], "950.17"),  # exact minutes
        ("2026-10-03", [("08:00", "16:00")], "1030.00"),  # a Saturday, above 6 h
        ("2026-10-04", [("22:00", "09:00")], "1050.00"),  # into Monday's certified care: 10 h
        ("2026-10-31", [("22:00", "06:00")], "1030.00"),  # belongs to the day it begins
        ("2026-10-03", [("08:00", "09:10"), ("10:00", "10:05")], "962.50"),
    ],
)
def test_unscheduled_care_is_paid_by_the_minute(
    day: str, times: list[tuple[str, str]], payable: str
) -> None:
    data = case(days={day: extra(*times)}, provider__rates=BOTH, billed__total="2000.00")
    assert pays(data) == payable


def test_each_day_is_rounded_once() -> None:
    """A minute at 10.00 is 16.67 cents: three days are 51 cents, not 50."""
    days = {f"2026-10-{day:02}": extra(("17:00", "17:01")) for day in (1, 2, 5)}
    assert pays(case(days=days, provider__rates=BOTH, billed__total="2000.00")) == "950.51"


def test_a_missing_hourly_rate_is_worked_out() -> None:
    """12.28 x 950/1006.20 = 11.59 an hour."""
    data = case(days={"2026-10-01": extra(("17:00", "19:00"))}, billed__total="2000.00")
    assert pays(data) == "973.18"


def test_the_hourly_ceiling_binds() -> None:
    sheet = [rate("950.00"), rate("20.00", "hourly")]
    data = case(
        days={"2026-10-01": extra(("17:00", "18:00"))},
        provider__rates=sheet,
        billed__total="970.00",
    )
    assert cuts(data) == {"CEIL": "7.72"}


def test_an_exempt_providers_extra_hours_are_paid_at_the_ceiling() -> None:
    data = exempt(days={"2026-10-01": extra(("17:00", "18:00"))}, billed__total="1000.00")
    assert pays(data) == "712.93"


def test_exceptional_needs_raise_the_extra_hours_from_their_date() -> None:
    days = {day: extra(("17:00", "18:00")) for day in ("2026-10-29", "2026-10-30")}
    data = case(
        days=days,
        provider__rates=BOTH,
        child__exceptional_needs=NEEDS | {"from": "2026-10-30"},
        billed__total="2000.00",
    )
    assert pays(data) == "980.64"  # 958.64 + 10.00 + 12.00


@pytest.mark.parametrize("note", [None, "", "   "])
def test_without_a_note_the_extra_hours_are_cut_and_the_rest_paid(note: str | None) -> None:
    data = case(
        days={"2026-10-01": extra(("17:00", "19:00"), note=note)},
        provider__rates=BOTH,
        billed__total="970.00",
    )
    assert (pays(data), cuts(data)) == ("950.00", {"INCOMP": "20.00"})


def test_the_missing_note_is_named_by_its_day() -> None:
    answer = priced(case(days={"2026-10-01": extra(("17:00", "19:00"), note=None)}))
    assert [(f.field, f.code) for f in answer.findings] == [("days.2026-10-01.note", "INCOMP")]


def test_extra_hours_outside_the_certificate_are_not_paid() -> None:
    data = case(
        days={"2026-10-03": extra(("08:00", "10:00"))},
        certificate__from="2026-10-05",
        provider__rates=BOTH,
        billed__total="970.00",
    )
    assert (pays(data), cuts(data)) == ("863.64", {"NOAUTH": "106.36"})


def test_an_unscheduled_day_counts_its_certified_care_in_the_actual_engine_too() -> None:
    data = signed(
        "2028-07-31",
        service_month="2028-07",
        days={"2028-07-03": extra(("17:00", "18:00"))},
        provider__rates=BOTH,
        billed__total="2000.00",
    )
    assert pays(data) == "960.00"
