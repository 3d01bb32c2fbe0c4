"""Uploads: size, type by content, then sealed storage and a row. Scanning comes later."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.documents.storage import Shelf
from provportal.domain.roles import Context
from provportal.store.reads import request_for_update
from provportal.store.remittance import Document
from provportal.store.row import new_id
from provportal.store.session import transaction

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE

_SIGNS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
"""How a file of each accepted kind begins, whatever its name says."""


class FileRefused(ValueError):
    """The file cannot be taken; carries a code and the values of its sentence."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that a person sent for one question ('parent.sheet') of a request."""

    request_id: str
    question: str
    data: bytes


def media_type(data: bytes) -> str:
    """The kind of file, by its content. Raises FileRefused."""
    if not data:
        raise FileRefused("file_empty")
    if len(data) > MAX_BYTES:
        # Rounded up: "10 MB is more than 10 MB" would help nobody.
        tenths = -(-len(data) * 10 // MEGABYTE)
        raise FileRefused("file_too_large", size=str(Decimal(tenths) / 10), limit="10")
    for sign, kind in _SIGNS.items():
        if data.startswith(sign):
            return kind
    raise FileRefused("file_kind")


def keep_upload(shelf: Shelf, context: Context, upload: Upload) -> str:
    """Store an upload and return the id of its document. Raises FileRefused, NotFound."""
    kind = media_type(upload.data)
    stored = shelf.storage.put(upload.data)
    document_id = new_id()
    with transaction(shelf.engine) as session:
        request = request_for_update(session, context.actor, upload.request_id)
        session.add(
            Document(
                id=document_id,
                agency_id=request.agency_id,
                organisation_id=request.organisation_id,
                subject_id=request.id,
                kind=upload.question,
                media_type=kind,
                storage_key=stored.key,
                sha256=stored.sha256,
                size=stored.size,
                stored_at=context.now,
            )
        )
        change = Change(after={"question": upload.question, "sha256": stored.sha256})
        subject = Subject("request", request.id, request.agency_id)
        audit.record(session, context, "request.upload", subject, change)
    return document_id
