"""Billing history: other lines of the same payee, person or invoice, by indexed columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.duplicates import Line, blocking_keys, invoice_key, service
from provportal.domain.history import OtherCare
from provportal.domain.money import Money
from provportal.domain.request import ExceptionKind
from provportal.store.provider import Child, Contract
from provportal.store.remittance import Remittance, RemittanceLine
from provportal.store.request import Request, RequestLine, RequestVersion

LOOK_BACK = timedelta(days=400)
"""Never shorter than 12 months."""

_LINE, _VERSION, _REQUEST, _CONTRACT, _CHILD = (
    row.__table__.c for row in (RequestLine, RequestVersion, Request, Contract, Child)
)

_COUNTS = sa.and_(
    _REQUEST.withdrawn_at.is_(None),
    _REQUEST.current_version == _VERSION.number,
    sa.func.coalesce(_REQUEST.exception_kind, "") != ExceptionKind.DENIED.value,
    _REQUEST.submitted_at.is_not(None),
)

_AS_LINE = (
    _REQUEST.number,
    _REQUEST.program,
    _CONTRACT.number,
    _LINE.tin_token,
    _LINE.person_id,
    _CHILD.name,
    _LINE.service_from,
    _LINE.service_to,
    _LINE.line_type,
    sa.func.coalesce(_LINE.invoice_number, ""),
    _LINE.asked,
    sa.func.coalesce(_REQUEST.submitted_at, _REQUEST.created_at),
)
"""A line as the matcher reads it, in the order of its fields; dated by the first submit."""


def _asked(name: str, column: sa.ColumnElement[Any]) -> sa.BindParameter[Any]:
    """A value that is filled in when a statement is run: each is built, and planned, once."""
    return sa.bindparam(name, type_=column.type)


def _from_lines(*columns: sa.ColumnElement[Any]) -> sa.Select[*tuple[Any, ...]]:
    """Of lines with their versions and requests."""
    line, version, request = RequestLine.__table__, RequestVersion.__table__, Request.__table__
    joined = line.join(version, _VERSION.id == _LINE.version_id)
    return sa.select(*columns).select_from(joined.join(request, _REQUEST.id == _LINE.request_id))


def _lines() -> sa.Select[*tuple[Any, ...]]:
    """Lines as the matcher reads them, behind the ids of line and request."""
    return (
        _from_lines(_LINE.id, _REQUEST.id, *_AS_LINE)
        .join(Contract.__table__, _CONTRACT.id == _REQUEST.contract_id)
        .join(Child.__table__, _CHILD.id == _LINE.person_id)
    )


def _one(*conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    """The id of any one line of the agency that still counts."""
    found = _from_lines(_LINE.id).where(_COUNTS, _REQUEST.agency_id == _agency, *conditions)
    return found.limit(1).correlate(None).scalar_subquery()


_agency = _asked("agency", _REQUEST.agency_id)
_request = _asked("request", _REQUEST.id)
_person = _LINE.person_id == _asked("person", _LINE.person_id)
_payee = _LINE.tin_token == _asked("payee", _LINE.tin_token)
_same_number = sa.and_(_payee, _LINE.invoice_key == _asked("number", _LINE.invoice_key))
"""The number is NULL where the line has none: then no line has the same."""
_around = sa.and_(
    _payee,
    _LINE.service == _asked("service", _LINE.service),
    _LINE.service_to >= _asked("first", _LINE.service_to),
    _LINE.service_from <= _asked("last", _LINE.service_from),
)
_in_month = sa.and_(
    _LINE.service_to >= _asked("month_first", _LINE.service_to),
    _LINE.service_from >= _asked("month_first", _LINE.service_from),
    _LINE.service_from <= _asked("month_last", _LINE.service_from),
)
_own_or_other_request = sa.or_(
    _REQUEST.id != _request, _LINE.version_id == _asked("version", _LINE.version_id)
)
_sent_before = sa.tuple_(_REQUEST.submitted_at, _REQUEST.id) < sa.tuple_(
    _asked("sent", _REQUEST.submitted_at), _request
)
"""Requests of one moment stand in the order in which they were started."""

_THE_LINE_AND_ONE_BEFORE = _lines().where(
    sa.or_(
        _LINE.id == _asked("line", _LINE.id),
        _LINE.id == _one(_person, _REQUEST.id != _request, _sent_before),
    )
)
"""The line, and any earlier one of its person: where there is one, the person is known."""

_OTHERS = (
    _lines()
    .where(_COUNTS, _REQUEST.agency_id == _agency, _LINE.id != _asked("line", _LINE.id))
    .where(_own_or_other_request)
    .order_by(_REQUEST.submitted_at, _REQUEST.id)
)
_OTHERS_OF_A_NEW_PERSON = _OTHERS.where(sa.or_(_around, sa.and_(_same_number, _in_month)))
_OTHERS_OF_A_KNOWN_PERSON = _OTHERS.where(
    sa.or_(
        sa.and_(_around, _person),
        _LINE.id == _one(_same_number, _in_month, sa.not_(_person), _own_or_other_request),
    )
)
"""Two ids that are both known are two people, so a known person's own lines are all that can be
repeated. Of other people one is enough: it tells that the invoice number is not this person's."""


class Candidates(NamedTuple):
    """What `compare` asks for: a line, those sent before it, and those that are only beside it."""

    new: Line
    earlier: list[Line]
    beside: list[Line]


def candidates(session: Session, request: Request, line: RequestLine) -> Candidates:
    """This line, with the lines that still count and that could change what is said of it.

    Other agencies' lines are left out: what they were asked for is theirs to know, and their
    persons' names too. Beside are the rest of its own version, and what was sent later.
    """
    session.flush()  # What is read past the ORM does not flush by itself.
    asked = _asked_of(request, line)
    rows = {row[0]: row for row in session.execute(_THE_LINE_AND_ONE_BEFORE, asked)}
    _, _, *own = rows.pop(line.id)
    found = Candidates(Line(*own), [], [])
    statement = _OTHERS_OF_A_KNOWN_PERSON if rows else _OTHERS_OF_A_NEW_PERSON
    others = session.execute(statement, asked | _keys_of(found.new))
    for _, request_id, *values in ({row[0]: row for row in others} | rows).values():
        other = Line(*values)
        before = (other.submitted_at, request_id) < (found.new.submitted_at, request.id)
        (found.earlier if before else found.beside).append(other)
    return found


def _asked_of(request: Request, line: RequestLine) -> dict[str, object]:
    return {
        "agency": request.agency_id,
        "request": request.id,
        "sent": request.submitted_at or request.created_at,
        "line": line.id,
        "version": line.version_id,
        "person": line.person_id,
    }


def _keys_of(line: Line) -> dict[str, object]:
    """What the line is looked up by: each of its blocking keys has an index of its own.

    Nothing is looked up by provider id or by name: those keys are for lines without a tax number
    or a person id, and no stored line lacks either.
    """
    keys = {tuple(name for name, _ in key.equal): key for key in blocking_keys(line)}
    around = keys["provider_tin_token", "service"]
    number = keys.get(("provider_tin_token", "invoice_key"))
    return {
        "payee": line.provider_tin_token,
        "service": service(line.line_type),
        "first": around.first_day,
        "last": around.last_day,
        "number": invoice_key(line.invoice_no) if number else None,
        "month_first": number.first_day if number else None,
        "month_last": number.last_day if number else None,
    }


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
