"""Uploads: size and kind by content are judged at once, the rest by a job from quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from provportal.actions import uploads
from provportal.actions.uploads import StoredFile, TooMany
from provportal.documents.storage import Shelf
from provportal.domain.roles import Context
from provportal.store.session import transaction

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE

_SIGNS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
"""How a file of each accepted kind begins, whatever its name says."""

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
"""What the first box of a phone's HEIC says it is (ISO/IEC 23008-12, file type box)."""


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
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "image/heic"
    raise FileRefused("file_kind")


def keep_upload(shelf: Shelf, context: Context, upload: Upload) -> str:
    """Store a file in quarantine; the id of the document that it becomes once it is clean.

    Raises FileRefused, NotFound.
    """
    kind = media_type(upload.data)
    stored = shelf.storage.put(upload.data)
    file = StoredFile(stored.key, stored.sha256, stored.size, kind)
    try:
        with transaction(shelf.engine) as session:
            return uploads.take_in(session, context, upload.request_id, upload.question, file)
    except TooMany:
        shelf.storage.delete(stored.key)
        raise FileRefused("file_too_many") from None
