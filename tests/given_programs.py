"""Builders of declared programs: the file that the how-to shows, and a provider who uses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from provportal.actions.records_provider import ContractRecord, keep_contract
from provportal.domain.programs.declared.program import book_of_text
from provportal.domain.roles import SYSTEM
from provportal.store.provider import Contract
from provportal.store.session import transaction
from tests import given
from tests.given import World
from tests.given_rules import published

FILE = Path(__file__).parent.parent / "docs" / "how-to" / "special_request.toml"
"""The program is this file and nothing else."""
TEXT = FILE.read_text(encoding="utf-8")
PROGRAM = "special_request"

ANSWERS: dict[str, dict[str, Any]] = {
    "purpose": {"what_for": "supplies"},
    "reason": {"why": "The child needs a softer mattress."},
    "period": {"first_day": "2026-10-05", "last_day": "2026-10-09"},
    "amount": {"total": "300.00"},
    "proof": {"receipt": "a-stored-document"},
    "sign": {"signed_on": "2026-11-03", "agreed": True},
}
"""A request that asks for 50.00 more than the table has for supplies."""


def a_text(**changes: str) -> str:
    """The file with some of its values written otherwise: `version="2"` replaces a line."""
    lines = TEXT.splitlines(keepends=True)
    for key, value in changes.items():
        place = next(n for n, line in enumerate(lines) if line.startswith(f"{key} ="))
        lines[place] = f"{key} = {value}\n"
    return "".join(lines)


def with_program(world: World) -> World:
    """The same world with the program published, and the provider's contract for it."""
    published(world, book_of_text(TEXT), PROGRAM)
    return with_contract(world)


def with_contract(world: World) -> World:
    """The provider with a contract for the program, which is published already."""
    number = given.number("S")
    record = ContractRecord(
        world.agency.id, world.provider.id, PROGRAM, number, date(2026, 1, 1), None, {}
    )
    with transaction(world.engine) as session:
        keep_contract(session, world.doing(SYSTEM), record)
        by_number = sa.select(Contract.id).where(Contract.number == number)
        contract_id = session.scalars(by_number).one()
    provider = replace(world.provider, contract_id=contract_id, contract_number=number)
    return replace(world, provider=provider)
