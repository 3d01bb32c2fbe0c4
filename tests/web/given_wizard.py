"""Builders for the pages of asking: a portal on a small world, a browser in it, and the walk."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from provportal.actions import signing_in
from provportal.documents.quarantine import check_upload
from provportal.documents.scanner import EicarOnly
from provportal.documents.storage import Shelf
from provportal.domain.roles import SYSTEM, Actor
from provportal.domain.upload import UploadState
from provportal.store.person import Person
from provportal.store.request import Draft, Request
from provportal.store.session import reading, transaction
from provportal.store.upload import Upload
from tests import given
from tests.databases import a_database
from tests.documents import given_files as files
from tests.given import World
from tests.walked import walked
from tests.web.given import PASSWORD, Portal, arrive, has_app, portal_on

PDF = files.pdf(pages=2)


@dataclass
class Desk:
    """A portal, the world in its database, and an approval that can be asked under."""

    portal: Portal
    world: World
    certificate_id: str
    addresses: dict[str, str] = field(default_factory=dict)
    """Of those who can sign in, by person: setting a password again would end their sessions."""

    def browser(self, actor: Actor | None = None) -> Visitor:
        """A browser in which a person of the provider, the biller unless said, is signed in."""
        who = actor or self.world.provider.biller
        email = self.addresses.get(str(who.person_id)) or self.can_sign_in(who)
        client = self.portal.browser()
        arrive(client, email)
        return Visitor(client)

    def can_sign_in(self, actor: Actor) -> str:
        """Give a person the password of the tests; returns the address."""
        hashed = self.portal.equipment.passwords.hash(PASSWORD)
        context = self.world.doing(SYSTEM)
        with transaction(self.world.engine) as session:
            person_id = str(actor.person_id)
            signing_in.set_password(session, context, person_id, hashed, self.portal.machine.now())
            has_app(session, self.portal.equipment.keyring, person_id)
            self.addresses[person_id] = session.get_one(Person, person_id).email
        return self.addresses[person_id]

    def only_request(self) -> Request:
        with reading(self.world.engine) as session:
            return session.scalars(sa.select(Request)).one()

    def look_into_files(self) -> None:
        """What the worker does: every file in quarantine is scanned and drawn anew."""
        shelf = Shelf(self.world.engine, self.portal.equipment.storage)
        with reading(self.world.engine) as session:
            waiting = sa.select(Upload.id).where(Upload.state == UploadState.QUARANTINED)
            ids = session.scalars(waiting).all()
        for upload_id in ids:
            check_upload(shelf, EicarOnly(), self.world.doing(SYSTEM), upload_id)

    def answers(self, request_id: str) -> dict[str, dict[str, object]]:
        """What is saved of a draft."""
        with reading(self.world.engine) as session:
            return session.get_one(Draft, request_id).answers


def a_desk(folder: Path) -> Desk:
    """The smallest portal in which a request can be sent."""
    engine = a_database(folder)
    world, certificate_id = walked(engine, a_desk, lambda: _a_world_with_a_child(engine))
    made = portal_on(engine, world.keyring, folder)
    return Desk(made, replace(world, engine=engine), certificate_id)


def _a_world_with_a_child(engine: sa.Engine) -> tuple[World, str]:
    world = given.a_world(engine)
    return world, given.a_certificate(world)


@dataclass
class Visitor:
    """A browser without script: it opens pages, fills in their form, and follows the answer."""

    client: FlaskClient
    at: str = ""
    page: str = ""

    def open(self, path: str) -> TestResponse:
        answer = self.client.get(path, follow_redirects=True)
        return self._arrived(answer)

    def post(self, typed: Mapping[str, object], path: str = "") -> TestResponse:
        """Send the form of the page with what is typed over what stands in it."""
        fields: MultiDict[str, object] = MultiDict(self.hidden())
        for name, value in typed.items():
            fields.setlist(name, value if isinstance(value, list) else [value])
        # In memory: the test client's own encoding leaves a temporary file open.
        body, _size, boundary = stream_encode_multipart(fields, use_tempfile=False)
        answer = self.client.post(
            path or self.at,
            data=body.read(),
            follow_redirects=True,
            content_type=f'multipart/form-data; boundary="{boundary}"',
        )
        return self._arrived(answer)

    def hidden(self) -> list[tuple[str, str]]:
        """The hidden fields of the page's own form."""
        main = self.page.partition("<main")[2]
        found: list[tuple[str, str]] = re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main
        )
        return found

    def _arrived(self, answer: TestResponse) -> TestResponse:
        self.at, self.page = answer.request.full_path.rstrip("?"), answer.get_data(as_text=True)
        return answer

    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""

    def step(self) -> str:
        """The slug of the step that is shown."""
        return self.at.partition("/steps/")[2].partition("?")[0]

    def words(self) -> str:
        """The page as a person reads it, without the code of an error page."""
        text = re.sub(r"<[^>]+>", " ", self.page.partition("<main")[2])
        text = re.sub(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", "-", text)
        return re.sub(r"\s+", " ", text.replace("&#39;", "'").replace("\N{NO-BREAK SPACE}", " "))


def a_file(data: bytes = PDF, name: str = "sheet.pdf") -> FileStorage:
    """A file as a browser sends it; what the browser says of its kind is not believed."""
    return FileStorage(io.BytesIO(data), name, content_type="application/pdf")


def a_date(key: str, month: int = 10, day: int = 31, year: int = 2026) -> dict[str, object]:
    """Three boxes."""
    return {f"{key}-month": str(month), f"{key}-day": str(day), f"{key}-year": str(year)}


def begun(desk: Desk, visitor: Visitor) -> str:
    """Start October 2026; returns the request's id."""
    visitor.open("/requests/new")
    name = f"month-{desk.certificate_id}"
    visitor.post({"certificate": desk.certificate_id, name: "2026-10"})
    return visitor.at.split("/")[2]


def to_sign(desk: Desk, visitor: Visitor, total: str = "950") -> str:
    """Walk a plain month up to the page that signs; returns the request's id."""
    request_id = begun(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/days")
    visitor.post({})
    visitor.post({"total": total})
    visitor.post({})
    visitor.post({**a_date("signed_on"), "sheet": a_file()})
    return request_id


SIGNATURE: dict[str, object] = {**a_date("signed_on", 11, 9), "agreed": "yes"}
