"""Quarantine: what was sent is scanned and drawn anew by a job, and only then a document."""

from __future__ import annotations

from provportal.actions import uploads
from provportal.actions.uploads import StoredFile
from provportal.documents.rebuilding import CannotRebuild, Rebuilt, rebuild
from provportal.documents.scanner import Scanner
from provportal.documents.storage import Shelf
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Context
from provportal.domain.upload import UploadAction, UploadState
from provportal.failpoints import Failpoint, reach
from provportal.store.session import reading, transaction
from provportal.store.upload import Upload


def check_upload(shelf: Shelf, scanner: Scanner, context: Context, upload_id: str) -> None:
    """Decide about one upload. Harmless when it is decided already.

    Without a scanner it stays in quarantine: raises ScannerDown, and the sweep tries again.
    """
    with reading(shelf.engine) as session:
        upload = session.get_one(Upload, upload_id)
    if upload.state is UploadState.QUARANTINED:
        try:
            _decide(shelf, scanner, context, upload)
        except NotAllowed:
            # Another worker was quicker; what was decided stands.
            return
    # The bytes as sent go: of a clean file its place and time, of a bad one all of it.
    shelf.storage.delete(upload.quarantine_key)


def _decide(shelf: Shelf, scanner: Scanner, context: Context, upload: Upload) -> None:
    data = shelf.storage.get(upload.quarantine_key)
    # Before anything of it is decoded: what is known to be harmful reaches no decoder.
    if scanner.scan(data) is not None:
        return _refuse(shelf, context, upload, (UploadAction.CONDEMN, "file_infected"))
    with transaction(shelf.engine) as session:
        may_be_opened = uploads.open_once_more(session, context, upload.id)
    if not may_be_opened:
        return _refuse(shelf, context, upload, (UploadAction.GIVE_UP, "file_broken"))
    try:
        rebuilt = rebuild(data, upload.media_type)
    except CannotRebuild as fault:
        return _refuse(shelf, context, upload, (UploadAction.GIVE_UP, fault.code))
    return _release(shelf, context, upload, rebuilt)


def _refuse(shelf: Shelf, context: Context, upload: Upload, why: tuple[UploadAction, str]) -> None:
    action, problem = why
    with transaction(shelf.engine) as session:
        uploads.refuse(session, context, upload.id, action, problem)


def _release(shelf: Shelf, context: Context, upload: Upload, rebuilt: Rebuilt) -> None:
    """Bytes first, then the rows; of two jobs that decide the same, one keeps its rows."""
    file = _put(shelf, rebuilt.data, rebuilt.media_type)
    pages = tuple(_put(shelf, page, "image/jpeg") for page in rebuilt.pages)
    reach(Failpoint.UPLOAD_REBUILT)
    try:
        with transaction(shelf.engine) as session:
            uploads.release(session, context, upload.id, file, pages)
    except NotAllowed:
        for kept in (file, *pages):
            shelf.storage.delete(kept.key)
        raise


def _put(shelf: Shelf, data: bytes, media_type: str) -> StoredFile:
    stored = shelf.storage.put(data)
    return StoredFile(stored.key, stored.sha256, stored.size, media_type)
