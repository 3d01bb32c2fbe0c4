"""A reader who follows every link and sends every form empty, and keeps what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

LINKS = (
    ("a[href]", "href"),
    ("link[href]", "href"),
    ("script[src]", "src"),
    ("img[src]", "src"),
    ("[hx-get]", "hx-get"),
    ('form[method="get"]', "action"),
)
"""Where a page names another address of the portal."""


OF_OTHERS = ("/end-access", "/new-app", "/role")
"""Ends of addresses that are not posted to: they would sign out, or change, who comes after."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer that is a page, or a part of one."""

    what: str
    """Method, status and address: "POST 422 /review"."""
    html: str

    @property
    def is_whole(self) -> bool:
        return "<html" in self.html


@dataclass
class Robot:
    """One person's walk through the portal."""

    app: Flask
    browser: FlaskClient
    starts: tuple[str, ...]
    seen: list[Seen] = field(default_factory=list)
    endpoints: set[str] = field(default_factory=set)
    """Every view that was asked by GET, whatever it answered."""
    _forms: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """The hidden fields of each form, by the page it stands on and the address it posts to."""

    def walk(self) -> None:
        """Follow every link from the first addresses on."""
        waiting, known = list(self.starts), set(self.starts)
        while waiting:
            address = waiting.pop()
            answer = self._get(address)
            page, here = _soup(answer), answer.request.full_path
            self._forms |= {(here, target): typed for target, typed in _forms(page, here)}
            new = set(_links(page)) - known
            known |= new
            waiting += sorted(new)

    def send_forms(self) -> None:
        """Send each form that was met, empty."""
        for (_page, target), typed in self._forms.items():
            if target.endswith(OF_OTHERS):
                continue
            self._note(self.browser.post(target, data=typed))

    def _get(self, address: str) -> TestResponse:
        answer = self.browser.get(address)
        self._note(answer)
        if 300 <= answer.status_code < 400 and answer.location.startswith("/"):
            return self._get(answer.location)
        return answer

    def _note(self, answer: TestResponse) -> None:
        asked = answer.request
        if asked.method == "GET":
            self.endpoints |= self._endpoint(asked.path)
        if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
            what = f"{asked.method} {answer.status_code} {asked.full_path.rstrip('?')}"
            self.seen.append(Seen(what, answer.get_data(as_text=True)))

    def _endpoint(self, path: str) -> set[str]:
        try:
            return {str(self.app.url_map.bind("").match(path)[0])}
        except HTTPException:
            return set()


def _soup(answer: TestResponse) -> BeautifulSoup:
    is_page = answer.mimetype == "text/html"
    return BeautifulSoup(answer.get_data(as_text=True) if is_page else "", "html.parser")


def _links(page: BeautifulSoup) -> Iterator[str]:
    for selector, attribute in LINKS:
        for found in page.select(selector):
            address = urldefrag(str(found.get(attribute, ""))).url
            if address.startswith("/"):
                yield address


def _forms(page: BeautifulSoup, address: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The address and the hidden fields of each form of the page's own."""
    for form in page.select('main form[method="post"]'):
        yield str(form.get("action") or address), _hidden(form)


def _hidden(form: Tag) -> dict[str, str]:
    fields = form.select('input[type="hidden"]')
    return {str(one["name"]): str(one.get("value", "")) for one in fields}
