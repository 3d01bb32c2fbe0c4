"""A reviewer looks at what was sent page by page, and never at the file that was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from provportal.domain.roles import Role
from provportal.store.session import reading
from provportal.store.upload import Upload
from tests.documents import given_files as files
from tests.web.given_wizard import SIGNATURE, Desk, Visitor, a_date, a_desk, a_file, to_sign


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def sent(desk: Desk, data: bytes) -> str:
    """A request is sent with this file as its signed sheet; the address of its review."""
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/parent")
    visitor.post({**a_date("signed_on"), "sheet-kept": [], "sheet": a_file(data)})
    visitor.open(f"/requests/{request_id}/steps/sign")
    assert visitor.post(SIGNATURE).status_code == 200
    return f"/review/{request_id}"


def reviewer(desk: Desk) -> Visitor:
    return desk.browser(desk.world.agency.staff[Role.REVIEWER])


def newest(desk: Desk) -> str:
    with reading(desk.world.engine) as session:
        return session.scalars(sa.select(Upload.id).order_by(Upload.id.desc())).first() or ""


def test_pages_are_turned_by_links(desk: Desk) -> None:
    review = sent(desk, files.pdf(pages=3))
    desk.look_into_files()
    staff, pages = reviewer(desk), f"{review}/documents/{newest(desk)}/pages"
    staff.open(f"{pages}/2")
    assert staff.heading() == "Page 2 of 3"
    assert [f'href="{pages}/{number}"' in staff.page for number in (1, 3)] == [True, True]


@pytest.mark.parametrize("data", [files.pdf(), files.heic()], ids=["PDF", "small photo"])
def test_each_page_is_a_picture_in_a_sandbox(desk: Desk, data: bytes) -> None:
    review = sent(desk, data)
    desk.look_into_files()
    answer = reviewer(desk).client.get(f"{review}/documents/{newest(desk)}/pages/1/picture")
    assert answer.get_data().startswith(b"\xff\xd8\xff")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_is_not_there_is_told(desk: Desk, number: int) -> None:
    review = sent(desk, files.pdf())
    desk.look_into_files()
    staff, page = reviewer(desk), f"{review}/documents/{newest(desk)}/pages/{number}"
    assert [staff.open(at).status_code for at in (page, f"{page}/picture")] == [404, 404]


@pytest.mark.parametrize(
    ("data", "said"),
    [(files.jpeg(), "It is still being checked"), (files.infected(), "virus")],
    ids=["waits", "infected"],
)
def test_staff_open_nothing_that_is_not_clean(desk: Desk, data: bytes, said: str) -> None:
    review = sent(desk, data)
    if data == files.infected():
        desk.look_into_files()
    staff = reviewer(desk)
    staff.open(review)
    assert said in staff.words()
    address = f"{review}/documents/{newest(desk)}"
    tried = [address, f"{address}/pages/1", f"{address}/pages/1/picture"]
    assert [staff.open(at).status_code for at in tried] == [404] * 3


def test_a_provider_gets_back_what_was_drawn_anew(desk: Desk) -> None:
    sent(desk, files.a_pdf_with_everything())
    desk.look_into_files()
    answer = desk.browser().client.get(f"/documents/{newest(desk)}")
    assert b"secret" not in answer.get_data()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
