"""The check of a request's documents: whether each is safe, readable, and new to the agency."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from provportal.domain.checks import Finding, Severity
from provportal.domain.upload import REFUSED, UploadState, documents_in
from provportal.store.keyring import Keyring
from provportal.store.request import Request, RequestLine, RequestVersion
from provportal.store.upload import Upload, also_sent_with, uploads_of

FIRST_LINE = 1


def files(
    session: Session, keyring: Keyring, request: Request, line: RequestLine
) -> tuple[Finding, ...]:
    """What is refused blocks; what was sent with another request of the agency warns.

    Documents belong to the whole request: they are told with its first line.
    """
    if line.number != FIRST_LINE:
        return ()
    found = _named(session, request, line.version_id)
    return tuple(
        finding for field, upload in found for finding in _findings(session, field, upload)
    )


def waits_for_files(session: Session, request: Request, version_id: str) -> bool:
    """Whether a document of this version is still in quarantine."""
    found = _named(session, request, version_id)
    return any(upload.state is UploadState.QUARANTINED for _, upload in found)


def _named(session: Session, request: Request, version_id: str) -> list[tuple[str, Upload]]:
    known = uploads_of(session, request.id)
    answers = session.get_one(RequestVersion, version_id).answers
    return [(field, known[id_]) for field, id_ in documents_in(answers, known)]


def _findings(session: Session, field: str, upload: Upload) -> Iterator[Finding]:
    if upload.state in REFUSED:
        yield Finding(upload.problem, Severity.BLOCK, field)
        return
    others = also_sent_with(session, upload)
    if others:
        params = {"number": ", ".join(others)}
        yield Finding("document_seen_before", Severity.WARNING, field, params)
