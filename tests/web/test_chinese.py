"""Asking for payment in Traditional Chinese, from the child to the receipt, without script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.given_wizard import SIGNATURE, Desk, Visitor, a_date, a_desk, a_file, begun

CHINESE = {"read_in": "zh-Hant"}
SIXTH = "2026-10-06"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def at_days(desk: Desk) -> Visitor:
    """A browser at the calendar, in Chinese."""
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/days")
    visitor.post(CHINESE)
    return visitor


def to_the_check(visitor: Visitor) -> None:
    """One day closed, an amount, a signed sheet."""
    visitor.post({"different": [SIXTH]})
    visitor.post({f"what-{SIXTH}": "closed"})
    visitor.post({"total": "950"})
    visitor.post({})
    visitor.post({**a_date("signed_on"), "sheet": a_file()})


def test_the_calendar_reads_out_dates_month_first(desk: Desk) -> None:
    visitor = at_days(desk)
    assert visitor.heading() == "哪些日子不一樣？"
    assert "2026年10月。Mateo R.，22 個批准日" in visitor.words()
    date = '<span><span class="unseen">10月</span>6<span class="unseen">日</span></span>'
    assert date in visitor.page


def test_a_marked_day_is_asked_about_by_its_chinese_date(desk: Desk) -> None:
    visitor = at_days(desk)
    visitor.post({"different": [SIXTH]})
    assert "10月6日（週二）" in visitor.words()


def test_answers_are_said_and_joined_in_chinese(desk: Desk) -> None:
    visitor = at_days(desk)
    to_the_check(visitor)
    assert "22 個批准日中有 21 天照批准進行。10月6日（週二）：休息" in visitor.words()


def test_the_receipt_is_chinese(desk: Desk) -> None:
    visitor = at_days(desk)
    to_the_check(visitor)
    visitor.post(SIGNATURE)
    assert visitor.heading() == "Mateo R.，2026年10月"
    assert "我們已收到您的申請。您不需要做任何事。" in visitor.words()
