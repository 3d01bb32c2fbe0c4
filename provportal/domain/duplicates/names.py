"""Names of persons: what is one name however it is written, and what is alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from provportal.domain.duplicates.nicknames import formal_names

_APART = re.compile(r"[^\w]+|_+")
_WITHIN = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}`\N{ACUTE ACCENT}.]")
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
_REMEMBERED = 1 << 17
"""Names kept folded: a history repeats each person month by month."""


@lru_cache(maxsize=_REMEMBERED)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as written, without case, accents, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = _WITHIN.sub("", plain.translate(_UNDECOMPOSED))
    return tuple(word for word in _APART.split(plain) if word)


@lru_cache(maxsize=_REMEMBERED)
def name_key(name: str) -> str:
    """One text for all ways to write a name: 'Pérez-Soto, Ana' and 'ANA PEREZ SOTO'."""
    return " ".join(sorted(name_words(name)))


@lru_cache(maxsize=_REMEMBERED)
def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: same words in any order, but for one difference.

    The difference is a space, a typing error (a letter too many, missing, wrong, or two swapped)
    or a nickname. A blank name is like no other.
    """
    words, others = name_words(one), name_words(other)
    if not words or not others:
        return False
    if "".join(words) == "".join(others):
        return True
    left, right = _only_in(words, others), _only_in(others, words)
    if len(left) != 1 or len(right) != 1:
        return not left and not right
    return _one_slip(*left, *right)


def _only_in(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """The words that the others lack, one standing twice counting twice."""
    left = list(words)
    for word in others:
        if word in left:
            left.remove(word)
    return left


def _one_slip(word: str, other: str) -> bool:
    if formal_names(word) & formal_names(other):
        return True
    return OSA.distance(word, other, score_cutoff=1) <= 1


def same_first_name(one: str, other: str) -> bool:
    """Whether the given names agree, a nickname counting as the name it stands for."""
    return bool(formal_names(_first(one)) & formal_names(_first(other)) - {""})


@lru_cache(maxsize=_REMEMBERED)
def _first(name: str) -> str:
    """The given name: the first word, or in 'Soto, Ana' the first after the comma."""
    behind = name_words(name.partition(",")[2])
    return (behind or name_words(name) or ("",))[0]


def share_a_name(one: str, other: str) -> bool:
    """Whether any word of one name stands in the other."""
    return not set(name_words(one)).isdisjoint(name_words(other))


@lru_cache(maxsize=_REMEMBERED)
def name_marks(name: str) -> frozenset[str]:
    """Texts of which two names that are alike, or share a name, have at least one in common.

    The words with what they may stand for, and all letters in a row; of a single word also what is
    left of it with any one letter gone, as a typing error could be in no other word.
    """
    words = name_words(name)
    marks = {formal for word in words for formal in formal_names(word)} | {"".join(words)}
    if len(words) == 1:
        [word] = words
        marks |= {word[:at] + word[at + 1 :] for at in range(len(word))}
    return frozenset(marks - {""})
