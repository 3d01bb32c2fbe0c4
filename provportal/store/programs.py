"""Which program a code means: one of the portal's own, or one that an agency has declared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.program import Program
from provportal.domain.programs import PROGRAMS
from provportal.domain.programs.declared.program import declared_program
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.reads import NotFound
from provportal.store.request import Request


def program_by(version: RuleVersion | RuleDraft) -> Program:
    """The program as a version or a draft of its rules has it."""
    return PROGRAMS.get(version.program) or declared_program(version.payload)


def programs_at(session: Session, agency_id: str) -> dict[str, Program]:
    """Every program of an agency, by code: the portal's own and those it has published."""
    return PROGRAMS | {
        code: found for (_, code), found in declared_at(session, [agency_id]).items()
    }


def declared_at(session: Session, agency_ids: Iterable[str]) -> dict[tuple[str, str], Program]:
    """The programs that agencies have declared and published, by agency and code.

    Each as its version that begins last has it.
    """
    return {
        (version.agency_id, version.program): program_by(version)
        for version in session.scalars(_declared(agency_ids))
    }


def _declared(agency_ids: Iterable[str]) -> sa.Select[RuleVersion]:
    """Versions of declared programs, the earliest first."""
    return (
        sa.select(RuleVersion)
        .where(RuleVersion.agency_id.in_(agency_ids), RuleVersion.program.not_in(PROGRAMS))
        .order_by(RuleVersion.effective_from, RuleVersion.published_at)
    )


def program_of(session: Session, request: Request) -> Program:
    """The program of a request, as the version of its month has it. Raises NotFound."""
    return program_on(session, (request.agency_id, request.program), request.service_from)


def program_on(session: Session, of: tuple[str, str], day: date) -> Program:
    """The program that an agency calls so, as it is on a day: (agency id, code). Raises NotFound.

    On a day before a declared program begins it is what it begins with.
    """
    agency_id, code = of
    if code in PROGRAMS:
        return PROGRAMS[code]
    versions = session.scalars(_declared([agency_id]).where(RuleVersion.program == code)).all()
    begun = [version for version in versions if version.effective_from <= day] or versions[:1]
    if not begun:
        raise NotFound("program")
    return program_by(begun[-1])
