"""Uploads: told apart by content, sealed, and kept with a row; what is refused leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.documents.remittances import document_of
from provportal.documents.storage import FolderStorage, Shelf
from provportal.documents.uploads import (
    MAX_BYTES,
    FileRefused,
    Upload,
    keep_upload,
    media_type,
)
from provportal.store.audit import AuditEvent
from provportal.store.reads import NotFound
from provportal.store.remittance import Document
from provportal.store.session import reading
from tests import given
from tests import given_requests as requests
from tests.given import World

PDF, JPEG, PNG = b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"

ACCEPTED = [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")]
REFUSED = {
    "file_empty": b"",
    "file_kind": b"GIF89a",
    "file_too_large": PDF + b"0" * MAX_BYTES,
}


@pytest.mark.parametrize(("data", "kind"), ACCEPTED)
def test_kinds_are_told_by_content(data: bytes, kind: str) -> None:
    assert media_type(data + b"rest") == kind


@pytest.mark.parametrize(("code", "data"), REFUSED.items(), ids=list(REFUSED))
def test_refused_files_have_a_code(code: str, data: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        media_type(data)
    assert refused.value.code == code


NOT_ACCEPTED = [
    b"\n%PDF-1.7",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"<html>%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8",
    b"MZ",
]


@pytest.mark.parametrize("data", NOT_ACCEPTED)
def test_other_content_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused, match="file_kind"):
        media_type(data)


def test_ten_megabytes_are_accepted() -> None:
    assert media_type(PDF.ljust(MAX_BYTES, b"0")) == "application/pdf"


def test_a_file_just_too_large_is_told_larger_than_the_limit() -> None:
    with pytest.raises(FileRefused) as refused:
        media_type(PDF.ljust(MAX_BYTES + 1, b"0"))
    assert refused.value.params == {"size": "10.1", "limit": "10"}


class Desk:
    """A draft, and a shelf for what is sent with it."""

    def __init__(self, engine: Engine, root: Path) -> None:
        self.world: World = given.a_world(engine)
        self.root = root
        self.shelf = Shelf(engine, FolderStorage(root, self.world.keyring))
        self.request_id = requests.a_draft(self.world)

    def upload(self, data: bytes = PDF) -> str:
        biller = self.world.doing(self.world.provider.biller)
        return keep_upload(self.shelf, biller, Upload(self.request_id, "parent.sheet", data))

    def document(self) -> Document:
        with reading(self.world.engine) as session:
            found = document_of(session, self.request_id, "parent.sheet")
        assert found is not None
        return found


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    return Desk(engine, tmp_path / "documents")


def test_an_upload_comes_back_as_it_was(desk: Desk) -> None:
    desk.upload(PDF + b"a signed sheet")
    assert desk.shelf.storage.get(desk.document().storage_key) == PDF + b"a signed sheet"


def test_an_upload_belongs_to_its_requests_scope(desk: Desk) -> None:
    document_id = desk.upload()
    found = desk.document()
    scope = (found.id, found.agency_id, found.organisation_id)
    assert scope == (document_id, desk.world.agency.id, desk.world.provider.id)


def test_an_upload_is_sealed_on_disk(desk: Desk) -> None:
    desk.upload(PDF + b"a name that nobody may read")
    files = [path.read_bytes() for path in desk.root.rglob("*") if path.is_file()]
    assert [b"nobody may read" in data for data in files] == [False]


def test_an_upload_is_in_the_audit_log(desk: Desk) -> None:
    desk.upload()
    with reading(desk.world.engine) as session:
        actions = session.scalars(sa.select(AuditEvent.action)).all()
    assert "request.upload" in actions


@pytest.mark.parametrize("data", REFUSED.values(), ids=list(REFUSED))
def test_a_refused_upload_stores_nothing(desk: Desk, data: bytes) -> None:
    with pytest.raises(FileRefused):
        desk.upload(data)
    assert list(desk.root.rglob("*")) == []


def test_a_stranger_uploads_nothing(desk: Desk) -> None:
    stranger = given.a_provider(desk.world.engine, desk.world.agency).biller
    upload = Upload(desk.request_id, "parent.sheet", PDF)
    with pytest.raises(NotFound):
        keep_upload(desk.shelf, desk.world.doing(stranger), upload)
    with reading(desk.world.engine) as session:
        assert session.scalars(sa.select(Document)).all() == []
