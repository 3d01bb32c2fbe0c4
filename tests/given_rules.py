"""Builders of rule books: the shipped one with parts changed, and versions that two publish."""

from __future__ import annotations

import copy
from datetime import date, datetime
from typing import Any

from provportal.actions import rules
from provportal.actions.records_agency import plain_payload
from provportal.actions.rules import Written
from provportal.domain.programs.calworks.book import load_los_angeles, read_book
from provportal.domain.rulebook import RuleBook
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.session import transaction
from tests.given import NOW, World

PROOF = {
    "step": "documents",
    "key": "enrolment",
    "label": {
        "en": "Proof of enrolment",
        "es": "Comprobante de inscripción",
        "zh-Hant": "註冊證明",
    },
}
"""A document that a version asks for."""


def a_payload(
    version: str = "los-angeles-2", begins: str = "2026-11-01", **sections: Any
) -> dict[str, Any]:
    """The book of Los Angeles as another version, with sections of its own."""
    payload = copy.deepcopy(plain_payload(load_los_angeles()))
    return payload | {"version": version, "effective_from": begins} | sections


def a_book(version: str = "los-angeles-2", begins: str = "2026-11-01", **sections: Any) -> RuleBook:
    """The same, read and checked."""
    return read_book(a_payload(version, begins, **sections))


def drafted(
    world: World, book: RuleBook, program: str = "calworks", because: str = ""
) -> RuleDraft:
    """A draft that the first program admin wrote."""
    with transaction(world.engine) as session:
        admin = world.doing(world.agency.program_admin)
        written = Written(book, "The board decided it.", because)
        return rules.draft(session, admin, world.agency.id, program, written)


def proposed(world: World, book: RuleBook, program: str = "calworks") -> RuleDraft:
    """A draft that waits for its second person."""
    made = drafted(world, book, program)
    with transaction(world.engine) as session:
        admin = world.doing(world.agency.program_admin)
        return rules.propose(session, admin, made.id, made.hash)


def published(
    world: World, book: RuleBook, program: str = "calworks", now: datetime = NOW
) -> RuleVersion:
    """A version that one program admin proposed and the other published."""
    made = proposed(world, book, program)
    with transaction(world.engine) as session:
        other = world.doing(world.agency.other_program_admin, now)
        return rules.publish(session, other, made.id, made.hash)


def later(months: int) -> date:
    """The first day of a month after the one that requests of tests are for."""
    years, month = divmod(9 + months, 12)
    return date(2026 + years, month + 1, 1)
