"""The documents of a remittance: rendered by a job, stored once, served unchanged for ever."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from provportal.actions.snapshots import from_json
from provportal.documents.remittance_csv import remittance_csv
from provportal.documents.remittance_pdf import render
from provportal.documents.storage import Shelf
from provportal.failpoints import Failpoint, reach
from provportal.store.remittance import Document, Remittance
from provportal.store.session import reading, transaction

PDF = "remittance_pdf"
CSV = "remittance_csv"
MEDIA = {PDF: "application/pdf", CSV: "text/csv; charset=utf-8"}


def render_remittances(shelf: Shelf, now: datetime, batch_id: str, chunk: tuple[int, int]) -> int:
    """Render and store what a stretch of a batch's remittances still lacks; how many were made.

    Each remittance is recorded by itself, so that a killed job goes on where it was.
    """
    with reading(shelf.engine) as session:
        remittances = _without_documents(session, batch_id, chunk)
    for remittance in remittances:
        snapshot = from_json(remittance.snapshot)
        _keep(shelf, now, remittance, {PDF: render(snapshot), CSV: remittance_csv(snapshot)})
    return len(remittances)


def _without_documents(session: Session, batch_id: str, chunk: tuple[int, int]) -> list[Remittance]:
    first, count = chunk
    stretch = session.scalars(
        sa.select(Remittance)
        .where(Remittance.batch_id == batch_id)
        .order_by(Remittance.number)
        .offset(first)
        .limit(count)
    ).all()
    done = session.scalars(
        sa.select(Document.subject_id).where(
            Document.subject_id.in_([remittance.id for remittance in stretch]),
            Document.kind == PDF,
        )
    ).all()
    return [remittance for remittance in stretch if remittance.id not in set(done)]


def _keep(shelf: Shelf, now: datetime, remittance: Remittance, contents: dict[str, bytes]) -> None:
    """Bytes first, then the rows; of two jobs that render the same, one keeps its rows."""
    stored = {kind: shelf.storage.put(data) for kind, data in contents.items()}
    reach(Failpoint.REMITTANCE_STORED)
    try:
        with transaction(shelf.engine) as session:
            session.add_all(
                Document(
                    agency_id=remittance.agency_id,
                    organisation_id=remittance.organisation_id,
                    subject_id=remittance.id,
                    kind=kind,
                    media_type=MEDIA[kind],
                    storage_key=kept.key,
                    sha256=kept.sha256,
                    size=kept.size,
                    stored_at=now,
                )
                for kind, kept in stored.items()
            )
    except IntegrityError:
        for kept in stored.values():
            shelf.storage.delete(kept.key)


def document_of(session: Session, subject_id: str, kind: str) -> Document | None:
    """The stored document of a remittance or request, if it has been made."""
    return session.scalar(
        sa.select(Document).where(Document.subject_id == subject_id, Document.kind == kind)
    )
