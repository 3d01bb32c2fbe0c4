"""Provider organisations, their contracts with agencies, and the rates they charge."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.money import Money
from provportal.store.row import Row, key, to


class Organisation(Row):
    """A provider: the payee. The tax number is sealed; its token finds the same payee again."""

    __tablename__ = "organisation"

    id: Mapped[str] = key()
    reference: Mapped[str] = mapped_column(sa.String(40), unique=True)
    """Names the organisation in imported files; never changes."""
    name: Mapped[str]
    tin_sealed: Mapped[str]
    tin_last4: Mapped[str] = mapped_column(sa.String(4))
    tin_token: Mapped[str] = mapped_column(sa.String(64), unique=True)


class Contract(Row):
    """Agency x provider x program x dates; its number is the provider number people know."""

    __tablename__ = "contract"
    __table_args__ = (sa.UniqueConstraint("agency_id", "number"),)

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    organisation_id: Mapped[str] = to("organisation", index=True)
    program: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[str] = mapped_column(sa.String(20))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    terms: Mapped[dict[str, Any]]
    """What only the program reads: kind, licence, TrustLine, relationship ..."""


class Rate(Row):
    """What a provider charges, from a date, per category and age group."""

    __tablename__ = "rate"
    __table_args__ = (
        sa.UniqueConstraint("contract_id", "category", "age_group", "effective_from"),
    )

    id: Mapped[str] = key()
    contract_id: Mapped[str] = to("contract", index=True)
    category: Mapped[str] = mapped_column(sa.String(40))
    age_group: Mapped[str] = mapped_column(sa.String(10))
    amount: Mapped[Money]
    effective_from: Mapped[date]


class Child(Row):
    """The person served. (In a health program: the patient.)"""

    __tablename__ = "child"
    __table_args__ = (sa.UniqueConstraint("agency_id", "number"),)

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    number: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str]
    born: Mapped[date]
    terms: Mapped[dict[str, Any]]


class Certificate(Row):
    """The approval that a month of care is asked under; hangs on a contract."""

    __tablename__ = "certificate"
    __table_args__ = (sa.UniqueConstraint("agency_id", "number"),)

    id: Mapped[str] = key()
    agency_id: Mapped[str] = to("agency")
    contract_id: Mapped[str] = to("contract", index=True)
    child_id: Mapped[str] = to("child", index=True)
    number: Mapped[str] = mapped_column(sa.String(20))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    terms: Mapped[dict[str, Any]]
    """What only the program reads: certified schedule, category, stage, case number, fee ..."""
