"""Wrong case files of every kind: one clear message per fault, never another exception."""

from __future__ import annotations

import pytest

from tests.domain.calworks.given import case, faults, rate, schedule

WRONG_VALUES: dict[str, tuple[str, object, str]] = {
    "county is a number": ("county", 7, "county: write a text"),
    "county is blank": ("county", "  ", "county: write a text"),
    "county is endless": ("county", "x" * 251, "county: at most 250 characters"),
    "county has a line break": (
        "county",
        "Los\nAngeles",
        "county: write one line without control characters",
    ),
    "another county": (
        "county",
        "Alameda",
        "county: the rule book has no ceilings for Alameda in 2026-10",
    ),
    "month thirteen": ("service_month", "2026-13", "service_month: write a month, like 2026-10"),
    "month as a day": ("service_month", "2026-10-01", "service_month: write a month, like 2026-10"),
    "month far away": (
        "service_month",
        "9999-12",
        "service_month: months begin in 1901 and end in 2199",
    ),
    "stage four": ("stage", 4, "stage: write 1, 2 or 3"),
    "stage as text": ("stage", "1", "stage: write 1, 2 or 3"),
    "stage true": ("stage", True, "stage: write 1, 2 or 3"),
    "stage with a point": ("stage", 1.0, "stage: write 1, 2 or 3"),
    "provider missing": ("provider", None, "provider: write an object in braces"),
    "a boolean as text": (
        "provider__closures_paid_by_private_families",
        "yes",
        "provider.closures_paid_by_private_families: write true or false",
    ),
    "days used below zero": (
        "provider__closure_days_used",
        -1,
        "provider.closure_days_used: write a whole number, 0 or more",
    ),
    "days used true": (
        "provider__closure_days_used",
        True,
        "provider.closure_days_used: write a whole number, 0 or more",
    ),
    "days used in halves": (
        "provider__closure_days_used",
        1.5,
        "provider.closure_days_used: write a whole number, 0 or more",
    ),
    "rates as an object": ("provider__rates", {}, "provider.rates: write a list"),
    "negative rate": (
        "provider__rates",
        [rate("-1.00")],
        "provider.rates[0].amount: an amount must not be negative",
    ),
    "the same rate twice": (
        "provider__rates",
        [rate("900.00"), rate("910.00")],
        "provider.rates[1]: a second monthly_full_time rate for 2-5 from 2020-01-01",
    ),
    "licence ends before it begins": (
        "provider__licence",
        {"from": "2026-01-02", "to": "2026-01-01"},
        "provider.licence.to: is before provider.licence.from",
    ),
    "born on a day that is not": (
        "child__born",
        "2023-02-29",
        "child.born: write a date that exists, like 2026-10-31",
    ),
    "born in another alphabet": (
        "child__born",
        "２０２３-01-01",
        "child.born: write a date that exists, like 2026-10-31",
    ),
    "born before anyone": ("child__born", "1899-12-31", "child.born: dates begin in 1900"),
    "born later": ("child__born", "2026-11-01", "child.born: is after the service month 2026-10"),
    "another factor": (
        "child__exceptional_needs",
        {"factor": "1.3", "documented": True, "from": "2026-01-01"},
        'child.exceptional_needs.factor: write "1.2" or "1.5"',
    ),
    "a factor without its date": (
        "child__exceptional_needs",
        {"factor": "1.2", "documented": True},
        "child.exceptional_needs.from: is missing",
    ),
    "certificate ends before it begins": (
        "certificate__to",
        "2019-12-31",
        "certificate.to: is before certificate.from",
    ),
    "an unknown weekday": (
        "certificate__schedule",
        schedule() | {"funday": []},
        "certificate.schedule.funday: is not a weekday; write one of mon, tue, wed, thu, fri, sat, "
        "sun",
    ),
    "no care at all": (
        "certificate__schedule",
        {"mon": []},
        "certificate.schedule: no care is certified on any weekday",
    ),
    "not on a quarter hour": (
        "certificate__schedule",
        schedule("mon", start="08:05"),
        "certificate.schedule.mon[0][0]: a certified time is on a quarter hour",
    ),
    "a time that is not": (
        "certificate__schedule",
        schedule("mon", end="24:00"),
        "certificate.schedule.mon[0][1]: write a time, like 08:00",
    ),
    "three times": (
        "certificate__schedule",
        {"mon": [["08:00", "12:00", "17:00"]]},
        'certificate.schedule.mon[0]: write a pair of times, like ["08:00", "17:00"]',
    ),
    "equal times": (
        "certificate__schedule",
        {"mon": [["08:00", "08:00"]]},
        "certificate.schedule.mon[0]: the two times are equal",
    ),
    "overlap on one day": (
        "certificate__schedule",
        {"mon": [["08:00", "12:00"], ["11:00", "13:00"]]},
        "certificate.schedule.mon: this care overlaps other certified care",
    ),
    "overlap over midnight": (
        "certificate__schedule",
        {"mon": [["22:00", "06:00"]], "tue": [["05:45", "12:00"]]},
        "certificate.schedule.tue: this care overlaps other certified care",
    ),
    "overlap from Sunday to Monday": (
        "certificate__schedule",
        {"sun": [["22:00", "06:00"]], "mon": [["05:00", "12:00"]]},
        "certificate.schedule.mon: this care overlaps other certified care",
    ),
    "a day of another month": (
        "days",
        {"2026-11-01": {"status": "attended"}},
        "days.2026-11-01: is not in the service month 2026-10",
    ),
    "a day that is not": (
        "days",
        {"2026-10-32": {"status": "attended"}},
        "days.2026-10-32: write a date that exists, like 2026-10-31",
    ),
    "a day without status": ("days", {"2026-10-01": {}}, "days.2026-10-01.status: is missing"),
    "an unknown status": (
        "days",
        {"2026-10-01": {"status": "ill"}},
        "days.2026-10-01.status: write one of attended, absent_excused, absent_unexcused, closed, "
        "not_scheduled, school_day_off, unscheduled",
    ),
    "a note of numbers": (
        "days",
        {"2026-10-01": {"status": "attended", "note": 5}},
        "days.2026-10-01.note: write a text or null",
    ),
    "unscheduled care without times": (
        "days",
        {"2026-10-01": {"status": "unscheduled", "note": "overtime"}},
        "days.2026-10-01.times: unscheduled care needs its times",
    ),
    "times that overlap into the next day": (
        "days",
        {
            "2026-10-01": {"status": "attended", "times": [["22:00", "06:30"]]},
            "2026-10-02": {"status": "attended", "times": [["06:15", "12:00"]]},
        },
        "days.2026-10-02.times: these times overlap others",
    ),
    "an amount with three decimals": (
        "billed__total",
        "950.000",
        "billed.total: write an amount with two decimals, like 950.00, at most 9999999.99",
    ),
    "an amount as a number": (
        "billed__total",
        950.0,
        'billed.total: write an amount as text with two decimals, like "950.00"',
    ),
    "no number": (
        "billed__total",
        "NaN",
        "billed.total: write an amount with two decimals, like 950.00, at most 9999999.99",
    ),
    "minus nothing": (
        "billed__total",
        "-0.00",
        "billed.total: an amount must not be negative",
    ),
    "ten million": (
        "billed__total",
        "10000000.00",
        "billed.total: write an amount with two decimals, like 950.00, at most 9999999.99",
    ),
    "four weeks of five": (
        "billed__weeks",
        ["237.50"] * 4,
        "billed.weeks: 2026-10 touches 5 weeks, the list has 4",
    ),
    "told after the request came": (
        "signatures__no_parent_signature",
        {"last_contact": "2026-10-01", "agency_told": "2026-11-01", "attempts_recorded": True},
        "signatures.no_parent_signature.agency_told: is after received",
    ),
    "received in ages to come": ("received", "2200-01-01", "received: dates end in 2199"),
    "received never": ("received", "", "received: write a date that exists, like 2026-10-31"),
}


@pytest.mark.parametrize("name", WRONG_VALUES)
def test_wrong_value_is_named(name: str) -> None:
    path, value, message = WRONG_VALUES[name]
    assert faults(case(**{path: value})) == [message]
