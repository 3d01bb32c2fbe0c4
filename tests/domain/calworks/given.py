"""The plain case of October 2026 and the changes that tests make to it; all people are invented."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from provportal.domain.money import Money
from provportal.domain.programs.calworks.answer import Answer
from provportal.domain.programs.calworks.book import load_los_angeles
from provportal.domain.programs.calworks.case import CaseFaults, read_case
from provportal.domain.programs.calworks.price import price
from provportal.domain.rulebook import RuleBook

Data = dict[str, Any]

LOS_ANGELES = load_los_angeles()
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")

PLAIN: Data = {
    "county": "Los Angeles",
    "service_month": "2026-10",
    "stage": 1,
    "provider": {
        "number": "P-100",
        "kind": "licensed_home",
        "licence": {"from": "2020-01-01", "to": None},
        "trustline": None,
        "relationship": None,
        "closure_days_used": 0,
        "closures_paid_by_private_families": True,
        "rates": [],
        "registration_fee": None,
    },
    "child": {"id": "C-1", "born": "2023-03-14", "school": None, "exceptional_needs": None},
    "certificate": {
        "number": "A-1",
        "from": "2020-01-01",
        "to": "2029-12-31",
        "variable": False,
        "schedule": {},
        "category": None,
        "family_fee": "0.00",
    },
    "days": {},
    "billed": {"total": "950.00", "weeks": None, "registration_fee": None},
    "signatures": {
        "provider": "2026-10-31",
        "parent": "2026-10-31",
        "no_parent_signature": None,
    },
    "received": "2026-10-31",
}


def schedule(days: str = "mon tue wed thu fri", start: str = "08:00", end: str = "17:00") -> Data:
    """The same hours on some weekdays."""
    return {day: [[start, end]] for day in days.split()}


def rate(
    amount: str = "950.00",
    category: str = "monthly_full_time",
    group: str = "2-5",
    since: str = "2020-01-01",
) -> Data:
    return {"category": category, "age_group": group, "amount": amount, "from": since}


def changed(data: Data, **changes: object) -> Data:
    """A copy with some values changed; 'child__born' is `born` of `child`."""
    data = copy.deepcopy(data)
    for path, value in changes.items():
        *parents, key = path.split("__")
        part = data
        for parent in parents:
            part = part[parent]
        part[key] = value
    return data


def case(**changes: object) -> Data:
    """A licensed home, a child of three, Monday to Friday 08:00-17:00, 950.00 a month."""
    usual: Data = {"provider__rates": [rate()], "certificate__schedule": schedule()}
    return changed(PLAIN, **(usual | changes))


def signed(day: str, **changes: object) -> Data:
    """The plain case signed and received on another day, for other months."""
    late = {"signatures__provider": day, "signatures__parent": day, "received": day}
    return case(**(late | changes))


def exempt(**changes: object) -> Data:
    """A grandmother, licence-exempt, without TrustLine and without a rate sheet."""
    usual: Data = {
        "provider__kind": "exempt_relative",
        "provider__licence": None,
        "provider__relationship": "grandparent",
        "provider__rates": [],
    }
    return case(**(usual | changes))


def priced(data: Data, book: RuleBook = LOS_ANGELES) -> Answer:
    return price(read_case(data), book)


def pays(data: Data, book: RuleBook = LOS_ANGELES) -> str:
    return str(priced(data, book).payable)


def cuts(data: Data, book: RuleBook = LOS_ANGELES) -> dict[str, str]:
    """What was not paid, by its code."""
    return {cut.code: str(cut.amount) for cut in priced(data, book).adjustments}


def days_cut(data: Data, code: str) -> list[date]:
    return [day for cut in priced(data).adjustments if cut.code == code for day in cut.days]


def faults(data: object) -> list[str]:
    """What is wrong with a case file; nothing when it can be priced."""
    try:
        price(read_case(data), LOS_ANGELES)  # type: ignore[arg-type]  # wrong files are the point
    except CaseFaults as wrong:
        return list(wrong.faults)
    return []


def dollars(text: str) -> Money:
    return Money.read(text)
