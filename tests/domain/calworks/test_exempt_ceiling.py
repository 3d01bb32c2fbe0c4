"""R09x: licence-exempt care is paid at its ceiling, or never above the bill (Los Angeles)."""

from __future__ import annotations

import pytest
from hypothesis import given

from provportal.domain.money import ZERO, total
from provportal.domain.programs.calworks.answer import Adjustment, Decision
from provportal.domain.programs.calworks.book import read_book
from tests.domain.calworks.given import Data, case, cuts, exempt, pays, priced
from tests.domain.calworks.test_book import payload_with
from tests.domain.calworks.test_properties import cases

AT_CEILING = read_book(payload_with("settings.exempt_paid_at_ceiling", True))
NEEDS = {"factor": "1.2", "documented": False, "from": "2026-01-01"}


def reasons(data: Data) -> list[tuple[str, str]]:
    """Code and amount of each adjustment, in their order; a code may stand twice."""
    return [(cut.code, str(cut.amount)) for cut in priced(data, AT_CEILING).adjustments]


@pytest.mark.parametrize(
    ("billed", "payable", "added"),
    [
        ("704.35", "704.34", [("CEIL", "0.01")]),
        ("704.34", "704.34", []),
        ("704.33", "704.34", [("CEIL", "-0.01")]),
        ("500.00", "704.34", [("CEIL", "-204.34")]),
    ],
)
def test_the_ceiling_is_paid_whatever_was_billed(
    billed: str, payable: str, added: list[tuple[str, str]]
) -> None:
    data = exempt(billed__total=billed)
    assert (pays(data, AT_CEILING), reasons(data)) == (payable, added)


@pytest.mark.parametrize("book", [payload_with("settings.exempt_paid_at_ceiling", False), None])
def test_without_the_setting_no_more_than_billed_is_paid(book: Data | None) -> None:
    data = exempt(billed__total="500.00")
    assert (pays(data, read_book(book)) if book else pays(data)) == "500.00"


def test_an_exempt_centre_is_paid_at_its_ceiling_too() -> None:
    assert pays(exempt(provider__kind="exempt_center"), AT_CEILING) == "1253.26"


def test_a_licensed_provider_is_never_paid_more_than_billed() -> None:
    assert pays(case(billed__total="900.00"), AT_CEILING) == "900.00"


def test_more_than_billed_is_paid_in_full() -> None:
    assert priced(exempt(billed__total="500.00"), AT_CEILING).decision is Decision.PAY


def test_what_is_paid_beyond_the_bill_has_its_own_words() -> None:
    [added] = priced(exempt(billed__total="500.00"), AT_CEILING).adjustments
    assert added.as_json() == {
        "code": "CEIL",
        "amount": "-204.34",
        "days": [],
        "text": "The county pays its limit for this care, more than you billed.",
    }


@pytest.mark.parametrize(
    ("changes", "payable", "expected"),
    [
        # 704.34 x 15/22 = 480.23, which is more than was billed: the days take nothing from it
        ({"certificate__from": "2026-10-12"}, "480.23", [("CEIL", "-80.23")]),
        (
            {"stage": 3, "certificate__family_fee": "72.50"},
            "631.84",
            [("FEE", "72.50"), ("CEIL", "-304.34")],
        ),
        (
            {"billed__registration_fee": "20.00", "provider__registration_fee": "20.00"},
            "704.34",
            [("CEIL", "20.00"), ("CEIL", "-304.34")],
        ),
        ({"child__exceptional_needs": NEEDS}, "704.34", [("CEIL", "-304.34")]),
    ],
)
def test_beside_other_reasons_it_comes_last(
    changes: Data, payable: str, expected: list[tuple[str, str]]
) -> None:
    data = exempt(**({"billed__total": "400.00"} | changes))
    assert (pays(data, AT_CEILING), reasons(data)) == (payable, expected)


@pytest.mark.parametrize(
    "changes",
    [{"signatures__parent": None}, {"stage": 3, "received": "2026-12-31"}, {"billed__total": None}],
)
def test_a_request_that_is_late_or_returned_gains_nothing(changes: Data) -> None:
    data = exempt(**({"billed__total": "500.00"} | changes))
    assert pays(data, AT_CEILING) == "0.00"


def test_unpaid_care_of_a_whole_month_adds_nothing() -> None:
    data = exempt(provider__relationship="other", billed__total="500.00")
    assert cuts(data, AT_CEILING) == {"TRUST": "500.00"}


@given(cases())
def test_billed_minus_the_reasons_is_payable_with_what_is_added(data: Data) -> None:
    answer = priced(data, AT_CEILING)
    assert answer.billed - total(cut.amount for cut in answer.adjustments) == answer.payable


@given(cases())
def test_only_the_last_reason_adds(data: Data) -> None:
    answer = priced(data, AT_CEILING)
    adding = [cut for cut in answer.adjustments if cut.amount < ZERO]
    assert adding in ([], [*answer.adjustments][-1:])


@given(cases())
def test_never_more_than_allowed_is_paid(data: Data) -> None:
    answer = priced(data, AT_CEILING)
    assert ZERO <= answer.payable <= answer.allowed


@given(cases())
def test_the_setting_changes_nothing_for_licensed_care(data: Data) -> None:
    data["provider"]["kind"] = "licensed_home"

    def paid_and_why(adjustments: tuple[Adjustment, ...]) -> list[tuple[str, str]]:
        return [(cut.code, str(cut.amount)) for cut in adjustments]

    usual, other = priced(data), priced(data, AT_CEILING)
    assert (usual.payable, paid_and_why(usual.adjustments)) == (
        other.payable,
        paid_and_why(other.adjustments),
    )
