"""R21: the registration fee fits under the ceiling beside the care, both sides of each limit."""

from __future__ import annotations

import pytest

from provportal.domain.programs.calworks.book import read_book
from tests.domain.calworks.given import Data, case, cuts, exempt, pays, rate, schedule
from tests.domain.calworks.test_book import cell, payload_with

SANTA_CLARA = payload_with(cell("center", "0-2", "monthly_full_time"), "1691.82")
SANTA_CLARA["ceilings"][0]["county"] = "Santa Clara"


def infant(care: str, fee: str | None, private_fee: str | None = "50.00", **more: object) -> Data:
    """An infant at a centre of the county next door."""
    return case(
        **{
            "county": "Santa Clara",
            "provider__kind": "licensed_center",
            "child__born": "2025-08-05",
            "provider__rates": [rate(care, group="0-2")],
            "provider__registration_fee": private_fee,
            "billed__total": care,
            "billed__registration_fee": fee,
        }
        | more
    )


@pytest.mark.parametrize(
    ("data", "payable", "reasons"),
    [
        (infant("1688.82", "50.00"), "1691.82", {"CEIL": "47.00"}),
        (infant("1688.82", "2.99"), "1691.81", {}),
        (infant("1688.82", "3.00"), "1691.82", {}),
        (infant("1688.82", "3.01"), "1691.82", {"CEIL": "0.01"}),
        (infant("1691.82", "50.00"), "1691.82", {"CEIL": "50.00"}),
        (infant("1800.00", "50.00"), "1691.82", {"CEIL": "158.18"}),
        (infant("1600.00", "50.00", "40.00"), "1640.00", {"CEIL": "10.00"}),
        (infant("1600.00", "50.00", None), "1600.00", {"CEIL": "50.00"}),
        (infant("1600.00", None), "1600.00", {}),
        (
            infant("1600.00", "50.00", stage=3, certificate__family_fee="60.00"),
            "1590.00",
            {"FEE": "60.00"},
        ),
    ],
)
def test_registration_fee_under_the_ceiling(
    data: Data, payable: str, reasons: dict[str, str]
) -> None:
    book = read_book(SANTA_CLARA)
    assert (pays(data, book), cuts(data, book)) == (payable, reasons)


def test_an_exempt_provider_gets_no_registration_fee() -> None:
    data = exempt(
        billed__total="700.00", billed__registration_fee="20.00", provider__registration_fee="20.00"
    )
    assert cuts(data) == {"CEIL": "20.00"}


def test_the_fees_ceiling_is_that_of_the_payable_units() -> None:
    """15 of 22 days: 1,006.20 x 15/22 = 686.05, care 647.73."""
    data = case(
        certificate__from="2026-10-12",
        provider__registration_fee="50.00",
        billed__total="647.73",
        billed__registration_fee="50.00",
    )
    assert pays(data) == "686.05"


def test_the_fees_ceiling_holds_the_evening_factor_and_the_extra_hours() -> None:
    data = case(
        certificate__schedule=schedule(start="12:00", end="20:00"),
        provider__rates=[rate("1131.00"), rate("12.00", "hourly")],
        days={
            "2026-10-01": {"status": "unscheduled", "times": [["20:00", "21:00"]], "note": "late"}
        },
        provider__registration_fee="50.00",
        billed__total="1143.00",
        billed__registration_fee="50.00",
    )
    assert pays(data) == "1144.26"  # 1131.98 + 12.28
