"""From quarantine to a document, or to nothing: who decides, what is left, what a request does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import checking, drafts, uploads
from provportal.actions.asking import open_items
from provportal.actions.uploads import StoredFile
from provportal.documents.quarantine import check_upload
from provportal.documents.scanner import Clamd, EicarOnly, ScannerDown
from provportal.documents.storage import FolderStorage, NoSuchDocument, Shelf
from provportal.documents.uploads import Upload, keep_upload
from provportal.domain.checks import Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.domain.submission import FILES
from provportal.domain.upload import UploadAction, UploadState
from provportal.store.decision import CheckResult
from provportal.store.outbox import Outbox
from provportal.store.reads import NotFound
from provportal.store.remittance import Document
from provportal.store.request import Request
from provportal.store.row import new_id
from provportal.store.session import reading, transaction
from provportal.store.upload import Upload as Row
from tests import given
from tests import given_requests as requests
from tests.documents import given_files as files
from tests.given import World
from tests.given_requests import checked, look, taken

AGREED = {"signed_on": "2026-10-31"}


@dataclass
class Desk:
    """A world, and the shelf that its uploads lie on."""

    world: World
    shelf: Shelf

    def upload(self, request_id: str, data: bytes) -> str:
        biller = self.world.doing(self.world.provider.biller)
        return keep_upload(self.shelf, biller, Upload(request_id, "parent.sheet", data))

    def check(self, upload_id: str) -> None:
        check_upload(self.shelf, EicarOnly(), self.world.doing(SYSTEM), upload_id)

    def draft_with(self, *data: bytes) -> tuple[str, list[str]]:
        """A draft whose signed sheet is these files; its id and theirs."""
        request_id = requests.a_draft(self.world)
        ids = [self.upload(request_id, each) for each in data]
        biller, step = self.world.doing(self.world.provider.biller), {**AGREED, "sheet": ids}
        with transaction(self.world.engine) as session:
            drafts.save_step(session, biller, request_id, "parent", step)
        return request_id, ids

    def sent_with(self, data: bytes) -> tuple[str, str]:
        """A request that was sent while its one file is in quarantine."""
        request_id, [upload_id] = self.draft_with(data)
        assert requests.sent(self.world, request_id).accepted
        return request_id, upload_id

    def row(self, upload_id: str) -> Row:
        with reading(self.world.engine) as session:
            return session.get_one(Row, upload_id)

    def documents(self) -> list[Document]:
        with reading(self.world.engine) as session:
            return list(session.scalars(sa.select(Document).order_by(Document.kind)))

    def files_check(self, request_id: str) -> CheckResult:
        with reading(self.world.engine) as session:
            return session.scalars(
                sa.select(CheckResult).where(
                    CheckResult.request_id == request_id, CheckResult.check_code == FILES
                )
            ).one()


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    world = given.a_world(engine)
    return Desk(world, Shelf(engine, FolderStorage(tmp_path / "documents", world.keyring)))


def test_a_clean_file_becomes_a_document_and_its_pages(desk: Desk) -> None:
    request_id, [upload_id] = desk.draft_with(files.pdf(pages=2))
    desk.check(upload_id)
    assert desk.row(upload_id).state is UploadState.CLEAN
    named = [(each.kind, each.subject_id) for each in desk.documents()]
    assert named == [("page.1", upload_id), ("page.2", upload_id), ("parent.sheet", request_id)]


def test_the_document_is_what_was_drawn_anew(desk: Desk) -> None:
    _, [upload_id] = desk.draft_with(files.a_pdf_with_everything())
    desk.check(upload_id)
    whole = next(each for each in desk.documents() if each.id == upload_id)
    assert b"secret" not in desk.shelf.storage.get(whole.storage_key)


DECIDED = {
    UploadState.CLEAN: files.jpeg(),
    UploadState.INFECTED: files.infected(),
    UploadState.UNREADABLE: files.jpeg()[:300],
}


@pytest.mark.parametrize(("state", "data"), DECIDED.items(), ids=list(DECIDED))
def test_what_was_sent_is_gone_once_it_is_decided(
    desk: Desk, state: UploadState, data: bytes
) -> None:
    _, [upload_id] = desk.draft_with(data)
    desk.check(upload_id)
    row = desk.row(upload_id)
    with pytest.raises(NoSuchDocument):
        desk.shelf.storage.get(row.quarantine_key)
    assert row.state is state


@pytest.mark.parametrize("data", [files.infected(), files.jpeg()[:300]], ids=["virus", "broken"])
def test_what_is_refused_is_no_document(desk: Desk, data: bytes) -> None:
    _, [upload_id] = desk.draft_with(data)
    desk.check(upload_id)
    assert desk.documents() == []


def test_a_second_job_changes_nothing(desk: Desk) -> None:
    _, [upload_id] = desk.draft_with(files.jpeg())
    desk.check(upload_id)
    before = [each.storage_key for each in desk.documents()]
    desk.check(upload_id)
    assert [each.storage_key for each in desk.documents()] == before


def test_without_a_scanner_it_stays_in_quarantine(desk: Desk, tmp_path: Path) -> None:
    _, [upload_id] = desk.draft_with(files.jpeg())
    nobody = Clamd(f"unix://{tmp_path}/clamd.sock")
    with pytest.raises(ScannerDown):
        check_upload(desk.shelf, nobody, desk.world.doing(SYSTEM), upload_id)
    row = desk.row(upload_id)
    assert row.state is UploadState.QUARANTINED
    assert desk.shelf.storage.get(row.quarantine_key) == files.jpeg()


def test_a_file_that_ends_each_worker_is_given_up(desk: Desk) -> None:
    """Opened, and never decided: whoever tried did not live to say so."""
    _, [upload_id] = desk.draft_with(files.jpeg())
    for _ in range(uploads.MOST_OPENINGS):
        with transaction(desk.world.engine) as session:
            assert uploads.open_once_more(session, desk.world.doing(SYSTEM), upload_id)
    desk.check(upload_id)
    row = desk.row(upload_id)
    assert (row.state, row.problem) == (UploadState.UNREADABLE, "file_broken")


def test_what_is_decided_is_not_opened_again(desk: Desk) -> None:
    _, [upload_id] = desk.draft_with(files.jpeg())
    desk.check(upload_id)
    with pytest.raises(NotAllowed), transaction(desk.world.engine) as session:
        uploads.open_once_more(session, desk.world.doing(SYSTEM), upload_id)


FILE = StoredFile("0" * 32, "0" * 64, 1, "image/jpeg")


def test_only_the_system_decides(desk: Desk) -> None:
    _, [upload_id] = desk.draft_with(files.jpeg())
    reviewer = desk.world.doing(desk.world.agency.reviewer)
    with pytest.raises(NotAllowed), transaction(desk.world.engine) as session:
        uploads.release(session, reviewer, upload_id, FILE, ())


def test_an_upload_that_is_not_there_is_told(desk: Desk) -> None:
    system = desk.world.doing(SYSTEM)
    with pytest.raises(NotFound), transaction(desk.world.engine) as session:
        uploads.refuse(session, system, new_id(), UploadAction.CONDEMN, "file_infected")


def test_of_two_that_decide_one_is_refused(desk: Desk) -> None:
    _, [upload_id] = desk.draft_with(files.jpeg())
    desk.check(upload_id)
    system = desk.world.doing(SYSTEM)
    with pytest.raises(NotAllowed), transaction(desk.world.engine) as session:
        uploads.refuse(session, system, upload_id, UploadAction.CONDEMN, "file_infected")


def test_a_request_may_be_sent_while_a_file_is_checked_and_waits(desk: Desk) -> None:
    request_id, _ = desk.sent_with(files.jpeg())
    checked(desk.world, request_id)
    assert desk.files_check(request_id).verdict is Verdict.RUNNING
    with pytest.raises(NotAllowed):
        taken(desk.world, request_id)


def test_nobody_passes_over_the_check_of_files(desk: Desk) -> None:
    """The others are marked as not run after five minutes; this one has no such promise."""
    request_id, _ = desk.sent_with(files.jpeg())
    check_id = desk.files_check(request_id).id
    with reading(desk.world.engine) as session:
        promised = session.scalars(sa.select(Outbox.job).where(Outbox.subject_id == check_id))
        assert list(promised) == ["run_check"]


def run_promised(desk: Desk, request_id: str) -> None:
    """Run the check of the files again, if the decision about the file has promised it."""
    check_id = desk.files_check(request_id).id
    with transaction(desk.world.engine) as session:
        jobs = session.scalars(sa.select(Outbox.job).where(Outbox.subject_id == check_id))
        assert list(jobs) == ["run_check"] * 2
        checking.run_check(session, desk.world.doing(SYSTEM), check_id, desk.world.keyring)


def test_when_it_is_clean_the_request_goes_on(desk: Desk) -> None:
    request_id, upload_id = desk.sent_with(files.jpeg())
    checked(desk.world, request_id)
    desk.check(upload_id)
    run_promised(desk, request_id)
    taken(desk.world, request_id)
    assert look(desk.world, request_id).place is Place.IN_REVIEW


@pytest.mark.parametrize(
    ("data", "code"),
    [(files.infected(), "file_infected"), (files.a_locked_pdf(), "file_locked")],
    ids=["virus", "password"],
)
def test_a_refused_file_is_asked_for_again(desk: Desk, data: bytes, code: str) -> None:
    request_id, upload_id = desk.sent_with(data)
    checked(desk.world, request_id)
    desk.check(upload_id)
    run_promised(desk, request_id)
    assert look(desk.world, request_id).place is Place.ASKED
    with reading(desk.world.engine) as session:
        items = open_items(session, session.get_one(Request, request_id))
    assert [(item.field, item.note) for item in items] == [("parent.sheet", code)]


def test_a_draft_with_a_refused_file_is_not_sent(desk: Desk) -> None:
    request_id, [good, bad] = desk.draft_with(files.jpeg(), files.infected())
    desk.check(good)
    desk.check(bad)
    receipt = requests.sent(desk.world, request_id)
    found = [(each.code, each.field) for each in receipt.findings["documents"]]
    assert (receipt.accepted, found) == (False, [("file_infected", "parent.sheet")])


def test_the_same_file_on_two_requests_warns_and_names_the_other(desk: Desk) -> None:
    first, upload_id = desk.sent_with(files.jpeg())
    desk.check(upload_id)
    other = Desk(given.another_provider(desk.world), desk.shelf)
    given.an_active_account(other.world, "000111222333")
    second, again = other.sent_with(files.jpeg())
    other.check(again)
    checked(other.world, second)
    check = desk.files_check(second)
    assert check.verdict is Verdict.WARNED
    assert [(each["code"], each["params"]) for each in check.findings] == [
        ("document_seen_before", {"number": look(desk.world, first).number})
    ]


def test_a_file_that_only_a_draft_holds_was_not_seen_before(desk: Desk) -> None:
    desk.draft_with(files.jpeg())
    other = Desk(given.another_provider(desk.world), desk.shelf)
    given.an_active_account(other.world, "000111222333")
    request_id, upload_id = other.sent_with(files.jpeg())
    other.check(upload_id)
    checked(other.world, request_id)
    assert desk.files_check(request_id).verdict is Verdict.PASSED
