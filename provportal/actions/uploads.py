"""Uploads: taken into quarantine, then released as a document or refused; never both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.moving import move_upload
from provportal.actions.promises import Job, promise
from provportal.domain.checks import Finding, Severity, Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import SYSTEM, Context
from provportal.domain.submission import FILES
from provportal.domain.upload import REFUSED, UploadAction, UploadState, documents_in, page_kind
from provportal.store.decision import CheckResult
from provportal.store.reads import request_for_update
from provportal.store.remittance import Document
from provportal.store.request import Request
from provportal.store.row import new_id
from provportal.store.upload import Upload, upload_for_update, uploads_of

UPLOADS_A_REQUEST = 60
"""A quota that no provider needs: files kept for one request, those taken out again included."""


MOST_OPENINGS = 3
"""A decoder that crashes or hangs takes its worker with it, and the sweep would never end."""


class TooMany(ValueError):
    """The request holds as many files as one may."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes that the storage keeps: key, SHA-256 (hex), size in bytes, and their kind."""

    key: str
    sha256: str
    size: int
    media_type: str


def take_in(
    session: Session, context: Context, request_id: str, question: str, file: StoredFile
) -> str:
    """Keep a file in quarantine and promise its check; the id that its document will have.

    Raises NotFound for another's request, TooMany.
    """
    request = request_for_update(session, context.actor, request_id)
    kept = sa.select(sa.func.count()).select_from(Upload).where(Upload.request_id == request.id)
    if session.scalars(kept).one() >= UPLOADS_A_REQUEST:
        raise TooMany(request_id)
    upload = Upload(
        id=new_id(),
        agency_id=request.agency_id,
        organisation_id=request.organisation_id,
        request_id=request.id,
        question=question,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        quarantine_key=file.key,
        sent_at=context.now,
    )
    session.add(upload)
    change = Change(after={"question": question, "sha256": file.sha256})
    subject = Subject("request", request.id, request.agency_id)
    audit.record(session, context, "request.upload", subject, change)
    promise(session, context, Job.CHECK_UPLOAD, upload.id)
    return upload.id


def open_once_more(session: Session, context: Context, upload_id: str) -> bool:
    """Before a decoder gets it: whether it may be tried, or has ended too many workers.

    Raises NotFound, NotAllowed when it was decided before.
    """
    upload = upload_for_update(session, upload_id)
    if upload.state is not UploadState.QUARANTINED:
        raise NotAllowed("upload", "open", upload.state, "it is decided already")
    if upload.openings >= MOST_OPENINGS:
        return False
    upload.openings += 1
    subject, change = Subject("upload", upload.id, upload.agency_id), Change()
    audit.record(session, context, "upload.open", subject, change)
    return True


def release(
    session: Session,
    context: Context,
    upload_id: str,
    rebuilt: StoredFile,
    pages: tuple[StoredFile, ...],
) -> None:
    """It is clean: the rebuilt file becomes the document, with a picture of each page.

    Raises NotFound, NotAllowed when it was decided before.
    """
    upload = upload_for_update(session, upload_id)
    upload.checked_at, upload.pages = context.now, len(pages)
    move_upload(session, context, upload, UploadAction.RELEASE)
    session.add(
        _document(context, upload, rebuilt, (upload.id, upload.request_id, upload.question))
    )
    for number, page in enumerate(pages, start=1):
        named = (new_id(), upload.id, page_kind(number))
        session.add(_document(context, upload, page, named))
    _go_on(session, context, upload)


def _document(
    context: Context, upload: Upload, file: StoredFile, named: tuple[str, str, str]
) -> Document:
    document_id, subject_id, kind = named
    return Document(
        id=document_id,
        agency_id=upload.agency_id,
        organisation_id=upload.organisation_id,
        subject_id=subject_id,
        kind=kind,
        media_type=file.media_type,
        storage_key=file.key,
        sha256=file.sha256,
        size=file.size,
        stored_at=context.now,
    )


def refuse(
    session: Session, context: Context, upload_id: str, action: UploadAction, problem: str
) -> None:
    """It is infected or cannot be read: nobody opens it, and another file is asked for.

    Raises NotFound, NotAllowed when it was decided before.
    """
    upload = upload_for_update(session, upload_id)
    upload.checked_at, upload.problem = context.now, problem
    move_upload(session, context, upload, action)
    _go_on(session, context, upload)


def _go_on(session: Session, context: Context, upload: Upload) -> None:
    """The check of a sent request that waits for this file may be able to report now."""
    # Locked first: a request that is being sent at this moment writes its check before we look.
    request_for_update(session, SYSTEM, upload.request_id)
    waiting = session.scalars(
        sa.select(CheckResult.id).where(
            CheckResult.request_id == upload.request_id,
            CheckResult.check_code == FILES,
            CheckResult.verdict == Verdict.RUNNING,
        )
    )
    for check_id in waiting:
        promise(session, context, Job.RUN_CHECK, check_id)
    session.flush()


def refused_files(
    session: Session, request: Request, answers: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """A finding for each document of the answers that nobody will ever open."""
    known = uploads_of(session, request.id)
    return tuple(
        Finding(known[upload_id].problem, Severity.BLOCK, field)
        for field, upload_id in documents_in(answers, known)
        if known[upload_id].state in REFUSED
    )
