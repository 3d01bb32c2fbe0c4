"""What holds for every case: the balance, the limits, monotony, and that no cent is lost."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from provportal.domain.money import ZERO, Money, total
from tests.domain.calworks.given import Data, case, priced

DAYS = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]
KINDS = [
    "licensed_center",
    "licensed_large_home",
    "licensed_home",
    "exempt_relative",
    "exempt_non_relative",
    "exempt_center",
]
CATEGORIES = [
    "monthly_full_time",
    "monthly_part_time",
    "weekly_full_time",
    "weekly_part_time",
    "daily",
    "hourly",
]
STATUSES = [
    "attended",
    "absent_excused",
    "absent_unexcused",
    "closed",
    "not_scheduled",
    "school_day_off",
]
MONTHS = ["2026-10", "2028-07"]

amounts = st.integers(1, 300_000).map(lambda cents: str(Money(cents)))
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def clock(quarter: int) -> str:
    return f"{quarter // 4 % 24:02}:{quarter % 4 * 15:02}"


@st.composite
def weeks(draw: st.DrawFn) -> Data:
    """A certified week: the same hours on some days, also over midnight."""
    start = draw(st.integers(0, 95))
    length = draw(st.integers(1, 95))
    named = draw(st.sets(st.sampled_from(WEEK), min_size=1))
    return {day: [[clock(start), clock(start + length)]] for day in sorted(named)}


@st.composite
def written_days(draw: st.DrawFn, month: str) -> Data:
    days: Data = {}
    for n in draw(st.sets(st.integers(1, 30), max_size=8)):
        status = draw(st.sampled_from([*STATUSES, "unscheduled"]))
        record: Data = {"status": status}
        if status == "unscheduled":
            record |= {"times": [["17:00", "20:30"]], "note": draw(st.sampled_from(["why", None]))}
        days[f"{month}-{n:02}"] = record
    return days


rates = st.lists(
    st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(["0-2", "2-5", "6+"]), amounts),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row[:2],
).map(
    lambda rows: [
        {"category": category, "age_group": group, "amount": amount, "from": "2026-01-01"}
        for category, group, amount in rows
    ]
)
needs = st.none() | st.fixed_dictionaries(
    {
        "factor": st.sampled_from(["1.2", "1.5"]),
        "documented": st.booleans(),
        "from": st.sampled_from(["2026-01-01", "2026-10-15", "2028-07-20"]),
    }
)


@st.composite
def cases(draw: st.DrawFn) -> Data:
    """Cases of every kind that are complete and in time."""
    month = draw(st.sampled_from(MONTHS))
    start = draw(st.sampled_from(["2020-01-01", f"{month}-01", f"{month}-13"]))
    return case(
        service_month=month,
        stage=draw(st.sampled_from([1, 2, 3])),
        provider__kind=draw(st.sampled_from(KINDS)),
        provider__rates=draw(rates),
        provider__closure_days_used=draw(st.integers(0, 11)),
        provider__relationship=draw(st.sampled_from(["aunt", "none"])),
        provider__registration_fee=draw(st.none() | amounts),
        provider__licence=draw(
            st.sampled_from([None, {"from": "2020-01-01", "to": f"{month}-20"}])
        ),
        child__born=draw(st.sampled_from(["2013-10-15", "2016-02-29", "2023-03-14", "2026-06-05"])),
        child__exceptional_needs=draw(needs),
        certificate__from=start,
        certificate__to=draw(st.sampled_from([f"{month}-19", "2029-12-31"])),
        certificate__schedule=draw(weeks()),
        certificate__category=draw(st.none() | st.sampled_from(CATEGORIES)),
        certificate__family_fee=draw(st.sampled_from(["0.00", "72.50", "400.01"])),
        days=draw(written_days(month)),
        billed__total=draw(amounts),
        billed__registration_fee=draw(st.none() | amounts),
        signatures__provider="2028-07-31",
        signatures__parent="2028-07-31",
        received=None,
    )


@given(cases())
def test_billed_minus_the_reasons_is_payable(data: Data) -> None:
    answer = priced(data)
    assert answer.billed - total(cut.amount for cut in answer.adjustments) == answer.payable


@given(cases())
def test_every_reason_takes_something(data: Data) -> None:
    assert all(cut.amount > ZERO for cut in priced(data).adjustments)


@given(cases())
def test_never_negative_never_above_billed_or_allowed(data: Data) -> None:
    answer = priced(data)
    assert ZERO <= answer.payable <= min(answer.billed, answer.allowed)


@given(cases(), st.randoms(use_true_random=False))
def test_order_of_days_and_rates_does_not_matter(data: Data, shuffle: random.Random) -> None:
    days = list(data["days"].items())
    shuffle.shuffle(days)
    sheet = list(data["provider"]["rates"])
    shuffle.shuffle(sheet)
    other = data | {"days": dict(days), "provider": data["provider"] | {"rates": sheet}}
    assert priced(other) == priced(data)


@given(cases(), st.integers(0, 4), amounts)
def test_a_higher_rate_never_pays_less(data: Data, row: int, more: str) -> None:
    """Of one row: with several, the category may change, but only to what allows more."""
    assume(row < len(data["provider"]["rates"]))
    data["billed"]["total"] = "9999999.99"
    before = priced(data)
    asked = data["provider"]["rates"][row]
    asked["amount"] = str(Money.read(asked["amount"]) + Money.read(more))
    after = priced(data)
    assume(before.category == after.category)
    assert after.payable >= before.payable


@given(cases(), st.integers(0, 30), st.integers(0, 30))
def test_a_longer_certificate_never_pays_less(data: Data, first: int, last: int) -> None:
    assume(first <= last)
    data["service_month"], data["days"] = "2026-10", {}
    data["billed"]["total"] = "9999999.99"
    data["certificate"] |= {"from": "2026-10-01", "to": "2026-10-31"}
    whole = priced(data)
    data["certificate"] |= {"from": str(DAYS[first]), "to": str(DAYS[last])}
    assert priced(data).payable <= whole.payable


def in_october(data: Data, first: date, last: date) -> Money:
    """What the certificate's days from first to last are allowed, whatever is billed."""
    dates = {"from": str(first), "to": str(last)}
    return priced(data | {"certificate": data["certificate"] | dates}).allowed


def whole_october(data: Data, **child: object) -> Data:
    """The same case with nothing but the certificate to make a day unpaid."""
    return data | {
        "service_month": "2026-10",
        "days": {},
        "provider": data["provider"] | {"licence": {"from": "2020-01-01", "to": None}},
        "child": data["child"] | {"born": "2023-03-14"} | child,
        "billed": {"total": "9999999.99", "weeks": None, "registration_fee": None},
    }


@given(cases(), st.integers(0, 29))
def test_a_month_in_two_certificates_loses_no_cent(data: Data, last: int) -> None:
    """Two halves may each round half a cent up, so that they gain one, but they never lose one."""
    data = whole_october(data, exceptional_needs=None)
    assume(str(priced(data).category).startswith("monthly"))
    both = in_october(data, DAYS[0], DAYS[last]) + in_october(data, DAYS[last + 1], DAYS[30])
    whole = in_october(data, DAYS[0], DAYS[30])
    assert whole <= both <= whole + Money(1)


@given(cases(), st.integers(0, 29))
def test_two_parts_of_any_month_are_a_cent_from_the_whole_at_most(data: Data, last: int) -> None:
    """Weeks, days and hours need not make whole cents: each part is rounded once by itself."""
    data = whole_october(data)
    both = in_october(data, DAYS[0], DAYS[last]) + in_october(data, DAYS[last + 1], DAYS[30])
    assert abs(both.cents - in_october(data, DAYS[0], DAYS[30]).cents) <= 1


@given(cases(), st.integers(0, 30))
def test_paid_days_and_unpaid_days_together_are_the_whole(data: Data, first: int) -> None:
    """Within one answer no cent is lost at the certificate's boundary, in any category."""
    data = whole_october(data)
    data["provider"] |= {"relationship": "aunt"}
    whole = in_october(data, DAYS[0], DAYS[30])
    data["certificate"] |= {"from": str(DAYS[first]), "to": "2026-10-31"}
    answer = priced(data)
    unpaid = total(cut.amount for cut in answer.adjustments if cut.code == "NOAUTH")
    assert answer.allowed + unpaid == whole


@given(cases(), st.sampled_from(STATUSES))
def test_what_happened_on_the_days_changes_nothing_before_july_2028(
    data: Data, status: str
) -> None:
    assume(status != "closed")
    data["service_month"] = "2026-10"
    data["days"] = {}
    plain = priced(data)
    data["days"] = {str(day): {"status": status} for day in DAYS}
    assert priced(data).payable == plain.payable


@given(cases())
def test_paid_and_unpaid_days_are_certified_or_unscheduled_days(data: Data) -> None:
    for cut in priced(data).adjustments:
        assert all(f"{day:%Y-%m}" == data["service_month"] for day in cut.days)
