"""What is coming, over all requests: one money sentence for the first page."""

from __future__ import annotations

from collections.abc import Sequence

from provportal.domain.money import ZERO, total
from provportal.domain.standing import Case, Standing, case_of
from provportal.words import dates
from provportal.words.money_sentence import MoneySentence, Sure, sentence_of
from provportal.words.standing_values import arrives_on, values

AGREED = frozenset({Case.APPROVED, Case.APPROVED_AFTER_CUTOFF, Case.SCHEDULED})
ESTIMATED = frozenset({Case.CHECKING, Case.UNDECIDED, Case.UNDECIDED_NO_ACCOUNT})

TO_ONE_ACCOUNT = "{amount} by {date}, to bank ending {last4}."
TO_ACCOUNTS = "{amount} by {date}."
ABOUT = "About {amount} by {date}, often sooner."


def coming(language: str, standings: Sequence[Standing]) -> MoneySentence | None:
    """The next agreed arrival, else all that is being decided; None when nothing is."""
    agreed = [one for one in standings if case_of(one) in AGREED]
    if agreed:
        return _next_arrival(language, agreed)
    estimated = [one for one in standings if case_of(one) in ESTIMATED]
    return _estimate(language, estimated) if estimated else None


def _next_arrival(language: str, agreed: Sequence[Standing]) -> MoneySentence:
    """The sum that arrives first, and its account where it is one."""
    first_on = min(day for day in map(arrives_on, agreed) if day is not None)
    first = [one for one in agreed if arrives_on(one) == first_on]
    shown = [values(language, one) for one in first]
    is_one = len({each["last4"] for each in shown}) == 1
    amount = total(one.amount or ZERO for one in first)
    message = TO_ONE_ACCOUNT if is_one else TO_ACCOUNTS
    return sentence_of(language, message, shown[0], (amount, Sure.AGREED))


def _estimate(language: str, estimated: Sequence[Standing]) -> MoneySentence:
    """All of it, by the latest of the promised days."""
    last_on = max(day for day in map(arrives_on, estimated) if day is not None)
    amount = total(one.amount or ZERO for one in estimated)
    params = {"date": dates.short_day(language, last_on)}
    return sentence_of(language, ABOUT, params, (amount, Sure.ESTIMATE))
