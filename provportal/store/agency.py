"""Paying agencies, their bank profiles, rule versions and closed days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.money import Money
from provportal.store.row import Row, key, to

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


class RuleVersion(Row):
    """One published rule book. Never changes once written (a trigger refuses)."""

    __tablename__ = "rule_version"
    __table_args__ = (sa.UniqueConstraint("agency_id", "program", "version"),)

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    program: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[str] = mapped_column(sa.String(40))
    effective_from: Mapped[date]
    payload: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(sa.String(64))
    source: Mapped[str]
    published_at: Mapped[datetime]


class ClosedDay(Row):
    """A day on which the agency's office is closed besides weekends and Federal holidays."""

    __tablename__ = "closed_day"

    agency_id: Mapped[str] = mapped_column(
        sa.Uuid(as_uuid=False), sa.ForeignKey("agency.id"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
