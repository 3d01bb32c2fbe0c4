"""Why billed is not paid: each cent of the difference under the first reason that explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from provportal.domain.money import ZERO, Money
from provportal.domain.programs.calworks.answer import Adjustment
from provportal.domain.programs.calworks.care_days import DAY_CODES
from provportal.domain.programs.calworks.paid_care import billed_care
from provportal.domain.programs.calworks.rounding import shared
from provportal.domain.programs.calworks.working import Working

DAY_RULE = {
    "NOAUTH": "R01",
    "ENDED": "R01",
    "AGE": "R33",
    "LIC": "R15",
    "TRUST": "R16",
    "CLOSE": "R13",
    "TIME": "R07",
}
"""The rule behind each reason for which a day is not paid."""


def adjustments(working: Working) -> tuple[Adjustment, ...]:
    """The reasons in their order, none larger than what the earlier ones left; zeros left out.

    Missing documents, unpaid days, the family fee, what is billed beyond the sheet; the ceiling
    takes the rest, a cut registration fee included. What is paid beyond the bill comes last.
    """
    left = working.billed + working.added - working.payable
    explained: list[Adjustment] = []
    for wanted in _in_order(working, left):
        taken = min(wanted.amount, left)
        if taken:
            explained.append(
                Adjustment(wanted.code, taken, wanted.rule, wanted.days, wanted.params)
            )
        left -= taken
    return (*explained, *_added(working))


def _added(working: Working) -> Iterator[Adjustment]:
    if working.added:
        yield Adjustment("CEIL", -working.added, "R09x", params={"why": "paid_at_ceiling"})


def _in_order(working: Working, difference: Money) -> Iterator[Adjustment]:
    whole = working.care.whole
    undocumented = working.care.documented - whole
    lacking_notes = tuple(extra.day for extra in working.extras if not extra.noted)
    yield Adjustment("INCOMP", undocumented, "R08" if lacking_notes else "R11", lacking_notes)
    yield from _unpaid_days(working, min(whole - working.allowed_care, difference - undocumented))
    yield Adjustment("FEE", working.family_fee, "R19")
    at_sheet = working.care.at_sheet
    if at_sheet is not None:
        yield Adjustment("RATE", max(billed_care(working.case) - at_sheet, ZERO), "R20")
    licensed = working.case.provider.kind.licensed
    yield Adjustment("CEIL", difference, "R09" if licensed else "R09x")


def _unpaid_days(working: Working, amount: Money) -> Iterator[Adjustment]:
    """The cost of all unpaid days, shared among the reasons by their days."""
    days_of = {code: unpaid_days(working, code) for code in DAY_CODES}
    codes = [code for code in DAY_CODES if days_of[code]]
    parts = shared(max(amount, ZERO), [len(days_of[code]) for code in codes])
    for code, part in zip(codes, parts, strict=True):
        yield Adjustment(code, part, DAY_RULE[code], days_of[code], _params(working, code))


def unpaid_days(working: Working, code: str) -> tuple[date, ...]:
    """The days, certified or of documented unscheduled care, that are unpaid for this reason."""
    care: Iterable[date] = (care.day for care in working.days if care.reason == code)
    extra = (extra.day for extra in working.extras if extra.noted and extra.reason == code)
    return tuple(sorted({*care, *extra}))


def _params(working: Working, code: str) -> dict[str, str]:
    if code == "ENDED":
        return {"date": working.case.certificate.end.isoformat()}
    if code == "CLOSE" and not working.case.provider.closures_paid_by_private_families:
        return {"why": "unpaid_by_families"}
    if code == "CLOSE":
        return {"limit": str(working.settings.paid_closure_days)}
    return {}
