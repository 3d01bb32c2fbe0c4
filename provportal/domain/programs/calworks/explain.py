"""One line for each rule that spoke: what it was asked, and what it answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from provportal.domain.programs.calworks.adjustments import DAY_RULE, unpaid_days
from provportal.domain.programs.calworks.answer import Explanation
from provportal.domain.programs.calworks.ceiling import TABLE_OF
from provportal.domain.programs.calworks.exceptional_needs import claimed_needs
from provportal.domain.programs.calworks.lateness import last_day
from provportal.domain.programs.calworks.signatures import sign_from
from provportal.domain.programs.calworks.values import DayStatus
from provportal.domain.programs.calworks.working import Working

Inputs = dict[str, object]
Line = tuple[str, Inputs, object]
"""Rule, inputs, result."""


def explain(working: Working) -> tuple[Explanation, ...]:
    """Each line names its formula and the rule book that held its parameters."""
    book = working.terms.version
    return tuple(
        Explanation(
            rule,
            f"{rule}@1 {book}",
            {key: _plain(value) for key, value in inputs.items()},
            _plain(result),
        )
        for speak in SPEAKERS
        for rule, inputs, result in speak(working)
    )


def _plain(value: object) -> str:
    return "none" if value is None else str(value)


def _table(working: Working) -> Iterator[Line]:
    kind, county = working.case.provider.kind, working.quotes.county
    inputs: Inputs = {
        "county": county.county,
        "kind": kind,
        "from": county.effective_from,
    }
    yield "R03", inputs, TABLE_OF[kind]


def _age(working: Working) -> Iterator[Line]:
    child = working.case.child
    inputs: Inputs = {"born": child.born, "on": working.case.month.first}
    if child.room:
        inputs |= {"school": child.school, "room": child.room}
    yield "R04", inputs, working.quotes.group


def _category(working: Working) -> Iterator[Line]:
    case, quote = working.case, working.quote
    asked = case.certificate.category
    if asked or not case.provider.kind.licensed:
        yield "R08", {"certificate": asked}, quote.category
    plan = working.plan
    inputs: Inputs = {
        "hours_per_week": hours(plan.weekly_minutes),
        "certified_days": len(plan.minutes),
    }
    yield "R06", inputs, quote.category


def _engine(working: Working) -> Iterator[Line]:
    until = working.settings.certified_hours_until
    certified = working.case.month.last <= until
    yield "R07", {"certified_hours_until": until}, "certified" if certified else "actual"


def _days(working: Working) -> Iterator[Line]:
    certificate, days = working.case.certificate, working.days
    payable = sum(1 for care in days if care.counted)
    inputs: Inputs = {"from": certificate.start, "to": certificate.end, "certified_days": len(days)}
    yield "R01", inputs, f"{payable} payable days"


def _absences(working: Working) -> Iterator[Line]:
    away = (DayStatus.ABSENT_EXCUSED, DayStatus.ABSENT_UNEXCUSED)
    absent = [on for on, record in working.case.days.items() if record.status in away]
    if absent and working.case.month.last <= working.settings.certified_hours_until:
        yield "R12", {"absent_days": len(absent)}, "no deduction"


def _closures(working: Working) -> Iterator[Line]:
    provider = working.case.provider
    closed = {on for on, record in working.case.days.items() if record.status is DayStatus.CLOSED}
    if closed:
        unpaid = sum(1 for care in working.days if care.reason == "CLOSE")
        paid = sum(1 for care in working.days if care.day in closed and care.counted)
        inputs: Inputs = {"closed_days": len(closed), "used_before": provider.closure_days_used}
        yield "R13", inputs, f"{paid} paid, {unpaid} not paid"


def _unpaid_days(working: Working) -> Iterator[Line]:
    """The rules, beside the certificate's and the closures' own lines, that left days unpaid."""
    for code in ("AGE", "LIC", "TRUST", "TIME"):
        days = unpaid_days(working, code)
        if days:
            yield DAY_RULE[code], {"code": code, "first": days[0]}, f"{len(days)} days not paid"


def _rate(working: Working) -> Iterator[Line]:
    quotes = [quote for quote in (working.quote, working.care.hourly) if quote]
    for quote in quotes:
        if basis := quote.basis:
            inputs: Inputs = {
                "category": basis.category,
                "age_group": basis.group,
                "rate": basis.rate,
                "its_ceiling": basis.ceiling,
                "ceiling": quote.plain,
            }
            yield "R20", inputs, f"{quote.category} {quote.rate}"


def _evening(working: Working) -> Iterator[Line]:
    quote = working.quote
    if quote.evening != 1:
        yield "R10", {"ceiling": quote.plain, "factor": decimal(quote.evening)}, quote.ceiling


def _exceptional_needs(working: Working) -> Iterator[Line]:
    needs = claimed_needs(working.case)
    if needs:
        inputs: Inputs = {"factor": decimal(needs.factor), "from": needs.start}
        yield "R11", inputs, "used" if needs.documented else "not used without documents"


def _amount(working: Working) -> Iterator[Line]:
    quote = working.quote
    units = decimal(working.care.payable_units.all)
    yield "R23", {"category": quote.category}, f"{units} units"
    inputs: Inputs = {"rate": quote.rate, "ceiling": quote.ceiling, "units": units}
    yield "R09x" if quote.rate is None else "R09", inputs, working.allowed_care


def _unscheduled(working: Working) -> Iterator[Line]:
    for extra in working.extras:
        what = "paid" if extra.payable else "not paid"
        yield "R08", {"day": extra.day, "unscheduled_hours": hours(extra.minutes)}, what


def _registration_fee(working: Working) -> Iterator[Line]:
    claimed = working.case.billed.registration_fee
    if claimed:
        private = working.case.provider.registration_fee
        yield "R21", {"claimed": claimed, "private": private}, working.registration_fee


def _family_fee(working: Working) -> Iterator[Line]:
    fee = working.case.certificate.family_fee
    if fee:
        yield "R19", {"stage": working.case.stage, "fee": fee}, working.family_fee


def _signing(working: Working) -> Iterator[Line]:
    signed, settings = working.case.signatures, working.settings
    earliest = sign_from(working.case, working.plan, settings)
    inputs: Inputs = {"provider": signed.provider, "parent": signed.parent}
    yield "R25", inputs, f"from {earliest}" if earliest else "any day"


def _lateness(working: Working) -> Iterator[Line]:
    last = last_day(working.case, working.settings)
    if last:
        yield "R26", {"received": working.case.received}, f"last day {last}"


SPEAKERS: tuple[Callable[[Working], Iterator[Line]], ...] = (
    _table,
    _age,
    _category,
    _engine,
    _days,
    _absences,
    _closures,
    _unpaid_days,
    _rate,
    _evening,
    _exceptional_needs,
    _amount,
    _unscheduled,
    _registration_fee,
    _family_fee,
    _signing,
    _lateness,
)
"""In the order in which a person would ask."""


def hours(minutes: int) -> str:
    return decimal(Fraction(minutes, 60))


def decimal(number: Fraction) -> str:
    """For reading only: 22/5 as '4.4', 13/3 as '4.3333'."""
    return f"{float(number):.4f}".rstrip("0").rstrip(".")
