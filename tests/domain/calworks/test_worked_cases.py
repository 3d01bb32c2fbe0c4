"""The worked month: October 2026 in Los Angeles, each case with its cents and its reason.

22 days Monday to Friday, beginning on a Thursday; ceilings effective 2022-01-01.
"""

from __future__ import annotations

import pytest

from provportal.domain.programs.calworks.answer import Decision
from tests.domain.calworks.given import (
    Data,
    case,
    cuts,
    exempt,
    pays,
    priced,
    rate,
    schedule,
)

ILL = {"status": "absent_excused", "reason": "child_ill"}
CLOSED = {"status": "closed"}
NEEDS = {"factor": "1.2", "documented": True, "from": "2026-01-01"}
CENTRE = {"provider__kind": "licensed_center"}
AUNT = {"provider__relationship": "aunt"}
SCHOOL_AGE = {"child__born": "2019-03-14", "child__school": "grades"}

CASES: dict[str, tuple[Data, str, dict[str, str]]] = {
    "a plain full-time month below the ceiling": (case(), "950.00", {}),
    "a rate above the ceiling": (
        case(provider__rates=[rate("1100.00")], billed__total="1100.00"),
        "1006.20",
        {"CEIL": "93.80"},
    ),
    "an exempt grandmother needs no TrustLine": (
        exempt(billed__total="900.00"),
        "704.34",
        {"CEIL": "195.66"},
    ),
    "a school-age child at a centre by the hour": (
        case(
            **CENTRE,
            **SCHOOL_AGE,
            provider__rates=[rate("12.00", "hourly", "6+")],
            certificate__schedule=schedule("mon wed fri", "14:00", "17:00"),
            billed__total="468.00",
        ),
        "446.55",
        {"CEIL": "21.45"},
    ),
    "seventeen long days: the month is worth more than its weeks": (
        case(
            provider__rates=[rate("230.00", "weekly_full_time"), rate("980.00")],
            certificate__schedule=schedule("mon tue wed thu", "08:00", "16:00"),
            billed__total="980.00",
        ),
        "980.00",
        {},
    ),
    "only a weekly rate: 4.4 weeks, not cut to the monthly ceiling": (
        case(provider__rates=[rate("240.00", "weekly_full_time")], billed__total="1056.00"),
        "1056.00",
        {},
    ),
    "an infant in the evening: the ceiling is multiplied": (
        case(
            child__born="2025-08-05",
            provider__rates=[rate("1300.00", group="0-2")],
            certificate__schedule=schedule(start="14:00", end="23:00"),
            billed__total="1300.00",
        ),
        "1300.00",
        {},
    ),
    "exceptional needs multiply the rate": (
        case(child__exceptional_needs=NEEDS, billed__total="1140.00"),
        "1140.00",
        {},
    ),
    "exceptional needs without documents": (
        case(
            child__exceptional_needs=NEEDS | {"documented": False},
            billed__total="1140.00",
        ),
        "950.00",
        {"INCOMP": "190.00"},
    ),
    "four days ill are paid": (
        case(days={f"2026-10-{day:02}": ILL for day in (6, 7, 8, 9)}),
        "950.00",
        {},
    ),
    "three closed days when nine were used": (
        case(
            provider__closure_days_used=9,
            days={f"2026-10-{day}": CLOSED for day in (14, 15, 16)},
        ),
        "863.64",
        {"CLOSE": "86.36"},
    ),
    "care starts on Monday the 12th": (
        case(certificate__from="2026-10-12"),
        "647.73",
        {"NOAUTH": "302.27"},
    ),
    "mornings at a licensed home": (
        case(
            provider__rates=[rate("700.00", "monthly_part_time")],
            certificate__schedule=schedule(start="07:30", end="12:30"),
            billed__total="700.00",
        ),
        "690.52",
        {"CEIL": "9.48"},
    ),
    "afternoons at an exempt aunt's": (
        exempt(
            **AUNT,
            certificate__schedule=schedule(start="13:00", end="17:00"),
            billed__total="500.00",
        ),
        "483.36",
        {"CEIL": "16.64"},
    ),
    "the family fee in Stage 3": (
        case(stage=3, certificate__family_fee="72.50"),
        "877.50",
        {"FEE": "72.50"},
    ),
    "a brother of seven, part-time by the month": (
        case(
            **SCHOOL_AGE,
            stage=3,
            provider__rates=[rate("560.00", "monthly_part_time", "6+")],
            certificate__schedule=schedule(start="13:00", end="17:00"),
            billed__total="560.00",
        ),
        "555.69",
        {"CEIL": "4.31"},
    ),
    "the same brother billing 600": (
        case(
            **SCHOOL_AGE,
            stage=3,
            provider__rates=[rate("600.00", "monthly_part_time", "6+")],
            certificate__schedule=schedule(start="13:00", end="17:00"),
            billed__total="600.00",
        ),
        "555.69",
        {"CEIL": "44.31"},
    ),
    "no parent signature": (case(signatures__parent=None), "0.00", {"INCOMP": "950.00"}),
    "Stage 3, a day after the last day": (
        case(stage=3, received="2026-12-31"),
        "0.00",
        {"LATE": "950.00"},
    ),
    "signed two days before the last day of care": (
        case(signatures__provider="2026-10-28"),
        "0.00",
        {"INCOMP": "950.00"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_pays(name: str) -> None:
    data, payable, _ = CASES[name]
    assert pays(data) == payable


@pytest.mark.parametrize("name", CASES)
def test_gives_the_reason(name: str) -> None:
    data, _, reasons = CASES[name]
    assert cuts(data) == reasons


def test_part_pay_by_the_last_banking_day_within_21_days() -> None:
    """The 21st day after 5 November 2026 is Thanksgiving."""
    answer = priced(case(received="2026-11-05"))
    assert str(answer.pay_by) == "2026-11-25"


def test_early_signature_is_told_the_day() -> None:
    answer = priced(case(signatures__provider="2026-10-28"))
    assert answer.findings[0].as_json() == {
        "field": "signatures.provider",
        "code": "INCOMP",
        "text": "Sign on or after 30 October 2026, the last day of care.",
    }


def test_the_evening_raises_an_infants_ceiling_to_five_quarters() -> None:
    data, _, _ = CASES["an infant in the evening: the ceiling is multiplied"]
    assert str(priced(data).ceiling) == "1402.75"


def test_a_late_request_is_told_the_last_day() -> None:
    [late] = priced(case(stage=3, received="2026-12-31")).adjustments
    assert late.as_json()["text"] == "We got this after the last date, 30 December 2026."


@pytest.mark.parametrize(
    ("data", "decision"),
    [
        (case(), Decision.PAY),
        (case(stage=3, certificate__family_fee="72.50"), Decision.PART_PAY),
        (case(provider__licence=None), Decision.NOT_PAYABLE),
        (case(stage=3, received="2026-12-31"), Decision.NOT_PAYABLE),
        (case(signatures__parent=None), Decision.RETURN),
    ],
)
def test_decision(data: Data, decision: Decision) -> None:
    assert priced(data).decision is decision
