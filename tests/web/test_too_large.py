"""A document that is too large is refused in one sentence, and what was answered stays."""

from __future__ import annotations

from pathlib import Path

from tests.web.given_wizard import a_date, a_desk, a_file, begun

TWELVE_MEGABYTES = b"%PDF-1.7" + bytes(12 * 1024 * 1024)


def test_a_document_that_is_too_large_loses_no_answer(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.post({})
    visitor.post({"total": "950"})
    visitor.post({})
    saved = desk.answers(request_id)
    answer = visitor.post({**a_date("signed_on"), "sheet": a_file(TWELVE_MEGABYTES)})
    assert answer.status_code == 422
    assert "The file is larger than 10 MB" in visitor.words()
    assert 'value="31"' in visitor.page
    assert desk.answers(request_id) == saved
