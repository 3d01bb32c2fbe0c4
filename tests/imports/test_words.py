"""The words of the files are those that the price of child care knows."""

from __future__ import annotations

from enum import StrEnum

import pytest

from provportal.domain.programs.calworks import values
from provportal.imports import words

SAME = [
    (words.PROVIDER_KINDS, values.Kind),
    (words.RELATIONSHIPS, values.Relationship),
    (words.TRUSTLINE, values.TrustLineStatus),
    (words.TIME_BASES, values.Category),
    (words.AGE_GROUPS, values.AgeGroup),
    (words.FACILITIES, values.Table),
    (words.SCHOOLS, values.School),
    (words.ROOMS, values.Room),
]


@pytest.mark.parametrize(("listed", "known"), SAME)
def test_same_words(listed: tuple[str, ...], known: type[StrEnum]) -> None:
    assert sorted(listed) == sorted(known)


def test_same_weekdays() -> None:
    assert list(words.WEEKDAYS) == [weekday.name.lower() for weekday in values.Weekday]
