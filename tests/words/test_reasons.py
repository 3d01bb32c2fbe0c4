"""Reasons: a sentence for each code, with the values that are known."""

from __future__ import annotations

import pytest

from provportal.domain.money import Money
from provportal.domain.remittance import Reason
from provportal.words.reasons import SENTENCES, SHOWN_AS, places, why


def said(code: str, **params: str) -> str:
    return why("en", Reason(code, Money(100), "R01", params))


CODES = (
    *("CEIL", "INCOMP", "DUP", "LATE", "RATE", "AGE", "TIME", "NOAUTH", "ENDED", "FEE", "CLOSE"),
    *("OVERLAP", "LIC", "TRUST", "OFFSET", "LEVY", "FWD"),
)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_that_needs_no_value(code: str) -> None:
    assert said(code) == SENTENCES[code][-1]


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_stand_after_a_colon_and_end_with_a_stop(code: str) -> None:
    assert all(text[0].islower() and text.endswith(".") for text in SENTENCES[code])


@pytest.mark.parametrize("code", SENTENCES)
def test_the_plainest_sentence_comes_last(code: str) -> None:
    assert not places(SENTENCES[code][-1])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            said("CEIL", limit="1006.20"),
            "your rate is over the county limit of $1,006.20. The family may owe you the rest.",
        ),
        (said("ENDED", date="2026-10-31"), "the authorization ended on Sat 31 Oct 2026."),
        (said("LATE", date="2026-11-30"), "we got this after the last date, Mon 30 Nov 2026."),
        (said("TIME", days="2026-10-06 2026-10-07"), "no care was given on 6, 7 Oct 2026."),
        (
            said("CLOSE", days="2026-10-30", limit="10"),
            "closed on 30 Oct 2026, after your 10 paid closure days were used.",
        ),
        (
            said("CLOSE", why="unpaid_by_families"),
            "a closed day is paid only if private families pay for it too.",
        ),
        (
            said("OFFSET", balance="72.73"),
            "part of an earlier overpayment, as you agreed. You still owe $72.73.",
        ),
        (said("RATE", rate="as agreed"), "you billed more than the as agreed on your rate sheet."),
    ],
)
def test_values_are_said_as_people_read_them(sentence: str, expected: str) -> None:
    assert sentence == expected


def test_an_empty_value_is_not_known() -> None:
    assert said("TIME", days="") == SENTENCES["TIME"][-1]


def test_an_unknown_ground_falls_back_to_the_code() -> None:
    assert said("CLOSE", why="other") == SENTENCES["CLOSE"][-1]


def test_a_code_without_a_sentence_points_to_its_rule() -> None:
    assert said("PLUS") == "decided by this rule."


def test_each_shown_value_stands_in_a_sentence() -> None:
    asked_for = {name for texts in SENTENCES.values() for text in texts for name in places(text)}
    assert set(SHOWN_AS) <= asked_for
