"""Uploads: what a person sent for a question, and whether it may be opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from provportal.domain.request import State
from provportal.domain.upload import UploadState
from provportal.store.locking import locked
from provportal.store.reads import NotFound
from provportal.store.request import Request
from provportal.store.row import Row, Word, key, to


class Upload(Row):
    """A file as it was sent. Once it is clean, the document of the same id is what people open."""

    __tablename__ = "upload"

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation")
    request_id: Mapped[str] = to("request", index=True)
    question: Mapped[str] = mapped_column(sa.String(40))
    """'parent.sheet'"""
    media_type: Mapped[str] = mapped_column(sa.String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    """Of the bytes as sent, hex: kept when those are gone, to know the same file again."""
    quarantine_key: Mapped[str] = mapped_column(unique=True)
    """Where the bytes as sent are stored; they are deleted once the file is clean or refused."""
    state: Mapped[UploadState] = mapped_column(Word(UploadState), default=UploadState.QUARANTINED)
    problem: Mapped[str] = mapped_column(sa.String(40), default="")
    """Why it was refused, as the code of a finding; '' otherwise."""
    pages: Mapped[int] = mapped_column(default=0)
    """Pictures of pages that were drawn: none of a small photo, which is shown itself."""
    openings: Mapped[int] = mapped_column(default=0)
    """How often drawing it anew was begun: a file that ends every worker is refused at last."""
    sent_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]


def upload_for_update(session: Session, upload_id: str) -> Upload:
    """An upload, locked for its decision. Raises NotFound."""
    found = session.scalar(locked(sa.select(Upload).where(Upload.id == upload_id)))
    if found is None:
        raise NotFound("upload")
    return found


def uploads_of(session: Session, request_id: str) -> Mapping[str, Upload]:
    """Everything that was sent for a request, by id, oldest first."""
    statement = sa.select(Upload).where(Upload.request_id == request_id)
    rows = session.scalars(statement.order_by(Upload.sent_at, Upload.id))
    return {row.id: row for row in rows}


def also_sent_with(session: Session, upload: Upload) -> Sequence[str]:
    """The numbers of other sent requests of the agency that hold the very same file."""
    return session.scalars(
        sa.select(Request.number)
        .join(Upload, Upload.request_id == Request.id)
        .where(
            Upload.sha256 == upload.sha256,
            Upload.agency_id == upload.agency_id,
            Upload.request_id != upload.request_id,
            Request.state != State.DRAFT,
        )
        .distinct()
        .order_by(Request.number)
    ).all()
