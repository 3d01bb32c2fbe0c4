"""Billing history: earlier lines of the same payee, person or amount, by indexed columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.duplicates import Line
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


def duplicate_lines(
    session: Session, request: Request, line: RequestLine
) -> tuple[list[Line], list[Line]]:
    """Lines that still count and share payee and person, or payee and amount, with this one:
    those that were sent before it, and those sent after it.

    Each is dated by its request's first submit; the line's own request is left out. Other agencies'
    lines are too: what they were asked for is theirs to know, and their persons' numbers too.
    """
    near = sa.or_(
        sa.and_(
            RequestLine.person_id == line.person_id,
            RequestLine.service_from <= line.service_to + timedelta(days=3),
            RequestLine.service_to >= line.service_from - timedelta(days=3),
        ),
        sa.and_(
            RequestLine.asked == line.asked,
            RequestLine.service_from >= line.service_from - LOOK_BACK,
        ),
    )
    rows = session.execute(
        _joined()
        .where(_COUNTS, RequestLine.tin_token == line.tin_token, near)
        .where(Request.agency_id == request.agency_id, Request.id != request.id)
        .order_by(Request.submitted_at)
    ).all()
    earlier = [_as_line(*row) for row in rows if _order(row[1]) < _order(request)]
    return earlier, [_as_line(*row) for row in rows if _order(row[1]) > _order(request)]


def _order(request: Request) -> tuple[datetime, str]:
    """Requests of one moment stand in the order in which they were started."""
    return request.submitted_at or request.created_at, request.id


def as_line(session: Session, line: RequestLine) -> Line:
    """One request line as the matcher reads it."""
    row = session.execute(_joined().where(RequestLine.id == line.id)).one()
    return _as_line(*row)


def _joined() -> sa.Select[RequestLine, Request, Contract, Child]:
    return (
        sa.select(RequestLine, Request, Contract, Child)
        .join(RequestVersion, RequestVersion.id == RequestLine.version_id)
        .join(Request, Request.id == RequestLine.request_id)
        .join(Contract, Contract.id == Request.contract_id)
        .join(Child, Child.id == RequestLine.person_id)
    )


def _as_line(line: RequestLine, request: Request, contract: Contract, child: Child) -> Line:
    return Line(
        request_no=request.number,
        program=request.program,
        provider_id=contract.number,
        provider_tin_token=line.tin_token,
        person_id=child.number,
        person_name=child.name,
        service_from=line.service_from,
        service_to=line.service_to,
        line_type=line.line_type,
        invoice_no=line.invoice_number or "",
        amount=line.asked,
        submitted_at=request.submitted_at or request.created_at,
    )


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
