"""The rules of one check: what is exact, near and none, and which request is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from provportal.domain.duplicates import Line, Reason, Verdict, compare
from provportal.domain.money import Money
from tests.domain.duplicates.given import VISIT, earlier, later, visit


def verdict(new: Line, *old: Line) -> Verdict:
    return compare(new, old).verdict


AUGUST_13 = {"service_from": date(2026, 8, 13), "service_to": date(2026, 8, 13)}

EXACT: dict[str, dict[str, Any]] = {
    "the same again": {},
    "the number retyped": {"invoice_no": "inv 42", "amount": Money(1)},
    "the amount alone": {"invoice_no": ""},
    "the name written otherwise, the id the same": {"person_name": "Somebody Else"},
    "another provider id of the tax number": {"provider_id": "P2"},
    "no tax number, the same provider id": {"provider_tin_token": ""},
    "no id, the name known": {"person_id": ""},
}

NEAR: dict[str, dict[str, Any]] = {
    "another amount and number": {"invoice_no": "77", "amount": Money(1)},
    "a new id, an accent": {"person_id": "C9", "person_name": "Ána LOPEZ"},
    "a new id, another order": {"person_id": "C9", "person_name": "Lopez, Ana"},
    "a new id, a typing error": {"person_id": "C9", "person_name": "Ana Lopes"},
    "a new id, the first name, all else equal": {"person_id": "C9", "person_name": "Ana Ruiz"},
    "no id, one name, all else equal": {"person_id": "", "person_name": "Eva Lopez"},
    "dates moved": {"service_from": date(2026, 8, 3), "service_to": date(2026, 9, 2)},
    "half of the month": {"service_to": date(2026, 8, 15), "amount": Money(47500)},
    "a quarter of the year": {"service_to": date(2026, 10, 31), "invoice_no": ""},
}

NONE: dict[str, dict[str, Any]] = {
    "the next month": {"service_from": date(2026, 9, 1), "service_to": date(2026, 9, 30)},
    "the number of last year": {
        "service_from": date(2025, 8, 1),
        "service_to": date(2025, 8, 31),
    },
    "another service": {"line_type": "registration_fee"},
    "another program": {"program": "calworks_stage_2"},
    "another tax number": {"provider_tin_token": "T2"},
    "no payee at all": {"provider_tin_token": "", "provider_id": ""},
    "nobody's name": {"person_id": "", "person_name": ""},
    "a new sibling": {"person_id": "C9", "person_name": "Ben Lopez"},
    "no id, one name, another amount": {
        "person_id": "",
        "person_name": "Eva Lopez",
        "amount": Money(1),
    },
    "no id, another name": {"person_id": "", "person_name": "Ben Soto"},
}


@pytest.mark.parametrize("changed", EXACT.values(), ids=EXACT)
def test_exact(changed: dict[str, Any]) -> None:
    assert verdict(later(**changed), earlier()) is Verdict.EXACT


@pytest.mark.parametrize("changed", NEAR.values(), ids=NEAR)
def test_near(changed: dict[str, Any]) -> None:
    assert verdict(later(**changed), earlier()) is Verdict.NEAR


@pytest.mark.parametrize("changed", NONE.values(), ids=NONE)
def test_none(changed: dict[str, Any]) -> None:
    assert verdict(later(**changed), earlier()) is Verdict.NONE


def test_a_line_of_its_own_request_is_never_matched() -> None:
    assert verdict(later(request_no="R1"), earlier()) is Verdict.NONE


@pytest.mark.parametrize("field", ["program", "line_type", "provider_tin_token"])
def test_blank_never_equals_blank(field: str) -> None:
    blank = {field: "", "provider_id": ""}
    assert verdict(later(**blank), earlier(**blank)) is Verdict.NONE


def test_two_known_ids_are_two_people_however_alike() -> None:
    jayden = earlier(person_id="C1", person_name="Jayden Soto")
    july = earlier(
        request_no="R0",
        person_id="C2",
        person_name="Kayden Soto",
        service_from=date(2026, 7, 1),
        service_to=date(2026, 7, 31),
    )
    assert verdict(later(person_id="C2", person_name="Kayden Soto"), jayden, july) is Verdict.NONE


def test_an_id_known_under_another_name_may_be_a_slip() -> None:
    ben = earlier(request_no="R0", person_id="C2", person_name="Ben Soto", line_type="correction")
    assert verdict(later(person_id="C2"), earlier(), ben) is Verdict.NEAR


def test_a_blank_id_stays_blank_when_two_bear_the_name() -> None:
    other = earlier(request_no="R0", person_id="C2", line_type="correction")
    assert verdict(later(person_id=""), earlier(), other) is Verdict.NEAR


def test_an_earlier_blank_id_is_filled_as_well() -> None:
    blank = earlier(person_id="")
    known = earlier(request_no="R0", line_type="correction")
    assert verdict(later(), blank, known) is Verdict.EXACT


def test_a_number_for_all_children_proves_nothing() -> None:
    theirs = earlier(request_no="R0", person_id="C3", person_name="Leo Diaz")
    new = later(person_id="C9", person_name="Ana Ruiz")
    assert verdict(new, earlier(), theirs) is Verdict.NONE


@pytest.mark.parametrize(
    ("amount", "expected"), [(Money(95000), Verdict.EXACT), (Money(1), Verdict.NONE)], ids=str
)
@pytest.mark.parametrize("line_type", ["correction", "supplement", "reversal"])
def test_an_adjustment_repeats_only_with_its_amount(
    line_type: str, amount: Money, expected: Verdict
) -> None:
    assert verdict(later(line_type=line_type, amount=amount), earlier(line_type=line_type)) is (
        expected
    )


def test_a_visit_days_off_is_near_by_its_number() -> None:
    assert verdict(visit(12, "R2", amount=Money(1)), VISIT) is Verdict.NEAR


def test_a_visit_days_off_is_near_by_its_amount() -> None:
    assert verdict(visit(13, "R2", invoice_no="43"), VISIT) is Verdict.NEAR


def test_a_visit_further_off_is_another() -> None:
    assert verdict(visit(14, "R2"), VISIT) is Verdict.NONE


def test_another_modifier_is_another_service() -> None:
    assert verdict(visit(10, "R2", line_type="73560-RT"), VISIT) is Verdict.NONE


SERIES = [visit(3, "R5", invoice_no="5"), visit(7, "R7", invoice_no="7")]


def test_a_visit_of_a_series_with_its_own_number_passes() -> None:
    assert verdict(visit(10, "R9", invoice_no="9"), *SERIES) is Verdict.NONE


def test_a_series_is_seen_in_lines_that_are_not_earlier() -> None:
    assert compare(visit(7, "R7", invoice_no="7"), [SERIES[0]]).verdict is Verdict.NONE
    third = visit(10, "R9", invoice_no="9")
    assert compare(visit(5, "R6", invoice_no="6"), [SERIES[0]], [third]).verdict is Verdict.NONE


def test_a_visit_of_a_series_with_a_used_number_is_near() -> None:
    assert compare(visit(10, "R9", invoice_no="7"), SERIES).matched_request_no == "R7"


def test_a_visit_of_somebody_else_is_none_whatever_agrees() -> None:
    assert verdict(visit(11, "R2", person_id="C7", person_name="Leo Diaz"), VISIT) is Verdict.NONE


def test_make_up_days_have_equal_amounts_by_nature() -> None:
    new = visit(11, "R2", line_type="make_up_day", invoice_no="43")
    assert verdict(new, replace(VISIT, line_type="make_up_day")) is Verdict.NONE


def test_most_shared_days_name_the_request() -> None:
    july = earlier(request_no="R0", service_from=date(2026, 7, 3), service_to=date(2026, 8, 2))
    new = later(service_from=date(2026, 8, 2), service_to=date(2026, 9, 1))
    assert compare(new, [july, earlier(invoice_no="", amount=Money(1))]).matched_request_no == "R1"


def test_days_of_the_parts_of_a_request_count_together() -> None:
    parts = [
        earlier(request_no="R0", service_to=date(2026, 8, 12)),
        earlier(request_no="R0", service_from=date(2026, 8, 13), service_to=date(2026, 8, 24)),
    ]
    half = earlier(service_from=date(2026, 8, 14))
    assert compare(later(), [half, *parts]).matched_request_no == "R0"


@pytest.mark.parametrize("decides", [{"amount": Money(5)}, {"invoice_no": "5"}], ids=str)
def test_of_equal_days_the_amount_then_the_number_decide(decides: dict[str, Any]) -> None:
    spans = {"service_from": date(2026, 7, 1)}
    other = earlier(request_no="R0", **(spans | {"amount": Money(1), "invoice_no": "1"}))
    fits = earlier(request_no="R9", **(spans | {"amount": Money(2), "invoice_no": "2"} | decides))
    new = later(amount=Money(5), invoice_no="5")
    assert compare(new, [other, fits]).matched_request_no == "R9"


def test_of_equals_the_earliest_is_named() -> None:
    second = earlier(request_no="R0", submitted_at=later().submitted_at)
    third = later(submitted_at=second.submitted_at + timedelta(days=1))
    assert compare(third, [second, earlier()]).matched_request_no == "R1"


REASONS: list[tuple[dict[str, Any], Reason]] = [
    ({}, Reason.PERSON_ID_AGREES),
    ({"person_id": ""}, Reason.PERSON_ID_FILLED),
    ({"person_id": "C9"}, Reason.PERSON_ID_DIFFERS),
    ({"person_id": "", "person_name": "Ana Lopes"}, Reason.PERSON_ID_UNKNOWN),
    ({"person_id": "C9"}, Reason.PERSON_NAME_AGREES),
    ({"person_id": "C9", "person_name": "Ana Lopes"}, Reason.PERSON_NAME_ALIKE),
    ({"person_id": "C9", "person_name": "Ana Ruiz"}, Reason.PERSON_NAME_SHARED),
    ({"provider_id": "P2"}, Reason.PROVIDER_ID_DIFFERS),
    ({}, Reason.DATES_AGREE),
    ({"service_to": date(2026, 8, 30)}, Reason.DATES_OVERLAP),
    ({}, Reason.AMOUNT_AGREES),
    ({"amount": Money(1)}, Reason.AMOUNT_DIFFERS),
    ({}, Reason.INVOICE_NO_AGREES),
    ({"invoice_no": "1"}, Reason.INVOICE_NO_DIFFERS),
    ({"invoice_no": ""}, Reason.INVOICE_NO_UNKNOWN),
]


@pytest.mark.parametrize(("changed", "reason"), REASONS, ids=str)
def test_the_reasons_say_what_agrees_and_what_differs(
    changed: dict[str, Any], reason: Reason
) -> None:
    assert reason in compare(later(**changed), [earlier()]).reasons


def test_a_moved_visit_says_so() -> None:
    assert Reason.DATES_MOVED in compare(visit(12, "R2"), [VISIT]).reasons


def test_a_number_shared_by_several_is_said_to_be() -> None:
    theirs = earlier(request_no="R0", person_id="C3", person_name="Leo Diaz")
    assert Reason.INVOICE_NO_SHARED in compare(later(), [earlier(), theirs]).reasons


def test_all_that_agrees_scores_one() -> None:
    assert compare(later(), [earlier()]).score == 1.0


def test_nothing_found_scores_nothing_and_names_nobody() -> None:
    found = compare(later(program="other"), [earlier()])
    assert (found.score, found.matched_request_no, found.reasons) == (0.0, None, ())
