"""Billing history: other lines of the same payee, person or invoice, by indexed columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.duplicates import BlockingKey, Line, blocking_keys
from provportal.domain.history import OtherCare
from provportal.domain.money import Money
from provportal.domain.request import ExceptionKind
from provportal.store.provider import Child, Contract
from provportal.store.remittance import Remittance, RemittanceLine
from provportal.store.request import Request, RequestLine, RequestVersion

LOOK_BACK = timedelta(days=400)
"""Never shorter than 12 months."""

_COUNTS = sa.and_(
    Request.withdrawn_at.is_(None),
    Request.current_version == RequestVersion.number,
    sa.func.coalesce(Request.exception_kind, "") != ExceptionKind.DENIED.value,
    Request.submitted_at.is_not(None),
)


_LINE = (
    Request.number,
    Request.program,
    Contract.number,
    RequestLine.tin_token,
    RequestLine.person_id,
    Child.name,
    RequestLine.service_from,
    RequestLine.service_to,
    RequestLine.line_type,
    sa.func.coalesce(RequestLine.invoice_number, ""),
    RequestLine.asked,
    sa.func.coalesce(Request.submitted_at, Request.created_at),
)
"""A line as the matcher reads it, in the order of its fields; dated by the first submit."""

_KEY_COLUMNS = {
    "person_id": RequestLine.person_id,
    "provider_tin_token": RequestLine.tin_token,
    "service": RequestLine.service,
    "invoice_key": RequestLine.invoice_key,
}
"""Where the columns of a blocking key stand."""


class Candidates(NamedTuple):
    """What `compare` asks for: a line, those sent before it, and those that are only beside it."""

    new: Line
    earlier: list[Line]
    beside: list[Line]


def candidates(session: Session, request: Request, line: RequestLine) -> Candidates:
    """This line, with the lines that still count and that its blocking keys find.

    Other agencies' lines are left out: what they were asked for is theirs to know, and their
    persons' names too. Beside are the rest of its own version, and what was sent later.
    """
    [[_, *own]] = session.execute(_lines().where(RequestLine.id == line.id))
    found = Candidates(Line(*own), [], [])
    rows = session.execute(
        _lines()
        .where(_found_by(blocking_keys(found.new)), RequestLine.id != line.id)
        .where(_COUNTS, Request.agency_id == request.agency_id)
        .where(sa.or_(Request.id != request.id, RequestLine.version_id == line.version_id))
        .order_by(Request.submitted_at, Request.id)
    )
    for request_id, *values in rows:
        other = Line(*values)
        # Requests of one moment stand in the order in which they were started.
        before = (other.submitted_at, request_id) < (found.new.submitted_at, request.id)
        (found.earlier if before else found.beside).append(other)
    return found


def _lines() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Request.id, *_LINE)
        .join_from(RequestLine, RequestVersion, RequestVersion.id == RequestLine.version_id)
        .join(Request, Request.id == RequestLine.request_id)
        .join(Contract, Contract.id == Request.contract_id)
        .join(Child, Child.id == RequestLine.person_id)
    )


def _found_by(keys: Iterable[BlockingKey]) -> sa.ColumnElement[bool]:
    """Whether one of these keys finds a line; each has an index of its own.

    Nothing is looked up by provider id or by name: those keys are for lines without a tax number
    or a person id, and no stored line lacks either.
    """
    stored = [key for key in keys if all(name in _KEY_COLUMNS for name, _ in key.equal)]
    return sa.or_(*(sa.and_(*_conditions(key)) for key in stored))


def _conditions(key: BlockingKey) -> Iterator[sa.ColumnElement[bool]]:
    for name, value in key.equal:
        yield _KEY_COLUMNS[name] == value
    if key.first_day:
        yield RequestLine.service_to >= key.first_day
    if key.last_day:
        yield RequestLine.service_from <= key.last_day


def paid_before(session: Session, request: Request, line: RequestLine) -> Sequence[Money]:
    """What this provider was paid for this person and kind of line in earlier periods."""
    return session.scalars(
        sa.select(RemittanceLine.paid)
        .join(RequestLine, RequestLine.id == RemittanceLine.line_id)
        .join(Remittance, Remittance.id == RemittanceLine.remittance_id)
        .where(
            Remittance.organisation_id == request.organisation_id,
            Remittance.returned_on.is_(None),
            RequestLine.person_id == line.person_id,
            RequestLine.line_type == line.line_type,
            RequestLine.service_from >= line.service_from - LOOK_BACK,
            RequestLine.service_to < line.service_from,
        )
    ).all()


def care_elsewhere(session: Session, request: Request, line: RequestLine) -> list[OtherCare]:
    """Lines of the same person that another provider asked for on overlapping dates."""
    rows = session.execute(
        sa.select(Request.number, RequestLine.service_from, RequestLine.service_to)
        .join(RequestVersion, RequestVersion.id == RequestLine.version_id)
        .join(Request, Request.id == RequestLine.request_id)
        .where(
            _COUNTS,
            RequestLine.person_id == line.person_id,
            RequestLine.tin_token != line.tin_token,
            RequestLine.service_from <= line.service_to,
            RequestLine.service_to >= line.service_from,
        )
    )
    return [OtherCare(*row) for row in rows]
