"""Remittances, their lines, and the documents made of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.money import Money
from provportal.store.row import Row, key, to


class Remittance(Row):
    """The posted proof of one payment. The snapshot is what screen, PDF and CSV show, for ever."""

    __tablename__ = "remittance"

    id: Mapped[str] = key()
    number: Mapped[str] = mapped_column(sa.String(40), unique=True)
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation", index=True)
    batch_id: Mapped[str] = to("batch", index=True)
    entry_id: Mapped[str | None] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("entry.id"), unique=True
    )
    paid: Mapped[Money]
    settled_on: Mapped[date]
    posted_at: Mapped[datetime]
    returned_on: Mapped[date | None]
    snapshot: Mapped[dict[str, Any]]


class RemittanceLine(Row):
    """One batch line as it was paid."""

    __tablename__ = "remittance_line"
    __table_args__ = (
        sa.CheckConstraint("asked - reduced + added - set_off = paid", name="bridge"),
    )

    id: Mapped[str] = key()
    remittance_id: Mapped[str] = to("remittance", index=True)
    batch_line_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("batch_line.id"), unique=True
    )
    request_id: Mapped[str] = to("request", index=True)
    line_id: Mapped[str] = to("request_line", index=True)
    asked: Mapped[Money]
    reduced: Mapped[Money]
    added: Mapped[Money]
    offset: Mapped[Money] = mapped_column("set_off")
    paid: Mapped[Money]


class Document(Row):
    """Bytes in the document storage: sealed there, served unchanged for ever."""

    __tablename__ = "document"
    __table_args__ = (
        sa.Index("ix_document_subject", "subject_id"),
        sa.Index(
            "uq_document_made_once",
            "subject_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("kind LIKE 'remittance%'"),
            postgresql_where=sa.text("kind LIKE 'remittance%'"),
        ),
    )

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation")
    subject_id: Mapped[str] = mapped_column(sa.Uuid(as_uuid=False))
    """The remittance it shows, or the request it was sent with."""
    kind: Mapped[str] = mapped_column(sa.String(40))
    media_type: Mapped[str] = mapped_column(sa.String(80))
    storage_key: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    stored_at: Mapped[datetime]
