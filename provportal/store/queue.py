"""The work list of an agency's staff: which requests wait, in what order, and how many."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.checks import Verdict
from provportal.domain.money import Money
from provportal.domain.request import State
from provportal.domain.roles import Actor
from provportal.store.decision import CheckResult
from provportal.store.person import Person
from provportal.store.provider import Certificate, Child, Organisation
from provportal.store.queue_parts import IS_RECOMMENDED, PARTS, Part, Wanted, conditions_of
from provportal.store.request import IS_WAITING, Request, RequestLine, RequestVersion

PAGE = 25


@dataclass(frozen=True, slots=True)
class Place:
    """A place in line: the next page begins behind it, however many rows are added."""

    submitted_at: datetime
    request_id: str

    def __str__(self) -> str:
        return f"{self.submitted_at.isoformat()}_{self.request_id}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """What `str` wrote; None for anything else."""
        moment, _, request_id = text.partition("_")
        try:
            at = datetime.fromisoformat(moment)
            return cls(at, str(uuid.UUID(request_id))) if at.tzinfo else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the list."""

    request: Request
    version_id: str
    organisation: str
    person: str
    owner: str | None
    asked: Money
    is_recommended: bool

    @property
    def place(self) -> Place:
        assert self.request.submitted_at is not None  # noqa: S101 - only sent requests are listed
        return Place(self.request.submitted_at, self.request.id)


def waiting(
    session: Session, actor: Actor, wanted: Wanted, after: Place | None, size: int = PAGE
) -> list[Waiting]:
    """The next rows of an agency's list, oldest first; one more than `size` when more follow."""
    asked = statement(actor, wanted)
    if after is not None:
        # The first condition lets the index start at the place; the second skips its own minute.
        asked = asked.where(
            Request.submitted_at >= after.submitted_at,
            sa.or_(Request.submitted_at > after.submitted_at, Request.id > after.request_id),
        )
    return [Waiting(*row) for row in session.execute(asked.limit(size + 1))]


def statement(actor: Actor, wanted: Wanted) -> sa.Select[Request, str, str, str, str, Money, bool]:
    """All rows of an agency's list that are wanted, oldest first."""
    mine = _rows().where(Request.agency_id == actor.agency_id, *conditions_of(actor, wanted))
    return mine.order_by(Request.submitted_at, Request.id)


def _rows() -> sa.Select[Request, str, str, str, str, Money, bool]:
    asked = (
        sa.select(sa.func.sum(RequestLine.asked, type_=RequestLine.asked.type))
        .where(RequestLine.version_id == RequestVersion.id)
        .correlate(RequestVersion)
        .scalar_subquery()
    )
    return (
        sa.select(
            Request,
            RequestVersion.id,
            Organisation.name,
            Child.name,
            Person.name,
            asked,
            IS_RECOMMENDED,
        )
        .join(Organisation, Organisation.id == Request.organisation_id)
        .join(Certificate, Certificate.id == Request.certificate_id)
        .join(Child, Child.id == Certificate.child_id)
        .join(
            RequestVersion,
            sa.and_(
                RequestVersion.request_id == Request.id,
                RequestVersion.number == Request.current_version,
            ),
        )
        .outerjoin(Person, Person.id == Request.owner_id)
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many live requests there are, exactly."""

    submitted: int
    in_review: int
    to_decide: int
    set_aside: int
    mine: int


def counts(session: Session, actor: Actor) -> Counts:
    """Count an agency's live requests in one pass."""

    def number_of(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    counted = (
        Request.state == State.SUBMITTED,
        Request.state == State.IN_REVIEW,
        PARTS[Part.TO_DECIDE],
        PARTS[Part.SET_ASIDE],
        Request.owner_id == actor.person_id,
    )
    row = session.execute(
        sa.select(*(number_of(condition) for condition in counted)).where(
            Request.agency_id == actor.agency_id, IS_WAITING
        )
    ).one()
    submitted, in_review, to_decide, set_aside, mine = (int(number) for number in row)
    return Counts(submitted, in_review - to_decide, to_decide, set_aside, mine)


def open_findings(session: Session, rows: Sequence[Waiting]) -> dict[str, list[CheckResult]]:
    """The checks of these requests that ask for a look, by version."""
    found: dict[str, list[CheckResult]] = {row.version_id: [] for row in rows}
    quiet = (Verdict.PASSED, Verdict.NOTED)
    for result in session.scalars(
        sa.select(CheckResult)
        .where(CheckResult.version_id.in_(found), CheckResult.verdict.not_in(quiet))
        .order_by(CheckResult.asked_at, CheckResult.id)
    ):
        found[result.version_id].append(result)
    return found


def oldest_submitted(session: Session, actor: Actor, number: int) -> Sequence[str]:
    """The ids of the first requests in line that nobody has taken and the actor did not send."""
    return session.scalars(
        sa.select(Request.id)
        .where(
            Request.agency_id == actor.agency_id,
            IS_WAITING,
            PARTS[Part.SUBMITTED],
            Request.submitted_by_id != actor.person_id,
        )
        .order_by(Request.submitted_at, Request.id)
        .limit(number)
    ).all()
