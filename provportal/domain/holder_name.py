"""The name on a bank account beside the names of its provider: the same, close, or different."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from rapidfuzz import fuzz

from provportal.domain.ach.writer import in_plain_letters
from provportal.domain.duplicates.names import name_words
from provportal.domain.identifiers import Fault

LEGAL_FORMS = frozenset({"co", "company", "corp", "corporation", "dba", "inc", "llc", "llp", "ltd"})
GENERAL = frozenset(
    {"a", "and", "care", "center", "centre", "child", "childcare", "childrens", "day", "daycare"}
    | {"family", "home", "kids", "learning", "of", "preschool", "school", "the"}
)
"""Words that many providers share: alike in these alone is not alike."""

CLOSE_FROM = 85
"""Per cent of letters in common (rapidfuzz, words in any order)."""


def holder_name_fault(name: str) -> Fault | None:
    """CHARACTERS for a name that a bank file cannot say: it holds plain Latin letters only."""
    return None if any(map(str.isalpha, in_plain_letters(name))) else Fault.CHARACTERS


class NameFit(IntEnum):
    """How well two names fit; a higher one fits better."""

    DIFFERENT = 0
    CLOSE = 1
    SAME = 2


def name_fit(holder: str, names: Iterable[str]) -> NameFit:
    """The best fit of a holder's name with any of the names that a provider has.

    The same: the same words in any order, whatever their case, accents and legal form. Close: a
    few letters differ, in all words or in those that tell providers apart.
    """
    return max((_fit(holder, name) for name in names), default=NameFit.DIFFERENT)


def _fit(one: str, other: str) -> NameFit:
    words, others = _words(one), _words(other)
    if not words or not others:
        return NameFit.DIFFERENT
    if sorted(words) == sorted(others):
        return NameFit.SAME
    is_close = _are_close(words, others) or _are_close(_telling(words), _telling(others))
    return NameFit.CLOSE if is_close else NameFit.DIFFERENT


def _words(name: str) -> list[str]:
    return [word for word in name_words(name) if word not in LEGAL_FORMS]


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if word not in GENERAL]


def _are_close(words: list[str], others: list[str]) -> bool:
    if not words or not others:
        return False
    return fuzz.token_sort_ratio(" ".join(words), " ".join(others)) >= CLOSE_FROM
