"""Several files answer one question: each saved at once, removed alone, said when refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.documents import given_files as files
from tests.web.given_wizard import Desk, Visitor, a_date, a_desk, a_file, to_sign


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def at_documents(desk: Desk) -> tuple[str, Visitor]:
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/documents")
    return request_id, visitor


def calendars(desk: Desk, request_id: str) -> list[str]:
    saved = desk.answers(request_id)["documents"]["calendar"]
    assert isinstance(saved, list)
    return saved


def test_files_are_saved_at_once_and_the_page_stays(desk: Desk) -> None:
    request_id, visitor = at_documents(desk)
    sent = [a_file(files.jpeg(), "one.jpg"), a_file(files.heic(), "two.heic")]
    answer = visitor.post({"calendar": sent, "more": "calendar"})
    assert (answer.status_code, len(calendars(desk, request_id))) == (200, 2)
    assert "We are checking this file" in visitor.words()


def test_one_file_is_removed_and_the_other_stays(desk: Desk) -> None:
    request_id, visitor = at_documents(desk)
    visitor.post({"calendar": [a_file(files.jpeg()), a_file(files.png())], "more": "calendar"})
    first, second = calendars(desk, request_id)
    visitor.post({"calendar-kept": [first, second], "remove": first})
    assert calendars(desk, request_id) == [second]


def test_a_refused_file_is_said_on_its_page(desk: Desk) -> None:
    request_id, visitor = at_documents(desk)
    visitor.post({"calendar": a_file(files.infected()), "more": "calendar"})
    desk.look_into_files()
    visitor.open(f"/requests/{request_id}/steps/documents")
    assert "This file holds a virus" in visitor.words()


def test_a_sending_that_breaks_off_says_what_to_do(desk: Desk) -> None:
    request_id, visitor = at_documents(desk)
    saved = desk.answers(request_id)
    answer = visitor.client.post(
        f"/requests/{request_id}/steps/documents",
        input_stream=io.BytesIO(b"--x\r\nContent-Disposition: form-data"),
        content_type="multipart/form-data; boundary=x",
        content_length=5_000_000,
    )
    assert answer.status_code == 400
    assert "The sending broke off" in answer.get_data(as_text=True)
    assert desk.answers(request_id) == saved


def test_a_date_typed_beside_a_file_is_kept(desk: Desk) -> None:
    request_id, visitor = at_documents(desk)
    visitor.open(f"/requests/{request_id}/steps/parent")
    visitor.post({**a_date("signed_on", 11, 2), "sheet": a_file(b"MZ")})
    assert 'value="2"' in visitor.page
