"""Faults of a case file that only show when two of its values are put side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from provportal.domain.programs.calworks.facts import Case, Rate
from provportal.domain.programs.calworks.times import DAY, overlaps
from provportal.domain.programs.calworks.values import AgeGroup, Category, DayStatus

Fault = tuple[str, str]
"""The field, and what is wrong with it."""


def faults_between_parts(case: Case) -> Iterator[Fault]:
    """Each fault as (field, what is wrong)."""
    if case.certificate.end < case.certificate.start:
        yield "certificate.to", "is before certificate.from"
    licence = case.provider.licence
    if licence and licence.end and licence.end < licence.start:
        yield "provider.licence.to", "is before provider.licence.from"
    if case.child.born > case.month.last:
        yield "child.born", f"is after the service month {case.month}"
    yield from _rates_named_twice(case.provider.rates)
    yield from _wrong_days(case)
    yield from _wrong_weeks(case)
    yield from _told_too_late(case)


def _rates_named_twice(rates: tuple[Rate, ...]) -> Iterator[Fault]:
    seen: set[tuple[Category, AgeGroup, date]] = set()
    for index, rate in enumerate(rates):
        key = (rate.category, rate.age_group, rate.start)
        if key in seen:
            what = f"a second {rate.category} rate for {rate.age_group} from {rate.start}"
            yield f"provider.rates[{index}]", what
        seen.add(key)


def _wrong_days(case: Case) -> Iterator[Fault]:
    for on, written in case.days.items():
        if not case.month.holds(on):
            yield f"days.{on}", f"is not in the service month {case.month}"
        if written.status is DayStatus.UNSCHEDULED and not written.times:
            yield f"days.{on}.times", "unscheduled care needs its times"
    spans = [
        span.later(DAY * on.toordinal())
        for on, written in case.days.items()
        for span in written.times
    ]
    for start in overlaps(spans):
        yield f"days.{date.fromordinal(start // DAY)}.times", "these times overlap others"


def _wrong_weeks(case: Case) -> Iterator[Fault]:
    weeks = case.billed.weeks
    if weeks is not None and len(weeks) != case.month.weeks:
        what = f"{case.month} touches {case.month.weeks} weeks, the list has {len(weeks)}"
        yield "billed.weeks", what


def _told_too_late(case: Case) -> Iterator[Fault]:
    silence = case.signatures.no_parent_signature
    if silence and silence.agency_told and case.received and silence.agency_told > case.received:
        yield "signatures.no_parent_signature.agency_told", "is after received"
