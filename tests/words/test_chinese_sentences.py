"""Traditional Chinese, which is not offered yet: the published words, and nothing in English."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from provportal.domain.request import State
from provportal.domain.standing import Case
from provportal.words import dates
from provportal.words.money_sentence import money_sentence
from provportal.words.next_steps import next_step
from provportal.words.request_row import summary
from provportal.words.states import state, tag
from provportal.words.timeline import timeline
from tests.words.standings import STANDINGS

CHINESE = "zh-Hant"
STATES = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "已提交",
    State.IN_REVIEW: "審核中",
    State.APPROVED: "已批准",
    State.PAYOUT_SCHEDULED: "已安排付款",
    State.PAID: "已付款",
}


@pytest.mark.parametrize(("of", "word"), STATES.items())
def test_the_states_have_the_published_words(of: State, word: str) -> None:
    assert state(CHINESE, of) == word


def test_a_request_that_waits_for_the_provider_says_so() -> None:
    assert tag(CHINESE, STANDINGS[Case.ASKED]).word == "需要您處理"


@pytest.mark.parametrize("case", Case)
def test_nothing_about_a_request_is_said_in_english(case: Case) -> None:
    standing = STANDINGS[case]
    for one in (money_sentence, next_step, summary, tag, timeline):
        assert one(CHINESE, standing) != one("en", standing), one.__name__


def test_days_are_written_month_first() -> None:
    afternoon = datetime(2026, 10, 14, 21, 14, tzinfo=UTC)
    assert dates.day(CHINESE, date(2026, 10, 14)) == "2026年10月14日（週三）"
    assert dates.moment(CHINESE, afternoon).split() == ["10月14日（週三）下午", "2:14"]
    assert dates.period(CHINESE, date(2026, 10, 1), date(2026, 10, 15)) == "2026年10月1日至15日"
