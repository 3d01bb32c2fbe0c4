"""R02, R19, R25, R26: signatures, last days, pay dates, amounts, the family fee."""

from __future__ import annotations

import pytest

from provportal.domain.programs.calworks.answer import Decision
from tests.domain.calworks.given import Data, case, cuts, pays, priced, rate, schedule, signed


def returned(data: Data) -> list[str]:
    """The fields for which a request goes back; nothing when it does not."""
    answer = priced(data)
    return [f.field for f in answer.findings] if answer.decision is Decision.RETURN else []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"signatures__provider": "2026-10-30"}, []),
        ({"signatures__provider": "2026-10-29"}, ["signatures.provider"]),
        ({"signatures__parent": "2026-10-29"}, ["signatures.parent"]),
        ({"signatures__provider": None}, ["signatures.provider"]),
        (
            {"signatures__provider": None, "signatures__parent": None},
            ["signatures.provider", "signatures.parent"],
        ),
        # the last day of care is the last certified day inside the authorisation
        ({"signatures__provider": "2026-10-16", "certificate__to": "2026-10-17"}, []),
        (
            {"signatures__provider": "2026-10-15", "certificate__to": "2026-10-17"},
            ["signatures.provider"],
        ),
        # whatever happened on it
        (
            {
                "signatures__provider": "2026-10-29",
                "days": {"2026-10-30": {"status": "closed"}},
            },
            ["signatures.provider"],
        ),
        # no care inside the authorisation asks for no day
        ({"signatures__provider": "2026-10-02", "certificate__from": "2026-11-01"}, []),
    ],
)
def test_signatures_not_before_the_last_day_of_care(changes: Data, fields: list[str]) -> None:
    assert returned(case(**changes)) == fields


def on_saturday(note: str | None) -> Data:
    times = [["08:00", "10:00"]]
    return {"2026-10-31": {"status": "unscheduled", "times": times, "note": note}}


@pytest.mark.parametrize(("note", "fields"), [("overtime", ["signatures.provider"]), (None, [])])
def test_a_later_documented_unscheduled_day_moves_the_last_day_of_care(
    note: str | None, fields: list[str]
) -> None:
    data = case(signatures__provider="2026-10-30", days=on_saturday(note))
    assert returned(data) == fields


def silence(last: str = "2026-10-24", told: str | None = "2026-10-31", tried: bool = True) -> Data:
    return {"last_contact": last, "agency_told": told, "attempts_recorded": tried}


@pytest.mark.parametrize(
    ("claim", "fields"),
    [
        (silence(), []),  # seven days to the 31st
        (silence(last="2026-10-25"), ["signatures.parent"]),
        (silence(told=None), ["signatures.parent"]),
        (silence(tried=False), ["signatures.parent"]),
    ],
)
def test_a_silent_parent_needs_three_conditions(claim: Data, fields: list[str]) -> None:
    data = case(signatures__parent=None, signatures__no_parent_signature=claim)
    assert returned(data) == fields


def test_a_preview_does_not_count_the_silence_yet() -> None:
    claim = silence(last="2026-10-31")
    data = case(signatures__parent=None, signatures__no_parent_signature=claim, received=None)
    assert returned(data) == []


def test_an_early_parent_signature_is_wrong_even_beside_a_claim() -> None:
    data = case(signatures__parent="2026-10-01", signatures__no_parent_signature=silence())
    assert returned(data) == ["signatures.parent"]


WEEKS = ["100.00", "200.00", "200.00", "200.00", "250.00"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"billed__total": None}, ["billed.total"]),
        ({"billed__total": "0.00"}, ["billed.total"]),
        ({"billed__weeks": WEEKS}, []),
        ({"billed__weeks": [*WEEKS[:4], "250.01"]}, ["billed.total"]),
    ],
)
def test_amounts_that_send_a_request_back(changes: Data, fields: list[str]) -> None:
    assert returned(case(**changes)) == fields


def test_weeks_that_do_not_add_up_say_both_sums() -> None:
    answer = priced(case(billed__weeks=["0.00", "0.00", "0.00", "0.00", "1.00"]))
    text = answer.findings[0].as_json()["text"]
    assert text == "Your weeks add to $1.00 but the total says $950.00."


def test_a_returned_request_has_no_dates_and_all_of_it_is_incomplete() -> None:
    answer = priced(case(signatures__parent=None, billed__registration_fee="10.00"))
    assert (answer.complete_on, answer.pay_by) == (None, None)
    assert [(str(c.amount), c.code) for c in answer.adjustments] == [("960.00", "INCOMP")]


def test_nothing_billed_leaves_nothing_to_explain() -> None:
    assert cuts(case(billed__total=None)) == {}


def test_returned_before_late() -> None:
    data = case(stage=3, received="2027-05-05", signatures__parent=None)
    assert cuts(data) == {"INCOMP": "950.00"}


@pytest.mark.parametrize(
    ("stage", "month", "received", "payable"),
    [
        (3, "2026-10", "2026-12-30", "950.00"),
        (3, "2026-10", "2026-12-31", "0.00"),
        (2, "2026-10", "2026-12-31", "0.00"),
        (1, "2026-10", "2028-12-31", "950.00"),
        (2, "2026-06", "2026-07-31", "950.00"),
        (2, "2026-06", "2026-08-01", "0.00"),
        (2, "2026-05", "2026-07-30", "950.00"),
        (2, "2026-05", "2026-07-31", "0.00"),
        (2, "2026-12", "2027-03-01", "950.00"),
    ],
)
def test_last_day(stage: int, month: str, received: str, payable: str) -> None:
    data = signed(received, stage=stage, service_month=month)
    assert pays(data) == payable


def test_a_preview_is_never_late_and_has_no_dates() -> None:
    answer = priced(case(stage=3, received=None))
    assert (str(answer.payable), answer.complete_on, answer.pay_by) == ("950.00", None, None)


@pytest.mark.parametrize(
    ("received", "signed_on", "complete", "pay_by"),
    [
        ("2026-11-05", "2026-10-31", "2026-11-05", "2026-11-25"),  # Thanksgiving
        ("2026-11-06", "2026-10-31", "2026-11-06", "2026-11-27"),
        ("2026-11-07", "2026-10-31", "2026-11-07", "2026-11-27"),  # a Saturday
        ("2026-11-08", "2026-10-31", "2026-11-08", "2026-11-27"),  # a Sunday
        ("2026-11-02", "2026-11-04", "2026-11-04", "2026-11-25"),  # signed after it came
        ("2026-12-11", "2026-10-31", "2026-12-11", "2026-12-31"),  # New Year's Day
    ],
)
def test_pay_by_is_the_last_banking_day_within_21_days(
    received: str, signed_on: str, complete: str, pay_by: str
) -> None:
    answer = priced(case(received=received, signatures__provider=signed_on))
    assert (str(answer.complete_on), str(answer.pay_by)) == (complete, pay_by)


def test_pay_by_before_a_saturday_holiday_is_the_friday() -> None:
    """4 July 2026 is a Saturday; the banks are open on Friday the 3rd."""
    answer = priced(signed("2026-06-13", service_month="2026-06", certificate__to="2026-06-12"))
    assert str(answer.pay_by) == "2026-07-03"


@pytest.mark.parametrize(
    ("stage", "fee", "payable"),
    [
        (1, "72.50", "950.00"),
        (2, "72.50", "877.50"),
        (3, "72.50", "877.50"),
        (3, "950.00", "0.00"),
        (3, "950.01", "0.00"),
    ],
)
def test_family_fee(stage: int, fee: str, payable: str) -> None:
    assert pays(case(stage=stage, certificate__family_fee=fee)) == payable


def test_a_fee_above_the_care_takes_only_the_care() -> None:
    assert cuts(case(stage=2, certificate__family_fee="2000.00")) == {"FEE": "950.00"}


def test_the_fee_is_taken_from_the_lesser_of_billed_and_allowed() -> None:
    data = case(
        stage=2,
        certificate__family_fee="50.00",
        provider__rates=[rate("1100.00")],
        billed__total="1100.00",
    )
    assert cuts(data) == {"FEE": "50.00", "CEIL": "93.80"}


def test_allowed_is_before_the_family_fee() -> None:
    answer = priced(case(stage=2, certificate__family_fee="50.00"))
    assert str(answer.allowed) == "950.00"


MONTHS = [
    ("2027-02", "2027-02-28", 5),  # 28 days; Sunday the 28th begins a week of its own
    ("2028-02", "2028-02-29", 5),  # a leap year
    ("2026-10", "2026-10-31", 5),
    ("2026-08", "2026-08-31", 6),  # begins on Saturday: six weeks
    ("2026-03", "2026-03-31", 5),  # the night of 8 March has 23 hours
    ("2026-11", "2026-11-30", 5),  # the night of 1 November has 25 hours
    ("2026-12", "2026-12-31", 5),
]


@pytest.mark.parametrize(("month", "last", "weeks"), MONTHS)
def test_a_whole_month_pays_the_whole_rate(month: str, last: str, weeks: int) -> None:
    assert pays(signed(last, service_month=month)) == "950.00"


@pytest.mark.parametrize(("month", "last", "weeks"), MONTHS)
def test_there_is_an_amount_for_each_week_that_touches_the_month(
    month: str, last: str, weeks: int
) -> None:
    amounts = ["0.00"] * (weeks - 1) + ["950.00"]
    assert pays(signed(last, service_month=month, billed__weeks=amounts)) == "950.00"


@pytest.mark.parametrize(("month", "nights"), [("2026-03", 31), ("2026-11", 30), ("2027-02", 28)])
def test_a_night_has_eight_hours_on_every_night(month: str, nights: int) -> None:
    every_night = schedule("mon tue wed thu fri sat sun", "22:00", "06:00")
    data = signed(
        f"{month}-{nights}",
        service_month=month,
        certificate__schedule=every_night,
        certificate__category="hourly",
        provider__rates=[rate("1.00", "hourly")],
        billed__total="1000.00",
    )
    assert pays(data) == f"{nights * 8}.00"


def test_care_over_the_months_end_belongs_to_the_day_it_begins() -> None:
    """Saturday 31 October 22:00 to Sunday 06:00 is wholly October's."""
    data = case(
        certificate__schedule=schedule("sat", "22:00", "06:00"),
        certificate__category="hourly",
        provider__rates=[rate("1.00", "hourly")],
        billed__total="1000.00",
    )
    assert pays(data) == "40.00"


def test_care_from_the_month_before_is_not_this_months() -> None:
    """Wednesday 30 September 22:00 to 1 October 06:00 is wholly September's."""
    data = case(
        certificate__schedule=schedule("wed", "22:00", "06:00"),
        certificate__category="hourly",
        provider__rates=[rate("1.00", "hourly")],
        billed__total="1000.00",
    )
    assert pays(data) == "32.00"
