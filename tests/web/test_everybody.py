"""What must hold on every page: reading changes nothing, typed text runs nothing, and a form
changes what it asks for only. Everybody opens all they can reach, then sends every form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from provportal.store import tables
from tests.web.every_place import fill
from tests.web.everybody import everybody
from tests.web.given import contents
from tests.web.given_wizard import Desk, a_desk
from tests.web.hostile import KEPT, MARK, OTHERS, plant
from tests.web.robot import Robot
from tests.web.typist import Typist

MAY_CHANGE = ("sign_in_session", "audit_event")
"""By reading: when somebody was last seen, and the rows that say what was read."""
MAY_BE_TOLD = {"access.denied", "document.download", "request.document_read"}
"""What is read is recorded: files that were opened, and pages that were refused."""
PLANTED = "01badbad-0000-7000-8000-000000000bad"
"""Sent in every field that a form does not have; it could be an id."""


@dataclass
class Walked:
    """A portal before and after everybody has looked at everything."""

    desk: Desk
    robots: list[Robot]
    before: dict[str, list[tuple[object, ...]]]
    after: dict[str, list[tuple[object, ...]]]
    told: set[str]


@pytest.fixture(scope="module")
def walked() -> Iterator[Walked]:
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        filled = fill(desk)
        plant(desk.world)
        robots = everybody(desk, filled)
        before, told = contents(desk.portal, *MAY_CHANGE), len(desk.portal.audited())
        for robot in robots:
            robot.walk()
        after = contents(desk.portal, *MAY_CHANGE)
        news = {action for action, _ in desk.portal.audited()[told:]}
        yield Walked(desk, robots, before, after, news)


@pytest.fixture(scope="module")
def answers(walked: Walked) -> list[TestResponse]:
    """What everybody is answered to every form, filled in twice."""
    columns = {column.name for table in tables.METADATA.tables.values() for column in table.columns}
    extra = dict.fromkeys(sorted(columns), PLANTED)
    typists = [Typist(text, option, extra) for text, option in zip(OTHERS, (0, -1), strict=True)]
    return [
        answer
        for typist in typists
        for robot in walked.robots
        for answer in typist.send_forms(robot)
    ]


def test_reading_changes_nothing(walked: Walked) -> None:
    """A HEAD is answered by the same views."""
    assert walked.after == walked.before


def test_what_was_read_is_recorded(walked: Walked) -> None:
    """Nothing else is."""
    assert walked.told == MAY_BE_TOLD


def test_what_is_kept_runs_nothing(walked: Walked) -> None:
    """Hostile notes, reasons and names are text wherever they are shown."""
    pages = [one for robot in walked.robots for one in robot.seen]
    assert sum(MARK in one.html for one in pages) > 50
    assert {one.what for one in pages if _runs(one.html)} == set()


def test_what_people_type_is_kept(walked: Walked) -> None:
    """Else the test above would have shown nothing."""
    assert KEPT - set(_columns_with(walked.desk, MARK)) == set()


def test_what_is_typed_runs_nothing(answers: list[TestResponse]) -> None:
    """What is typed into a field comes back as text."""
    pages = [answer.get_data(as_text=True) for answer in answers]
    assert sum("pwn()" in page for page in pages) > 10
    assert [page for page in pages if _runs(page)] == []


def test_no_form_breaks_a_page(answers: list[TestResponse]) -> None:
    assert {answer.request.path for answer in answers if answer.status_code >= 500} == set()


def test_forms_are_taken(answers: list[TestResponse]) -> None:
    """Else the test below would have shown nothing."""
    assert sum(answer.status_code == 303 for answer in answers) > 10


def test_a_form_takes_its_own_fields_only(walked: Walked, answers: list[TestResponse]) -> None:
    """The name of every column, sent along with every form."""
    assert answers
    assert set(_columns_with(walked.desk, PLANTED)) == set()


def _runs(html: str) -> bool:
    """Whether something that somebody typed has become an element or an attribute."""
    page = BeautifulSoup(html, "html.parser")
    listens = any(name.startswith("on") for tag in page.find_all() for name in tag.attrs)
    # The one picture that a page has is the portal's own.
    return listens or bool(page.select('img:not([src^="/review/"]), script:not([src])'))


def _columns_with(desk: Desk, text: str) -> Iterator[str]:
    with desk.world.engine.connect() as connection:
        for table in tables.METADATA.sorted_tables:
            for row in connection.execute(sa.select(table)).mappings():
                for name, value in row.items():
                    if text in str(value):
                        yield f"{table.name}.{name}"
