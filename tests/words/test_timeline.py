"""The timeline: six stages, Pacific times, and an exception where it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from provportal.domain.request import Place
from provportal.domain.standing import Case
from provportal.words.timeline import Mark, timeline
from tests.words.standings import STANDINGS

SIX = ["Sent", "Checked", "In review", "Approved", "Scheduled", "Paid"]


def marks(case: Case) -> list[tuple[str, Mark]]:
    return [(stage.word, stage.mark) for stage in timeline("en", STANDINGS[case])]


def words_of(case: Case) -> list[str]:
    return [word for word, _ in marks(case)]


@pytest.mark.parametrize(
    ("case", "now"),
    [
        (Case.CHECKING, "Checked"),
        (Case.UNDECIDED, "In review"),
        (Case.APPROVED, "Approved"),
        (Case.SCHEDULED, "Scheduled"),
        (Case.ASKED, "Needs your action"),
        (Case.HELD, "On hold with us"),
        (Case.RETURNED, "Needs your action"),
        (Case.DENIED, "Not paid"),
    ],
)
def test_one_stage_is_now(case: Case, now: str) -> None:
    assert [word for word, mark in marks(case) if mark in (Mark.NOW, Mark.NOW_YOU)] == [now]


@pytest.mark.parametrize("case", [Case.CHECKING, Case.UNDECIDED, Case.APPROVED, Case.PAID])
def test_without_an_exception_there_are_six(case: Case) -> None:
    assert words_of(case) == SIX


def test_a_draft_has_everything_before_it() -> None:
    assert {mark for _, mark in marks(Case.DRAFT)} == {Mark.LATER}


def test_paid_is_the_end() -> None:
    assert marks(Case.PAID)[-1] == ("Paid", Mark.END)


def test_after_the_checks_it_waits_for_its_review() -> None:
    waiting = replace(STANDINGS[Case.UNDECIDED], place=Place.SUBMITTED)
    shown = timeline("en", waiting)
    assert [stage.mark for stage in shown[:3]] == [Mark.DONE, Mark.DONE, Mark.LATER]


def test_an_exception_stands_after_what_was_reached() -> None:
    assert words_of(Case.ASKED) == ["Sent", "Checked", "Needs your action", *SIX[2:]]
    taken = replace(STANDINGS[Case.ASKED], taken_at=datetime(2026, 11, 4, 17, 2, tzinfo=UTC))
    words = [stage.word for stage in timeline("en", taken)]
    assert words == [*SIX[:3], "Needs your action", *SIX[3:]]


@pytest.mark.parametrize("case", [Case.DENIED, Case.WITHDRAWN])
def test_nothing_comes_after_an_end(case: Case) -> None:
    assert Mark.LATER not in [mark for _, mark in marks(case)]


def test_times_are_pacific_and_say_who() -> None:
    sent = timeline("en", STANDINGS[Case.PAID])[0]
    assert sent.when.replace("\N{NO-BREAK SPACE}", " ") == "Tue 3 Nov, 2:14 pm"
    assert sent.text == "by Rosa Lopez. Receipt PR-7F3K-20"


def test_mornings_are_mornings() -> None:
    early = replace(STANDINGS[Case.PAID], sent_at=datetime(2026, 11, 3, 8, 5, tzinfo=UTC))
    when = timeline("en", early)[0].when.replace("\N{NO-BREAK SPACE}", " ")
    assert when == "Tue 3 Nov, 12:05 am"


def test_without_a_name_the_receipt_stands_alone() -> None:
    by_file = replace(STANDINGS[Case.PAID], sent_by="")
    assert timeline("en", by_file)[0].text == "Receipt PR-7F3K-20"


def test_the_last_stage_names_the_promised_day() -> None:
    last = timeline("en", STANDINGS[Case.UNDECIDED])[-1]
    assert last.text.replace("\N{NO-BREAK SPACE}", " ") == "expected by Tue 24 Nov"


def test_a_missed_day_is_not_promised_again() -> None:
    assert timeline("en", STANDINGS[Case.LATE])[-1].text == "not yet"


def test_the_approval_shows_both_amounts() -> None:
    assert timeline("en", STANDINGS[Case.PAID])[3].text == "$890.00 of $950.00"


def test_a_net_of_zero_names_no_account() -> None:
    text = timeline("en", STANDINGS[Case.PAID_NOTHING])[4].text
    assert text.replace("\N{NO-BREAK SPACE}", " ") == "Payment of Fri 6 Nov"
