"""Records of providers: the organisation with its sealed tax number, contracts and rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.audit import Subject
from provportal.actions.records import Outcome, columns_of, keep, refuse_moved
from provportal.domain.identifiers import normal_tin
from provportal.domain.money import Money
from provportal.domain.roles import Context
from provportal.store.keyring import Keyring
from provportal.store.provider import Contract, Organisation, Rate
from provportal.store.row import new_id


class TinTaken(ValueError):
    """Another provider has this tax number; the message does not hold it."""


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """A provider: the payee, found again by its reference. The tax number is in no printout."""

    reference: str
    name: str
    tin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContractRecord:
    """Agency x provider x program x dates; found again by its number within the agency."""

    agency_id: str
    organisation_id: str
    program: str
    number: str
    starts_on: date
    ends_on: date | None
    terms: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RateRecord:
    """One rate of a provider's sheet; found again by all but its amount."""

    contract_id: str
    category: str
    age_group: str
    effective_from: date
    amount: Money


def keep_organisation(
    session: Session, context: Context, record: OrganisationRecord, keyring: Keyring
) -> Outcome:
    """Add or change a provider. Raises NotAllowed, TinTaken.

    The number is sealed for its row, and found again by a keyed token alone.
    """
    organisation = session.scalar(
        sa.select(Organisation).where(Organisation.reference == record.reference)
    ) or Organisation(id=new_id(), reference=record.reference)
    tin = normal_tin(record.tin)
    token = keyring.blind_index(tin, "tin")
    _refuse_shared(session, organisation.id, token)
    values: dict[str, Any] = {"name": record.name}
    if organisation.tin_token != token:
        # Sealing the same number again would give other bytes, and a change where there is none.
        sealed = keyring.seal(tin, "organisation", organisation.id, "tin")
        values |= {"tin_sealed": sealed, "tin_last4": tin[-4:], "tin_token": token}
    subject = Subject("organisation", organisation.id, None)
    return keep(session, context, organisation, values, subject)


def _refuse_shared(session: Session, organisation_id: str, token: str) -> None:
    other = sa.select(Organisation.id).where(
        Organisation.tin_token == token, Organisation.id != organisation_id
    )
    if session.scalar(other) is not None:
        raise TinTaken("another provider has this tax number")


def keep_contract(session: Session, context: Context, record: ContractRecord) -> Outcome:
    """Add or change a contract. It stays with its provider and program: money hangs on it.

    Raises NotAllowed, Settled.
    """
    found = session.scalar(
        sa.select(Contract).where(
            Contract.agency_id == record.agency_id, Contract.number == record.number
        )
    )
    contract = found or Contract(id=new_id())
    if found is not None:
        owners = ("organisation_id", record.organisation_id), ("program", record.program)
        refuse_moved(found, *owners)
    subject = Subject("contract", contract.id, record.agency_id)
    return keep(session, context, contract, columns_of(record), subject)


def keep_rate(session: Session, context: Context, agency_id: str, record: RateRecord) -> Outcome:
    """Add a rate, or correct its amount. Raises NotAllowed."""
    found = session.scalar(
        sa.select(Rate).where(
            Rate.contract_id == record.contract_id,
            Rate.category == record.category,
            Rate.age_group == record.age_group,
            Rate.effective_from == record.effective_from,
        )
    )
    rate = found or Rate(id=new_id())
    subject = Subject("rate", rate.id, agency_id)
    return keep(session, context, rate, columns_of(record), subject)
