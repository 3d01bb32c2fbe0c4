"""Rows that a line of a file names by a code or a number, or the plain refusal."""

from __future__ import annotations

import sqlalchemy as sa

from provportal.domain.program import Program
from provportal.imports.kind import Desk, Refused
from provportal.store.agency import Agency
from provportal.store.programs import programs_at
from provportal.store.provider import Child, Contract, Organisation


def agency_of(desk: Desk, code: str) -> Agency:
    """The agency with this code. Raises Refused."""
    found = desk.session.scalar(sa.select(Agency).where(Agency.code == code))
    if found is None:
        raise Refused("agency", "There is no agency with this code.")
    return found


def organisation_of(desk: Desk, reference: str, column: str) -> Organisation:
    """The provider organisation with this reference. Raises Refused."""
    found = desk.session.scalar(sa.select(Organisation).where(Organisation.reference == reference))
    if found is None:
        raise Refused(column, "There is no provider with this reference.")
    return found


def contract_of(desk: Desk, agency: Agency, number: str) -> Contract:
    """The agency's contract with this number. Raises Refused."""
    found = desk.session.scalar(
        sa.select(Contract).where(Contract.agency_id == agency.id, Contract.number == number)
    )
    if found is None:
        raise Refused("contract", "This agency has no contract with this number.")
    return found


def child_of(desk: Desk, agency: Agency, number: str) -> Child:
    """The agency's child with this number. Raises Refused."""
    found = desk.session.scalar(
        sa.select(Child).where(Child.agency_id == agency.id, Child.number == number)
    )
    if found is None:
        raise Refused("child", "This agency has no child with this number.")
    return found


def program_of(desk: Desk, agency: Agency, code: str) -> Program:
    """The program with this code: the portal's own, or one the agency declared. Raises Refused."""
    if code in desk.programs:
        return desk.programs[code]
    known = {**desk.programs, **programs_at(desk.session, agency.id)}
    if code not in known:
        raise Refused("program", f"Write one of {', '.join(sorted(known))}.")
    return known[code]
