"""Rule books: the shipped one, the check of its ceilings, wrong ones, and other books tried."""

from __future__ import annotations

import copy
import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from provportal.domain.programs.calworks.book import (
    DoubtfulCell,
    doubtful_cells,
    read_book,
)
from provportal.domain.programs.calworks.case import CaseFaults
from provportal.domain.programs.calworks.terms import terms_of
from provportal.domain.programs.calworks.values import AgeGroup, Category
from provportal.domain.rulebook import BookFaults, RuleBook, canonical_json, payload_hash
from tests.domain.calworks.given import (
    LOS_ANGELES,
    Data,
    case,
    dollars,
    exempt,
    pays,
    priced,
    rate,
    signed,
)

SHIPPED: Data = json.loads(
    files("provportal.domain.programs.calworks").joinpath("los_angeles.json").read_text("utf-8")
)


def payload_with(path: str, value: object) -> Data:
    """The shipped payload with one value changed; 'settings.age_limit' or 'ceilings.0.county'."""
    payload: Any = copy.deepcopy(SHIPPED)
    part: Any = payload
    *parents, key = path.split(".")
    for parent in parents:
        part = part[int(parent)] if parent.isdigit() else part[parent]
    part[key] = value
    assert isinstance(payload, dict)
    return payload


def cell(table: str, group: str, category: str) -> str:
    return f"ceilings.0.amounts.{table}.{group}.{category}"


def test_no_shipped_cell_is_off_seventy_percent() -> None:
    assert doubtful_cells(LOS_ANGELES) == []


def test_the_published_cells_would_be_flagged() -> None:
    book = read_book(payload_with(cell("exempt", "0-2", "monthly_full_time"), "758.54"))
    assert doubtful_cells(book) == [
        DoubtfulCell(
            "Los Angeles",
            AgeGroup.INFANT,
            Category.MONTHLY_FULL_TIME,
            dollars("758.54"),
            dollars("785.54"),
        )
    ]


@pytest.mark.parametrize(("amount", "flags"), [("704.36", 0), ("704.37", 1), ("704.31", 1)])
def test_two_cents_off_are_usual_three_are_flagged(amount: str, flags: int) -> None:
    """70 % of 1,006.20 is 704.34."""
    book = read_book(payload_with(cell("exempt", "2-5", "monthly_full_time"), amount))
    assert len(doubtful_cells(book)) == flags


@pytest.mark.parametrize("table", ["home", "exempt"])
def test_a_missing_cell_is_not_doubtful(table: str) -> None:
    assert doubtful_cells(read_book(payload_with(cell(table, "2-5", "daily"), None))) == []


def test_the_corrected_cells_are_marked() -> None:
    corrected = terms_of(LOS_ANGELES).ceilings[0].corrected
    assert [(str(c.published), str(c.used)) for c in corrected] == [
        ("536.81", "526.81"),
        ("758.54", "785.54"),
    ]


def test_a_book_knows_its_version_and_first_day() -> None:
    assert (LOS_ANGELES.version, LOS_ANGELES.effective_from) == (
        "los-angeles-1",
        date(2022, 1, 1),
    )


def test_a_rule_book_cannot_be_changed() -> None:
    settings: Any = LOS_ANGELES.payload["settings"]
    with pytest.raises(TypeError):
        settings["age_limit"] = 14


def test_changing_the_payload_afterwards_changes_no_book() -> None:
    payload = copy.deepcopy(SHIPPED)
    book = read_book(payload)
    payload["ceilings"][0]["county"] = "Elsewhere"
    assert book == LOS_ANGELES


def test_canonical_json_sorts_keys_and_leaves_blanks_out() -> None:
    assert canonical_json({"b": [1, None], "a": "ñ"}) == '{"a":"ñ","b":[1,null]}'


def test_canonical_json_of_a_frozen_payload_is_that_of_the_payload() -> None:
    assert canonical_json(LOS_ANGELES.payload) == canonical_json(SHIPPED)


def test_canonical_json_refuses_what_json_cannot_say() -> None:
    with pytest.raises(TypeError, match="cannot hold date"):
        canonical_json({"a": date(2026, 1, 1)})


def test_hash_is_sha256_of_the_canonical_json() -> None:
    assert payload_hash({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_books_of_one_version_may_differ_in_payload() -> None:
    first = RuleBook("v1", date(2022, 1, 1), {"a": 1})
    assert first != RuleBook("v1", date(2022, 1, 1), {"a": 2})


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("surprise", 1, "surprise: is not a known key"),
        ("version", "", "version: write a text"),
        (
            "settings.age_limit",
            "13",
            "settings.age_limit: write a whole number, 0 or more",
        ),
        (
            "settings.june_last_day",
            "02-30",
            "settings.june_last_day: write a date that exists, like 2026-10-31",
        ),
        (
            "settings.june_last_day",
            731,
            "settings.june_last_day: write a month and a day, like 07-31",
        ),
        (
            "settings.full_time_from_weekly_hours",
            30,
            'settings.full_time_from_weekly_hours: write a number as text, like "1.25"',
        ),
        (
            "settings.evening_factors",
            [{"share": "-0.5", "factor": "1"}],
            'settings.evening_factors[0].share: write a number as text, like "1.25"',
        ),
        (
            "ceilings.0.amounts.home.2-5.daily",
            "0.00",
            "ceilings[0].amounts.home.2-5.daily: a ceiling is above 0.00; write null where "
            "there is none",
        ),
        (
            "ceilings.0.amounts.home.2-5",
            {"yearly": "1.00"},
            "ceilings[0].amounts.home.2-5.yearly: write one of monthly_full_time, "
            "monthly_part_time, weekly_full_time, weekly_part_time, daily, hourly",
        ),
    ],
)
def test_a_wrong_book_says_what_is_wrong(path: str, value: object, message: str) -> None:
    with pytest.raises(BookFaults) as fault:
        read_book(payload_with(path, value))
    assert fault.value.faults == (message,)


def test_a_book_of_nothing_is_refused() -> None:
    with pytest.raises(BookFaults) as fault:
        read_book([])  # type: ignore[arg-type]  # a wrong file is the point
    assert fault.value.faults == ("rulebook: write an object in braces",)


def faults_with(book: RuleBook, data: Data) -> tuple[str, ...]:
    with pytest.raises(CaseFaults) as fault:
        priced(data, book)
    return fault.value.faults


def test_a_month_before_the_ceilings_has_none() -> None:
    data = signed("2021-12-31", service_month="2021-12", child__born="2018-05-05")
    assert faults_with(LOS_ANGELES, data) == (
        "county: the rule book has no ceilings for Los Angeles in 2021-12",
    )


def test_a_month_before_the_book_has_none() -> None:
    book = read_book(payload_with("effective_from", "2026-11-01"))
    assert faults_with(book, case()) == (
        "county: the rule book has no ceilings for Los Angeles in 2026-10",
    )


def test_a_book_decides_from_its_first_month() -> None:
    assert pays(case(), read_book(payload_with("effective_from", "2026-10-01"))) == "950.00"


def with_two_tables(second_from: str) -> RuleBook:
    payload = copy.deepcopy(SHIPPED)
    second = copy.deepcopy(payload["ceilings"][0])
    second["effective_from"] = second_from
    second["amounts"]["home"]["2-5"]["monthly_full_time"] = "1200.00"
    payload["ceilings"].append(second)
    return read_book(payload)


@pytest.mark.parametrize(
    ("second_from", "payable"),
    [("2026-10-01", "1100.00"), ("2026-10-02", "1006.20")],
)
def test_the_newest_table_on_the_first_of_the_month_binds(second_from: str, payable: str) -> None:
    data = case(provider__rates=[rate("1100.00")], billed__total="1100.00")
    assert pays(data, with_two_tables(second_from)) == payable


@pytest.mark.parametrize(
    ("category", "ceiling"),
    [
        ("monthly_full_time", "1700.82"),  # 8.59 x 198 h
        ("weekly_full_time", "386.55"),  # 8.59 x 45 h
        ("daily", "77.31"),  # 8.59 x 9 h
    ],
)
def test_an_exempt_providers_missing_ceiling_is_the_hourly_one_times_hours(
    category: str, ceiling: str
) -> None:
    book = read_book(payload_with(cell("exempt", "2-5", category), None))
    data = exempt(certificate__category=category)
    assert str(priced(data, book).ceiling) == ceiling


def test_a_licensed_providers_missing_ceiling_is_a_fault() -> None:
    book = read_book(payload_with(cell("home", "2-5", "monthly_full_time"), None))
    assert faults_with(book, case()) == (
        "county: the rule book has no monthly_full_time ceiling for Los Angeles, home, 2-5",
    )


def test_an_exempt_provider_without_an_hourly_ceiling_is_a_fault() -> None:
    book = read_book(payload_with("ceilings.0.amounts.exempt", {"2-5": {}}))
    assert faults_with(book, exempt(certificate__category="hourly")) == (
        "county: the rule book has no hourly ceiling for Los Angeles, exempt, 2-5",
    )


def test_absences_may_be_paid_under_a_private_contract() -> None:
    book = read_book(payload_with("settings.absences_paid_by_private_contract", True))
    days = {
        "2028-07-03": {"status": "absent_excused"},
        "2028-07-05": {"status": "absent_unexcused"},
    }
    data = signed("2028-07-31", service_month="2028-07", days=days)
    assert pays(data, book) == "904.76"


def test_a_county_may_ask_for_signatures_from_the_months_last_day() -> None:
    book = read_book(payload_with("settings.signature_not_before", "last_day_of_month"))
    assert pays(case(signatures__parent="2026-10-30"), book) == "0.00"
