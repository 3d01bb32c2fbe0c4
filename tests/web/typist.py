"""A typist who fills in each form that a robot has met, and adds fields that nobody asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from tests.web.given_wizard import PDF
from tests.web.robot import OF_OTHERS, Robot, Seen

Typed = MultiDict[str, object]
SESSION = ("/sign-out", "/account/place")
"""Not sent: they give the session a new id, and the tokens of all other pages are dead."""
ENDS = ("/withdraw", "/recall", "/freeze", "/cancel", "/take-back")
"""Sent last: nothing can be typed after these."""


@dataclass(frozen=True, slots=True)
class Typist:
    """How forms are filled in."""

    text: str
    """Typed wherever words can be typed."""
    option: int
    """Which choice is taken of those that are offered, counted round: -1 is the last."""
    extra: dict[str, str]
    """Sent along under names that the form does not have."""

    def send_forms(self, robot: Robot) -> Iterator[TestResponse]:
        """Send each form of the pages that a robot has seen."""
        for target, form in sorted(_forms(robot.seen), key=lambda one: one[0].endswith(ENDS)):
            yield self._send(robot, target, self._filled(form))

    def _filled(self, form: Tag) -> Typed:
        typed = Typed()
        for control in form.select("input[name], textarea[name]"):
            self._type(control, typed)
        for name, options in _choices(form).items():
            typed.setlist(name, [options[self.option % len(options)]])
        for name, value in self.extra.items():
            typed.setdefault(name, value)
        return typed

    def _type(self, control: Tag, typed: Typed) -> None:
        name, kind = str(control["name"]), control.get("type", "text")
        if kind == "hidden" or control.get("inputmode") in ("numeric", "decimal"):
            typed.add(name, str(control.get("value") or "1"))
        elif kind == "file":
            typed.add(name, FileStorage(io.BytesIO(PDF), filename=f"{self.text}.pdf", name=name))
        elif kind not in ("radio", "checkbox"):
            typed.add(name, self.text)

    def _send(self, robot: Robot, target: str, typed: Typed) -> TestResponse:
        # In memory: the test client's own encoding leaves a temporary file open.
        body, _size, boundary = stream_encode_multipart(typed, use_tempfile=False)
        kind = f'multipart/form-data; boundary="{boundary}"'
        return robot.browser.post(target, data=body.read(), content_type=kind)


def _forms(seen: list[Seen]) -> Iterator[tuple[str, Tag]]:
    """The address and the form of each, once, and each check of a field that it asks for."""
    known: set[tuple[str, frozenset[str]]] = set()
    for one in seen:
        here = one.what.split(" ", 2)[2]
        for form in BeautifulSoup(one.html, "html.parser").select('main form[method="post"]'):
            names = frozenset(str(control["name"]) for control in form.select("[name]"))
            for target in (str(form.get("action") or here), *_checks(form)):
                is_sent = target not in SESSION and not target.endswith(OF_OTHERS)
                if (target, names) not in known and is_sent:
                    known.add((target, names))
                    yield target, form


def _checks(form: Tag) -> Iterator[str]:
    for control in form.select("[hx-post]"):
        yield str(control["hx-post"])


def _choices(form: Tag) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for control in form.select('input[type="radio"], input[type="checkbox"], select option'):
        holder = control if control.name == "input" else control.find_parent("select")
        assert holder is not None
        found.setdefault(str(holder["name"]), []).append(str(control.get("value", "on")))
    return found
