"""Uploads: told apart by content, sealed, and kept with a row; what is refused leaves nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions.promises import Job
from provportal.actions.uploads import UPLOADS_A_REQUEST
from provportal.documents.storage import FolderStorage, Shelf
from provportal.documents.uploads import (
    MAX_BYTES,
    FileRefused,
    Upload,
    keep_upload,
    media_type,
)
from provportal.domain.upload import UploadState
from provportal.store.audit import AuditEvent
from provportal.store.outbox import Outbox
from provportal.store.reads import NotFound
from provportal.store.remittance import Document
from provportal.store.session import reading
from provportal.store.upload import Upload as Row
from tests import given
from tests import given_requests as requests
from tests.databases import a_database
from tests.given import World

PDF, JPEG, PNG = b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"
HEIC = b"\x00\x00\x00\x1cftypheic"

ACCEPTED = [
    (PDF, "application/pdf"),
    (JPEG, "image/jpeg"),
    (PNG, "image/png"),
    (HEIC, "image/heic"),
]
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
    b"\x00\x00\x00\x1cftypisom a film",
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

    def row(self) -> Row:
        with reading(self.world.engine) as session:
            return session.scalars(sa.select(Row)).one()


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    return Desk(engine, tmp_path / "documents")


def test_an_upload_waits_in_quarantine_as_it_was_sent(desk: Desk) -> None:
    desk.upload(PDF + b"a signed sheet")
    row = desk.row()
    assert row.state is UploadState.QUARANTINED
    assert desk.shelf.storage.get(row.quarantine_key) == PDF + b"a signed sheet"


def test_what_is_in_quarantine_is_no_document(desk: Desk) -> None:
    desk.upload()
    with reading(desk.world.engine) as session:
        assert session.scalars(sa.select(Document)).all() == []


def test_its_check_is_promised(desk: Desk) -> None:
    upload_id = desk.upload()
    with reading(desk.world.engine) as session:
        promised = session.scalars(
            sa.select(Outbox.subject_id).where(Outbox.job == Job.CHECK_UPLOAD)
        )
        assert list(promised) == [upload_id]


def test_the_digest_of_what_was_sent_is_kept(desk: Desk) -> None:
    desk.upload(PDF)
    assert desk.row().sha256 == hashlib.sha256(PDF).hexdigest()


def test_an_upload_belongs_to_its_requests_scope(desk: Desk) -> None:
    upload_id = desk.upload()
    row = desk.row()
    scope = (row.id, row.agency_id, row.organisation_id, row.request_id)
    world = desk.world
    assert scope == (upload_id, world.agency.id, world.provider.id, desk.request_id)


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


def test_a_request_holds_only_so_many_files(tmp_path: Path) -> None:
    desk = Desk(a_database(tmp_path), tmp_path / "documents")
    for _ in range(UPLOADS_A_REQUEST):
        desk.upload()
    with pytest.raises(FileRefused, match="file_too_many"):
        desk.upload()


def test_a_stranger_uploads_nothing(desk: Desk) -> None:
    stranger = given.a_provider(desk.world.engine, desk.world.agency).biller
    upload = Upload(desk.request_id, "parent.sheet", PDF)
    with pytest.raises(NotFound):
        keep_upload(desk.shelf, desk.world.doing(stranger), upload)
    with reading(desk.world.engine) as session:
        assert session.scalars(sa.select(Row)).all() == []
