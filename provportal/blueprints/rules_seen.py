"""What the pages of rules show: versions by when they count, a draft beside what it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.rules import obstacles_of
from provportal.domain.difference import Difference, differences
from provportal.domain.programs import PROGRAMS
from provportal.domain.programs.reading import values_of
from provportal.domain.roles import Actor
from provportal.domain.rule_draft import LIFECYCLE, DraftAction, Obstacle
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.person import Person
from provportal.store.programs import program_by
from provportal.store.rule_reads import (
    before_day,
    draft_of,
    every_version,
    open_drafts,
    version_of,
    versions_of,
)

NAMES = frozenset({"version", "effective_from"})
"""Every version differs from another in these: they head the page and are no change of a rule."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A version with the day before the next one begins; None is until further notice."""

    version: RuleVersion
    until: date | None

    @property
    def is_replaced(self) -> bool:
        """Whether another version began on the same day: this one never decided."""
        return self.until is not None and self.until < self.version.effective_from

    def is_over(self, today: date) -> bool:
        return self.until is not None and self.until < today

    def is_coming(self, today: date) -> bool:
        return self.version.effective_from > today


@dataclass(frozen=True, slots=True)
class OfProgram:
    """The versions of one program, the latest to begin first, and its open drafts."""

    code: str
    name: str
    versions: Sequence[Dated]
    drafts: Sequence[RuleDraft]


def programs_of(session: Session, agency_id: str) -> list[OfProgram]:
    """Every program, with what the agency has published and drafted, the portal's own first."""
    versions, drafts = every_version(session, agency_id), open_drafts(session, agency_id)
    names = {code: program.name for code, program in PROGRAMS.items()}
    declared: list[RuleVersion | RuleDraft] = [*versions, *drafts]
    for found in declared:
        names.setdefault(found.program, program_by(found).name)
    return [
        OfProgram(
            code,
            name,
            dated([version for version in versions if version.program == code]),
            [draft for draft in drafts if draft.program == code],
        )
        for code, name in names.items()
    ]


def dated(versions: Sequence[RuleVersion]) -> list[Dated]:
    """Versions, the latest to begin first, each with its last day.

    Of two that began on one day, as older releases allowed, the one published later counts: the
    other has no day, and its last one is the day before it began.
    """
    following = [None, *(version.effective_from for version in versions)]
    return [
        Dated(version, begins - timedelta(days=1) if begins else None)
        for version, begins in zip(versions, following, strict=False)
    ]


@dataclass(frozen=True, slots=True)
class SeenVersion:
    """One version, who made it, and what it changed; `before` is None for the first."""

    version: RuleVersion
    program: str
    until: date | None
    before: RuleVersion | None
    people: Mapping[str, str]
    changes: Sequence[Difference]

    @property
    def contents(self) -> Sequence[Difference]:
        """Every value in it."""
        return differences({}, values_of(self.version.payload))


def look_at_version(session: Session, actor: Actor, version_id: str) -> SeenVersion:
    """Raises NotFound."""
    found = version_of(session, actor, version_id)
    versions = versions_of(session, found.agency_id, found.program)
    until = next(each.until for each in dated(versions) if each.version.id == found.id)
    before = before_day(session, found.agency_id, found.program, found.effective_from)
    return SeenVersion(
        version=found,
        program=program_by(found).name,
        until=until,
        before=before,
        people=_names(session, found.drafted_by_id, found.published_by_id),
        changes=changes(before, found.payload),
    )


@dataclass(frozen=True, slots=True)
class SeenDraft:
    """A draft beside the version it would follow, what stands in its way, and what may be done."""

    draft: RuleDraft
    program: str
    before: RuleVersion | None
    people: Mapping[str, str]
    changes: Sequence[Difference]
    obstacles: Sequence[Obstacle]
    actor: Actor

    def may(self, action: str) -> bool:
        return LIFECYCLE.may(DraftAction(action), self.draft.state, self.actor.role)

    @property
    def is_author(self) -> bool:
        """Whether the person wrote in it: another one publishes it."""
        return self.actor.person_id in self.draft.authors


def look_at_draft(session: Session, actor: Actor, draft_id: str) -> SeenDraft:
    """Raises NotFound."""
    found = draft_of(session, actor, draft_id)
    before = before_day(session, found.agency_id, found.program, found.effective_from)
    is_open = LIFECYCLE.may(DraftAction.DISCARD, found.state, actor.role)
    return SeenDraft(
        draft=found,
        program=program_by(found).name,
        before=before,
        people=_names(session, *found.authors, found.proposed_by_id, found.ended_by_id),
        changes=changes(before, found.payload),
        obstacles=obstacles_of(session, found) if is_open else (),
        actor=actor,
    )


def changes(before: RuleVersion | None, payload: Mapping[str, object]) -> tuple[Difference, ...]:
    """What a payload changes of a version; nothing to say of the first one."""
    if before is None:
        return ()
    found = differences(values_of(before.payload), values_of(payload))
    return tuple(each for each in found if each.path[0] not in NAMES)


def _names(session: Session, *ids: str | None) -> dict[str, str]:
    wanted = {person_id for person_id in ids if person_id}
    rows = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {person_id: name for person_id, name in rows}  # noqa: C416 - rows are no pairs to mypy
