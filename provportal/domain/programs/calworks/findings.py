"""What to say about single fields: what sends a request back, and what is only noted."""

from __future__ import annotations

from collections.abc import Iterator

from provportal.domain.money import total
from provportal.domain.programs.calworks.answer import Finding
from provportal.domain.programs.calworks.exceptional_needs import claimed_needs
from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.signatures import wanting_signatures
from provportal.domain.programs.calworks.working import Working


def returning_findings(working: Working) -> tuple[Finding, ...]:
    """Missing or wrong signatures and amounts: with any of these the request goes back."""
    case, settings = working.case, working.settings
    return (
        *_wrong_amounts(case),
        *_no_rate(working),
        *wanting_signatures(case, working.plan, settings),
    )


def _wrong_amounts(case: Case) -> Iterator[Finding]:
    """A total above zero, and weeks that add up to it."""
    billed = case.billed
    if not billed.total:
        yield Finding("billed.total", "INCOMP", {"what": "no_total"})
    elif billed.weeks is not None and total(billed.weeks) != billed.total:
        params = {"weeks": total(billed.weeks).shown(), "total": billed.total.shown()}
        yield Finding("billed.total", "INCOMP", {"what": "weeks_differ", **params})


def _no_rate(working: Working) -> Iterator[Finding]:
    """A licensed provider whose sheet has no rate yet in this month (R20)."""
    if working.case.provider.kind.licensed and not working.quotes.sheet.rates:
        yield Finding("provider.rates", "INCOMP", {"what": "no_rate"})


def noted_findings(working: Working) -> tuple[Finding, ...]:
    """What does not send the request back, though it may lower what is paid."""
    return (*_refused_changes(working), *_needs(working), *_missing_notes(working))


def _refused_changes(working: Working) -> Iterator[Finding]:
    if not working.case.provider.kind.licensed:
        return
    for rate in working.quotes.sheet.refused:
        if rate.age_group is working.quotes.group:
            params = {"category": rate.category.value, "date": rate.start.isoformat()}
            yield Finding("provider.rates", "RATE", {"what": "second_change", **params})


def _needs(working: Working) -> Iterator[Finding]:
    needs = claimed_needs(working.case)
    if needs and not needs.documented:
        yield Finding("child.exceptional_needs", "INCOMP", {"what": "needs_undocumented"})
    elif needs and working.quote.evening != 1:
        yield Finding("child.exceptional_needs", "CHECK", {"what": "not_stacked"})


def _missing_notes(working: Working) -> Iterator[Finding]:
    for extra in working.extras:
        if not extra.noted:
            yield Finding(f"days.{extra.day}.note", "INCOMP", {"what": "note_missing"})
