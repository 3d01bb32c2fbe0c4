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
    "INCOMP": (
        "something is missing: {missing}.",
        "something is missing. The request lists it.",
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
    "AGE": ("the child was over the age limit on these days.",),
    "TIME": (
        "no care was given on {days} of these days.",
        "no care was given on these days.",
    ),
    "NOAUTH": (
        "{days} days had no authorization.",
        "these days had no authorization.",
    ),
    "ENDED": (
        "the authorization ended on {date}.",
        "the authorization had ended.",
    ),
    "FEE": ("the family pays you this part.",),
    "CLOSE": (
        "you were closed {days} days beyond the 10 paid closure days of the year.",
        "your 10 paid closure days of the year are used up.",
    ),
    "OVERLAP": ("another provider was paid for the same hours.",),
    "LIC": (
        "your licence was not active after {date}.",
        "your licence was not active on these days.",
    ),
    "TRUST": ("your TrustLine registration was not active on these days.",),
    "OFFSET": (
        "part of an earlier overpayment, as you agreed. You still owe {balance}.",
        "part of an earlier overpayment, as you agreed.",
    ),
    "LEVY": ("a legal order tells us to withhold this.",),
    "FWD": ("this balance is carried to your next payment.",),
}
"""By code, the sentences from the fullest to the plainest: the first whose values are all known is
said. Codes and their meaning follow the adjustment reasons of remittances (X12 CARC), in our words.
"""

UNNAMED = "decided by rule {rule}."
"""For a code that has no sentence yet: a paid amount is never left without its reason."""


def why(language: str, reason: Reason) -> str:
    """The sentence of one reason, in lower case, to stand after a word and an amount.

    Values come from `reason.params`: `date` as ISO date, `limit`, `rate` and `balance` as machine
    amounts ('950.00'); the others stand as they are. A value of the wrong kind stands as it is.
    """
    values = {name: _shown(language, name, value) for name, value in reason.params.items()}
    known = values.keys() | {"rule"}
    sentence = next(
        (text for text in SENTENCES.get(reason.code, ()) if places(text) <= known), UNNAMED
    )
    values["rule"] = reason.rule
    return say(language, sentence, **{name: values[name] for name in places(sentence)})


def places(sentence: str) -> set[str]:
    """The names of the {places} in a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _amount(language: str, value: str) -> str:
    return amounts.dollars(Money.read(value))


def _day(language: str, value: str) -> str:
    return dates.day(language, date.fromisoformat(value))


SHOWN_AS: dict[str, Callable[[str, str], str]] = {
    "date": _day,
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
