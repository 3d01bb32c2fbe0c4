"""Paying agencies, their bank profiles, rule versions with their drafts, and closed days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.money import Money
from provportal.domain.rule_draft import DraftState
from provportal.store.row import Row, Word, key, to

FACTOR_ABOVE = Money(150_000)
"""Most months of one child's care stay below it: an approver is asked now and then."""


class Agency(Row):
    """A county or an alternative payment program."""

    __tablename__ = "agency"

    id: Mapped[str] = key()
    code: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str]
    county: Mapped[str]
    phone: Mapped[str]
    factor_above: Mapped[Money] = mapped_column(default=FACTOR_ABOVE, server_default="150000")
    """An approval that pays more asks the approver for the second factor once more."""


class BankProfile(Row):
    """How one agency's bank wants its files. Numbers here are the agency's, not a provider's."""

    __tablename__ = "bank_profile"

    agency_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("agency.id"), primary_key=True
    )
    odfi: Mapped[str] = mapped_column(sa.String(9))
    destination: Mapped[str] = mapped_column(sa.String(9))
    destination_name: Mapped[str] = mapped_column(sa.String(23))
    origin: Mapped[str] = mapped_column(sa.String(10))
    origin_name: Mapped[str] = mapped_column(sa.String(23))
    company_name: Mapped[str] = mapped_column(sa.String(16))
    company_id: Mapped[str] = mapped_column(sa.String(10))
    line_ending: Mapped[str] = mapped_column(sa.String(4), default="crlf")


class WholeBook:
    """What a rule book holds, drafted or published; `hash` is that of the payload."""

    agency_id: Mapped[str] = to("agency")
    program: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[str] = mapped_column(sa.String(40))
    effective_from: Mapped[date]
    payload: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(sa.String(64))
    source: Mapped[str]


class RuleVersion(WholeBook, Row):
    """One published rule book. Never changes once written (a trigger refuses).

    Who drafted and who published it are unknown of versions from before drafts were kept.
    """

    __tablename__ = "rule_version"
    __table_args__ = (
        sa.UniqueConstraint("agency_id", "program", "version"),
        sa.Index(
            "uq_rule_version_day",
            "agency_id",
            "program",
            "effective_from",
            unique=True,
            sqlite_where=sa.text("published_by_id IS NOT NULL"),
            postgresql_where=sa.text("published_by_id IS NOT NULL"),
        ),
    )

    id: Mapped[str] = key()
    published_at: Mapped[datetime]
    drafted_by_id: Mapped[str | None] = to("person", optional=True)
    published_by_id: Mapped[str | None] = to("person", optional=True)


class RuleDraft(WholeBook, Row):
    """A rule book that is not published yet. `authors` are ids of all who wrote in it.

    Of an agency's open drafts of one program each begins on a day of its own.
    """

    __tablename__ = "rule_draft"
    __table_args__ = (
        sa.Index(
            "uq_rule_draft_open",
            "agency_id",
            "program",
            "effective_from",
            unique=True,
            sqlite_where=sa.text("state IN ('written', 'proposed')"),
            postgresql_where=sa.text("state IN ('written', 'proposed')"),
        ),
    )

    id: Mapped[str] = key()
    reaches_back_because: Mapped[str] = mapped_column(default="")
    """The law that lets it begin before months that are decided already; '' when none does."""
    state: Mapped[DraftState] = mapped_column(Word(DraftState), default=DraftState.WRITTEN)
    authors: Mapped[list[str]]
    made_at: Mapped[datetime]
    proposed_at: Mapped[datetime | None]
    proposed_by_id: Mapped[str | None] = to("person", optional=True)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[str | None] = to("person", optional=True)
    """Who published or discarded it."""
    rule_version_id: Mapped[str | None] = to("rule_version", optional=True)


class ClosedDay(Row):
    """A day on which the agency's office is closed besides weekends and Federal holidays."""

    __tablename__ = "closed_day"

    agency_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("agency.id"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
