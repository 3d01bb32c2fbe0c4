"""Why an amount differs: a reason's code and values become a sentence for the provider."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from string import Formatter

from provportal.domain.money import Money
from provportal.domain.remittance import Reason
from provportal.words import amounts, dates
from provportal.words.catalogue import say

SENTENCES: dict[str, tuple[str, ...]] = {
    "CEIL": (
        "your rate is over the county limit of {limit}. The family may owe you the rest.",
        "your rate is over the county limit. The family may owe you the rest.",
    ),
    "CEIL.paid_at_ceiling": ("the county pays its limit for this care, more than you billed.",),
    "INCOMP": (
        "something is missing for {days}. The request says what.",
        "something is missing. The request says what.",
    ),
    "DUP": (
        "this care was already paid with {request}.",
        "this care was already paid.",
    ),
    "LATE": (
        "we got this after the last date, {date}.",
        "we got this after the last date.",
    ),
    "RATE": (
        "you billed more than the {rate} on your rate sheet.",
        "you billed more than the rate on your rate sheet.",
    ),
    "AGE": (
        "the child was over the age limit on {days}.",
        "the child was over the age limit.",
    ),
    "TIME": (
        "no care was given on {days}.",
        "care was not given at the times billed.",
    ),
    "NOAUTH": (
        "there was no authorization for {days}.",
        "there was no authorization.",
    ),
    "ENDED": (
        "the authorization ended on {date}.",
        "the authorization had ended.",
    ),
    "FEE": ("the family pays you this part.",),
    "CLOSE": (
        "closed on {days}, after your {limit} paid closure days were used.",
        "your paid closure days were used up.",
    ),
    "CLOSE.unpaid_by_families": (
        "closed on {days}. A closed day is paid only if private families pay for it too.",
        "a closed day is paid only if private families pay for it too.",
    ),
    "OVERLAP": (
        "another provider was paid for the same hours on {days}.",
        "another provider was paid for the same hours.",
    ),
    "LIC": (
        "your license was not active on {days}.",
        "your license was not active.",
    ),
    "TRUST": (
        "your TrustLine registration was not active on {days}.",
        "your TrustLine registration was not active.",
    ),
    "OFFSET": (
        "part of an earlier overpayment, as you agreed. You still owe {balance}.",
        "part of an earlier overpayment, as you agreed.",
    ),
    "LEVY": ("a legal order tells us to withhold this.",),
    "TABLE": (
        "the program pays {limit} at most for this.",
        "the program's table has less for this.",
    ),
    "FWD": ("this balance is carried to your next payment.",),
}
"""By code (`code.why` where a code has two grounds), sentences from the fullest to the plainest:
the first whose values are all known is said. Codes and their meaning follow the adjustment reasons
of remittances (X12 CARC), in our words.
"""

UNNAMED = "decided by this rule."
"""For a code that has no sentence yet: a paid amount is never left without its reason."""


def why(language: str, reason: Reason) -> str:
    """The sentence of one reason, in lower case, to stand after a word and an amount.

    Values come from `reason.params`: `date` is an ISO date, `days` are ISO dates with spaces
    between, `limit`, `rate` and `balance` are machine amounts ('950.00'); the others, and a value
    of another kind, stand as they are. An empty value is not known.
    """
    values = {name: _shown(language, name, value) for name, value in reason.params.items() if value}
    sentences = SENTENCES.get(f"{reason.code}.{values.get('why')}") or SENTENCES.get(
        reason.code, ()
    )
    sentence = next((text for text in sentences if places(text) <= values.keys()), UNNAMED)
    return say(language, sentence, **{name: values[name] for name in places(sentence)})


def places(sentence: str) -> set[str]:
    """The names of the {places} in a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _amount(language: str, value: str) -> str:
    return amounts.dollars(Money.read(value))


def _day(language: str, value: str) -> str:
    return dates.day(language, date.fromisoformat(value))


def _days(language: str, value: str) -> str:
    return dates.days(language, [date.fromisoformat(day) for day in value.split()])


SHOWN_AS: dict[str, Callable[[str, str], str]] = {
    "date": _day,
    "days": _days,
    "limit": _amount,
    "rate": _amount,
    "balance": _amount,
}


def _shown(language: str, name: str, value: str) -> str:
    show = SHOWN_AS.get(name)
    try:
        return show(language, value) if show else value
    except ValueError:
        return value
