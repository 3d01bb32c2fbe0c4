"""The rules of a request: the version in force on its month, with what it asks and allows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.limits import DEFAULT, Limits
from provportal.domain.question import Wizard
from provportal.domain.severities import Severities
from provportal.store.agency import RuleVersion
from provportal.store.decision import Decision
from provportal.store.programs import program_by, program_of
from provportal.store.reads import NotFound, book_of, rule_version_on
from provportal.store.request import Request


@dataclass(frozen=True, slots=True)
class Rules:
    """`version` is None where the agency has none for the month: the program's own pages and the
    usual limits stand then, and nothing can be priced."""

    version: RuleVersion | None
    wizard: Wizard
    limits: Limits
    severities: Severities = field(default_factory=dict)


def rules_of(session: Session, request: Request) -> Rules:
    """The rules by which a request is asked, checked and priced now: those of its month."""
    try:
        version = rule_version_on(session, request.agency_id, request.program, request.service_from)
    except NotFound:
        return Rules(None, program_of(session, request).wizard, DEFAULT)
    return _of(version)


def rules_cited(session: Session, request: Request, decided_by: RuleVersion | None) -> Rules:
    """The rules that an amount stands on: those that decided it, before a decision the month's."""
    return _of(decided_by) if decided_by else rules_of(session, request)


def _of(version: RuleVersion) -> Rules:
    program, book = program_by(version), book_of(version)
    return Rules(
        version, program.wizard_in(book), program.limits_in(book), program.severities_in(book)
    )


def months_back_on(
    session: Session, of: Collection[tuple[str, str]], day: date
) -> dict[tuple[str, str], int]:
    """How many past months each program, (agency id, code), offers by its version of that day."""
    begun = session.scalars(
        sa.select(RuleVersion)
        .where(
            RuleVersion.agency_id.in_({agency_id for agency_id, _ in of}),
            RuleVersion.effective_from <= day,
        )
        .order_by(RuleVersion.effective_from, RuleVersion.published_at)
    )
    in_force = {(version.agency_id, version.program): version for version in begun}
    return {
        one: _of(in_force[one]).limits.months_back if one in in_force else DEFAULT.months_back
        for one in of
    }


def version_cited(session: Session, rules: Rules, decision: Decision | None) -> RuleVersion | None:
    """The version that an amount stands on: the decision's own, before one the month's."""
    if decision is None or decision.rule_version_id is None:
        return rules.version
    return session.get(RuleVersion, decision.rule_version_id)
