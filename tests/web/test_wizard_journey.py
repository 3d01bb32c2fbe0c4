"""The six steps from start to receipt, as a browser without script walks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.given_wizard import SIGNATURE, Desk, a_desk, a_file, begun, to_sign


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def test_from_start_to_receipt(desk: Desk) -> None:
    visitor = desk.browser()
    to_sign(desk, visitor)
    assert visitor.heading() == "Check your answers, then send"
    assert "$950.00" in visitor.words()
    answer = visitor.post(SIGNATURE)
    assert answer.status_code == 200
    assert visitor.at.endswith("/sent")
    assert desk.only_request().number in visitor.words()


def test_resuming_goes_to_the_first_unanswered_step(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    assert visitor.step() == "days"
    visitor.post({})
    visitor.open(f"/requests/{request_id}/continue")
    assert visitor.step() == "amount"


def test_a_step_that_may_not_be_visited_yet_leads_to_where_the_person_is(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/sign")
    assert visitor.step() == "days"


def test_money_is_stored_as_the_program_reads_it(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.post({})
    visitor.post({"total": "$1,234.5"})
    assert desk.answers(request_id)["amount"] == {"total": "1234.50"}


def test_marked_days_are_described_run_by_run(desk: Desk) -> None:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.post({"different": ["2026-10-06", "2026-10-07", "2026-10-16"]})
    assert visitor.heading() == "What happened on these 3 days?"
    visitor.post(
        {
            "run": ["2026-10-06 2026-10-07", "2026-10-16"],
            "what-2026-10-06": "absent",
            "reason-2026-10-06": "child_ill",
            "what-2026-10-16": "times",
            "came-2026-10-16": "08:00",
            "left-2026-10-16": "1:30 pm",
        }
    )
    assert visitor.step() == "amount"
    assert desk.answers(request_id)["days"]["different"] == {
        "2026-10-06": {"status": "absent_excused", "reason": "child_ill"},
        "2026-10-07": {"status": "absent_excused", "reason": "child_ill"},
        "2026-10-16": {"status": "attended", "times": [["08:00", "13:30"]]},
    }


def test_a_refused_file_keeps_the_other_answers_typed(desk: Desk) -> None:
    visitor = desk.browser()
    to_sign(desk, visitor)
    visitor.open(visitor.at.replace("/sign", "/parent"))
    answer = visitor.post({"signed_on-month": "13", "sheet": a_file(b"MZ program", "sheet.pdf")})
    assert answer.status_code == 422
    assert 'value="13"' in visitor.page
    assert "We cannot open other files" in visitor.words()
