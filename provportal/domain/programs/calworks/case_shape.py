"""The shape of the case file as tables: each key, how it is read, and what the facts call it."""

from __future__ import annotations

import re
from fractions import Fraction

from provportal.domain.fields import (
    LAST_YEAR,
    Field,
    boolean,
    day,
    listing,
    money,
    nullable,
    one_of,
    recent_day,
    record,
    table,
    text,
    whole,
    wrong,
)
from provportal.domain.programs.calworks.facts import (
    Billed,
    Case,
    Certificate,
    Child,
    DayRecord,
    ExceptionalNeeds,
    Licence,
    Provider,
    Rate,
    Signatures,
    Silence,
    Span,
    TrustLine,
)
from provportal.domain.programs.calworks.month import Month
from provportal.domain.programs.calworks.times import clock, schedule, span
from provportal.domain.programs.calworks.values import (
    AgeGroup,
    Category,
    DayStatus,
    Kind,
    Relationship,
    Room,
    School,
    TrustLineStatus,
)

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def month(value: object) -> Month:
    """A calendar month: '2026-10'."""
    if not isinstance(value, str) or not _MONTH.fullmatch(value):
        raise wrong("write a month, like 2026-10")
    year = int(value[:4])
    if not 1900 < year <= LAST_YEAR:
        raise wrong(f"months begin in 1901 and end in {LAST_YEAR}")
    return Month.of(year, int(value[5:]))


def _stage(value: object) -> int:
    if value not in (1, 2, 3) or not isinstance(value, int) or isinstance(value, bool):
        raise wrong("write 1, 2 or 3")
    return value


def _factor(value: object) -> Fraction:
    if value not in ("1.2", "1.5"):
        raise wrong('write "1.2" or "1.5"')
    return Fraction(str(value))


_rate = record(
    Rate,
    Field("category", one_of(Category), "category"),
    Field("age_group", one_of(AgeGroup), "age_group"),
    Field("amount", money, "amount"),
    Field("from", day, "start"),
)
_licence = record(Licence, Field("from", day, "start"), Field("to", nullable(day), "end"))
_trustline = record(
    TrustLine,
    Field("status", one_of(TrustLineStatus), "status"),
    Field("date", day, "day"),
)
_provider = record(
    Provider,
    Field("number", text, "number"),
    Field("kind", one_of(Kind), "kind"),
    Field("licence", nullable(_licence), "licence"),
    Field("trustline", nullable(_trustline), "trustline"),
    Field("relationship", nullable(one_of(Relationship)), "relationship"),
    Field("closure_days_used", whole, "closure_days_used"),
    Field("closures_paid_by_private_families", boolean, "closures_paid_by_private_families"),
    Field("rates", listing(_rate), "rates"),
    Field("registration_fee", nullable(money), "registration_fee"),
)
_exceptional_needs = record(
    ExceptionalNeeds,
    Field("factor", _factor, "factor"),
    Field("documented", boolean, "documented"),
    Field("from", day, "start"),
)
_child = record(
    Child,
    Field("id", text, "id"),
    Field("born", day, "born"),
    Field("school", nullable(one_of(School)), "school"),
    Field("exceptional_needs", nullable(_exceptional_needs), "exceptional_needs"),
    Field("room", nullable(one_of(Room)), "room", optional=True),
)
_certificate = record(
    Certificate,
    Field("number", text, "number"),
    Field("from", day, "start"),
    Field("to", day, "end"),
    Field("variable", boolean, "variable"),
    Field("schedule", schedule, "schedule"),
    Field("category", nullable(one_of(Category)), "category"),
    Field("family_fee", money, "family_fee"),
)


def _note(value: object) -> str | None:
    """A note of nothing but blanks is no note."""
    if value is not None and not isinstance(value, str):
        raise wrong("write a text or null")
    return value if value and value.strip() else None


_spans = listing(span(clock))


def _times(value: object) -> tuple[Span, ...]:
    return _spans(value) if value is not None else ()


_day_record = record(
    DayRecord,
    Field("status", one_of(DayStatus), "status"),
    Field("reason", nullable(text), "reason", optional=True),
    Field("times", _times, "times", optional=True),
    Field("note", _note, "note", optional=True),
)
_billed = record(
    Billed,
    Field("total", nullable(money), "total"),
    Field("weeks", nullable(listing(money)), "weeks"),
    Field("registration_fee", nullable(money), "registration_fee"),
)
_silence = record(
    Silence,
    Field("last_contact", day, "last_contact"),
    Field("agency_told", nullable(day), "agency_told"),
    Field("attempts_recorded", boolean, "attempts_recorded"),
)
_signatures = record(
    Signatures,
    Field("provider", nullable(recent_day), "provider"),
    Field("parent", nullable(recent_day), "parent"),
    Field("no_parent_signature", nullable(_silence), "no_parent_signature"),
)
CASE = record(
    Case,
    Field("county", text, "county"),
    Field("service_month", month, "month"),
    Field("stage", _stage, "stage"),
    Field("provider", _provider, "provider"),
    Field("child", _child, "child"),
    Field("certificate", _certificate, "certificate"),
    Field("days", table(day, _day_record), "days"),
    Field("billed", _billed, "billed"),
    Field("signatures", _signatures, "signatures"),
    Field("received", nullable(recent_day), "received"),
)
