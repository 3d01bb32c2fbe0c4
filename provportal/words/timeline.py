"""The timeline of a request: six stages from Sent to Paid, each with its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from provportal.domain.request import Place
from provportal.domain.standing import Standing
from provportal.words import amounts, dates, states
from provportal.words.catalogue import say
from provportal.words.standing_values import arrives_on


class Mark(StrEnum):
    """How a stage is drawn."""

    DONE = ""
    NOW = "now"
    NOW_YOU = "now you"
    LATER = "later"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its word, when (for machines and in words), a sentence, and how it is drawn."""

    word: str
    mark: Mark
    at: datetime | date | None = None
    when: str = ""
    text: str = ""


def timeline(language: str, standing: Standing) -> tuple[Stage, ...]:
    """The stages in order; an exception stands after what was reached, the rest comes later."""
    reached = [step(language, standing) for step in STEPS[: _reached(standing)]]
    later = [_later(language, word) for word in WORDS[len(reached) :]]
    if standing.place.kind is not None or standing.withdrawn_on is not None:
        stopped = standing.place is Place.DENIED or standing.withdrawn_on is not None
        return (*reached, _odd(language, standing), *([] if stopped else later))
    if reached:
        reached[-1] = replace(reached[-1], mark=_mark_of_last(standing))
    return (*reached, *_expected(language, standing, later))


def _reached(standing: Standing) -> int:
    """How many stages a request has come to."""
    if standing.sent_at is None or standing.place is Place.DRAFT:
        return 0
    if standing.place in _REACHED:
        return _REACHED[standing.place]
    return 3 if standing.taken_at is not None else 2


_REACHED = {
    Place.IN_REVIEW: 3,
    Place.APPROVED: 4,
    Place.HELD: 4,
    Place.PAYOUT_SCHEDULED: 5,
    Place.RETURNED: 5,
    Place.PAID: 6,
}


def _mark_of_last(standing: Standing) -> Mark:
    if standing.place is Place.PAID:
        return Mark.END
    is_waiting = standing.place is Place.SUBMITTED and not standing.checks.are_running
    return Mark.DONE if is_waiting else Mark.NOW


def _later(language: str, word: str) -> Stage:
    return Stage(say(language, word), Mark.LATER, text=say(language, "not yet"))


def _expected(language: str, standing: Standing, later: list[Stage]) -> list[Stage]:
    """The last stage names the promised day."""
    on = arrives_on(standing)
    if not later or on is None or standing.is_late:
        return later
    text = say(language, "expected by {date}", date=dates.short_day(language, on))
    return [*later[:-1], replace(later[-1], text=text)]


def _odd(language: str, standing: Standing) -> Stage:
    tag = states.tag(language, standing)
    mark = Mark.NOW_YOU if tag.kind == states.WAITS_FOR_YOU else Mark.NOW
    text = ""
    if standing.due_on is not None and standing.withdrawn_on is None:
        message = "appeal by {date}" if standing.place is Place.DENIED else "by {date}"
        text = say(language, message, date=dates.short_day(language, standing.due_on))
    return _at(language, tag.word, standing.moved_at, text, mark)


def _sent(language: str, standing: Standing) -> Stage:
    message = "by {person}. Receipt {number}" if standing.sent_by else "Receipt {number}"
    text = say(language, message, person=standing.sent_by, number=standing.number)
    return _at(language, say(language, "Sent"), standing.sent_at, text)


def _checked(language: str, standing: Standing) -> Stage:
    checks = standing.checks
    text = say(language, "automatic, {done} of {all}", done=str(checks.done), all=str(checks.all))
    return _at(language, say(language, "Checked"), checks.at, text)


def _in_review(language: str, standing: Standing) -> Stage:
    text = say(language, "Program staff")
    promise = standing.promise
    if standing.place is Place.IN_REVIEW and promise and promise.decide_by:
        day = dates.short_day(language, promise.decide_by)
        text = say(language, "Program staff. Decision by {date}", date=day)
    return _at(language, say(language, "In review"), standing.taken_at, text)


def _approved(language: str, standing: Standing) -> Stage:
    text = ""
    if standing.approved is not None and standing.asked is not None:
        text = say(
            language,
            "{approved} of {asked}",
            approved=amounts.dollars(standing.approved),
            asked=amounts.dollars(standing.asked),
        )
    return _at(language, say(language, "Approved"), standing.approved_at, text)


def _scheduled(language: str, standing: Standing) -> Stage:
    payment = standing.payment
    if payment is None:
        return Stage(say(language, "Scheduled"), Mark.DONE)
    day = dates.short_day(language, payment.run_on)
    message = "Payment of {date}, to bank ending {last4}" if payment.last4 else "Payment of {date}"
    text = say(language, message, date=day, last4=payment.last4)
    return Stage(say(language, "Scheduled"), Mark.DONE, payment.run_on, day, text)


def _paid(language: str, standing: Standing) -> Stage:
    payment = standing.payment
    if payment is None:
        return Stage(say(language, "Paid"), Mark.END)
    day = dates.short_day(language, payment.effective_on)
    return Stage(say(language, "Paid"), Mark.END, payment.effective_on, day)


def _at(language: str, word: str, at: datetime | None, text: str, mark: Mark = Mark.DONE) -> Stage:
    return Stage(word, mark, at, dates.moment(language, at) if at else "", text)


STEPS: tuple[Callable[[str, Standing], Stage], ...] = (
    _sent,
    _checked,
    _in_review,
    _approved,
    _scheduled,
    _paid,
)
WORDS = ("Sent", "Checked", "In review", "Approved", "Scheduled", "Paid")
