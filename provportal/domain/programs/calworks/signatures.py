"""R25: who must have signed, from which day on, and when a silent parent need not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from provportal.domain.programs.calworks.answer import Finding
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.plan import Plan
from provportal.domain.programs.calworks.terms import Settings, SignatureDay
from provportal.domain.programs.calworks.values import DayStatus


def sign_from(case: Case, plan: Plan, settings: Settings) -> date | None:
    """The first day on which a signature counts (WIC 10227.5); None when no care was authorised."""
    if settings.signature_not_before is SignatureDay.LAST_DAY_OF_MONTH:
        return case.month.last
    return last_day_of_care(case, plan)


def last_day_of_care(case: Case, plan: Plan) -> date | None:
    """The last certified day inside the authorisation, whatever happened on it.

    A later day of documented unscheduled care moves it on.
    """
    unscheduled = [
        day
        for day, record in case.days.items()
        if record.status is DayStatus.UNSCHEDULED and record.note
    ]
    days = [day for day in (*plan.minutes, *unscheduled) if case.certificate.holds(day)]
    return max(days, default=None)


def wanting_signatures(case: Case, plan: Plan, settings: Settings) -> Iterator[Finding]:
    """What is missing or too early: the request goes back with each of these."""
    earliest = sign_from(case, plan, settings)
    signed = case.signatures
    yield from _wanting("signatures.provider", signed.provider, earliest)
    if signed.parent or not _parent_silent(case, settings):
        yield from _wanting("signatures.parent", signed.parent, earliest)


def _wanting(field: str, signed: date | None, earliest: date | None) -> Iterator[Finding]:
    if signed is None:
        yield Finding(field, "INCOMP", {"what": "unsigned"})
    elif earliest and signed < earliest:
        yield Finding(field, "INCOMP", {"what": "signed_early", "date": earliest.isoformat()})


def _parent_silent(case: Case, settings: Settings) -> bool:
    """7 days without contact, the agency told, the attempts recorded: all three are needed.

    A preview has no day of receipt, so that its silence cannot be counted yet.
    """
    silence = case.signatures.no_parent_signature
    if silence is None or silence.agency_told is None or not silence.attempts_recorded:
        return False
    if case.received is None:
        return True
    return (case.received - silence.last_contact).days >= settings.parent_silent_days
