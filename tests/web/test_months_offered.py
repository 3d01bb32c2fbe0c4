"""How far back a month is offered is what the version in force says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import given
from tests.given_rules import a_book, published
from tests.web.given import START
from tests.web.reading import MAX_STATEMENTS, a_place, statements


@pytest.mark.parametrize(
    ("begins", "offered"),
    [
        ("2026-11-01", ["2026-10", "2026-09", "2026-11"]),
        ("2026-12-01", ["2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05"]),
    ],
)
def test_the_version_in_force_says_how_many_months_are_offered(
    tmp_path: Path, begins: str, offered: list[str]
) -> None:
    place = a_place(tmp_path)
    given.a_certificate(place.world)
    published(place.world, a_book(begins=begins, limits={"months_back": 2}), now=START)
    browser = place.browser()
    with statements(place) as said:
        shown = browser.get("/requests/new").text
    assert re.findall(r'value="(\d{4}-\d{2})"', shown)[: len(offered)] == offered
    assert len(said) <= MAX_STATEMENTS
