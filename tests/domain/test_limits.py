"""The limit of one request, and how the section of a rule book is read."""

from __future__ import annotations

import pytest

from provportal.domain.checks import Severity
from provportal.domain.fields import Wrong
from provportal.domain.limits import DEFAULT, Limits, over_limit, read_limits
from provportal.domain.money import Money
from provportal.domain.texts import Texts

NINE_HUNDRED = Limits(most_asked=Money.read("900.00"))


@pytest.mark.parametrize(
    ("asked", "limits", "found"),
    [("900.00", NINE_HUNDRED, 0), ("900.01", NINE_HUNDRED, 1), ("9000000.00", DEFAULT, 0)],
)
def test_more_than_the_limit_is_found(asked: str, limits: Limits, found: int) -> None:
    assert len(over_limit(Money.read(asked), limits, Severity.BLOCK)) == found


def test_the_finding_says_the_limit_and_is_as_bad_as_told() -> None:
    [finding] = over_limit(Money.read("950.00"), NINE_HUNDRED, Severity.WARNING)
    assert (finding.severity, finding.params) == (Severity.WARNING, {"most": "900.00"})


def test_what_a_book_leaves_out_is_as_usual() -> None:
    assert read_limits({"appeal_days": 90}) == Limits(appeal_days=90)


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        ({"most_asked": "0.00"}, "a limit is above 0.00; write null where there is none"),
        ({"appeal_days": 0}, "write days, 1 to 366"),
        ({"answer_business_days": 367}, "write days, 1 to 366"),
        ({"months_back": 0}, "write months, 1 to 24"),
        ({"months_back": 25}, "write months, 1 to 24"),
    ],
)
def test_a_wrong_limit_says_what_to_write(section: object, fault: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read_limits(section)
    assert [what for _path, what in wrong.value.faults] == [fault]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Proof"), ("es", "Prueba"), ("zh-Hant", "證明"), ("fr", "Proof")]
)
def test_texts_are_said_in_the_language_of_the_page(language: str, said: str) -> None:
    assert Texts("Proof", "Prueba", "證明").in_language(language) == said
