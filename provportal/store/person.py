"""People who sign in, and what they may do where."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.roles import Role
from provportal.store.row import Row, Word, key, to


class Person(Row):
    """One human being: duties are kept apart by person, not by account or role."""

    __tablename__ = "person"

    id: Mapped[str] = key()
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(sa.String(10), default="en")
    password_hash: Mapped[str | None]
    disabled_at: Mapped[datetime | None]


class Membership(Row):
    """A person's role at one agency or in one provider organisation, never both."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint("(agency_id IS NULL) <> (organisation_id IS NULL)", name="one_side"),
        sa.UniqueConstraint("person_id", "agency_id", "organisation_id", "role"),
    )

    id: Mapped[str] = key()
    person_id: Mapped[str] = to("person", index=True)
    agency_id: Mapped[str | None] = to("agency", optional=True)
    organisation_id: Mapped[str | None] = to("organisation", optional=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    may_sign: Mapped[bool] = mapped_column(default=False)
