"""The check of one line against earlier ones: the verdict, the best match and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from provportal.domain.duplicates.evidence import (
    Evidence,
    Person,
    comparable,
    moved_in_series,
    number_unknown,
    weigh,
)
from provportal.domain.duplicates.known import Known
from provportal.domain.duplicates.line import Line
from provportal.domain.duplicates.service_dates import Dates, days_moved, shared_days
from provportal.domain.duplicates.verdict import NOTHING_FOUND, Match, Reason, Verdict

WEIGHT_PERSON = {
    Person.SAME: 0.35,
    Person.NAMESAKE: 0.25,
    Person.ALIKE: 0.2,
    Person.SHARES_A_NAME: 0.1,
}
WEIGHT_DATES = {Dates.SAME: 0.35, Dates.OVERLAP: 0.25, Dates.MOVED: 0.15}
WEIGHT_AMOUNT = 0.15
WEIGHT_NUMBER = 0.15
"""Parts of the score; they add up to 1. The score orders a work list, it decides nothing."""


ABOUT_NAME = {
    Person.NAMESAKE: Reason.PERSON_NAME_AGREES,
    Person.ALIKE: Reason.PERSON_NAME_ALIKE,
    Person.SHARES_A_NAME: Reason.PERSON_NAME_SHARED,
}


def compare(new: Line, earlier: Sequence[Line], beside: Sequence[Line] = ()) -> Match:
    """Whether the new line repeats one of the earlier lines, those its blocking keys find.

    Lines of its own request are never matched. `beside` are lines that are not earlier (the rest
    of its request, later ones): they tell of series and of shared numbers, and cannot be matched.
    """
    in_order = sorted(earlier, key=lambda line: line.submitted_at)
    others = [line for line in in_order if line.request_no != new.request_no]
    known = Known([new])
    known.learn_persons(others)
    for line in (*earlier, *beside):
        known.learn_number(line)
    own = [line for line in earlier if line.request_no == new.request_no]
    return decide(new, others, [*own, *beside], known)


def decide(new: Line, earlier: Iterable[Line], beside: Iterable[Line], known: Known) -> Match:
    """The same with what is known already gathered; earlier holds no line of the own request."""
    evidence = [weigh(new, old, known) for old in earlier if comparable(new, old)]
    if not evidence:
        return NOTHING_FOUND
    around = [weigh(new, line, known) for line in beside if comparable(new, line)]
    weighed = [*evidence, *around]
    found = [
        replace(one, in_series=True) if moved_in_series(one, weighed) else one for one in evidence
    ]
    found = [one for one in found if one.verdict is not Verdict.NONE]
    return _explained(_best(found)) if found else NOTHING_FOUND


def _best(found: list[Evidence]) -> Evidence:
    """The best line of the request that fits best: most days shared, then amount, then number.

    An exact match goes first; of equals the surest person, the nearest dates, the earliest.
    """
    days: dict[str, int] = {}
    for one in found:
        request = one.old.request_no
        days[request] = days.get(request, 0) + shared_days(one.new, one.old)
    whole = shared_days(found[0].new, found[0].new)

    def rank(one: Evidence) -> tuple[int, ...]:
        return (
            one.verdict is Verdict.EXACT,
            min(whole, days[one.old.request_no]),
            one.same_amount,
            one.same_number,
            one.person,
            -days_moved(one.new, one.old),
        )

    return max(found, key=rank)


def _explained(best: Evidence) -> Match:
    score = WEIGHT_PERSON[best.person] + WEIGHT_DATES[best.dates]
    score += WEIGHT_AMOUNT * best.same_amount + WEIGHT_NUMBER * best.same_number
    return Match(best.verdict, best.old.request_no, round(score, 2), tuple(_reasons(best)))


def _reasons(best: Evidence) -> Iterator[Reason]:
    yield from _about_person(best)
    if best.new.provider_id != best.old.provider_id:
        yield Reason.PROVIDER_ID_DIFFERS
    yield _about_dates(best)
    yield Reason.AMOUNT_AGREES if best.same_amount else Reason.AMOUNT_DIFFERS
    yield _about_number(best)


def _about_person(best: Evidence) -> Iterator[Reason]:
    one, other = best.new.person_id, best.old.person_id
    if one and one == other:
        yield Reason.PERSON_ID_AGREES
    elif best.person is Person.SAME:
        yield Reason.PERSON_ID_FILLED
    else:
        yield Reason.PERSON_ID_DIFFERS if one and other else Reason.PERSON_ID_UNKNOWN
        yield ABOUT_NAME[best.person]


def _about_dates(best: Evidence) -> Reason:
    if best.dates is Dates.SAME:
        return Reason.DATES_AGREE
    return Reason.DATES_OVERLAP if best.dates is Dates.OVERLAP else Reason.DATES_MOVED


def _about_number(best: Evidence) -> Reason:
    if number_unknown(best):
        return Reason.INVOICE_NO_UNKNOWN
    if not best.same_number:
        return Reason.INVOICE_NO_DIFFERS
    return Reason.INVOICE_NO_AGREES if best.number_proves else Reason.INVOICE_NO_SHARED
