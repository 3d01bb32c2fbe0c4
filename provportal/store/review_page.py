"""Everything the review page shows of one request, in few questions, each inside the agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from provportal.domain.remittance import Reason
from provportal.domain.request import State
from provportal.domain.roles import Actor
from provportal.domain.upload import page_kind
from provportal.store.agency import ClosedDay
from provportal.store.audit import AuditEvent
from provportal.store.decision import Adjustment, Decision, DecisionKind, DecisionLine
from provportal.store.person import Person
from provportal.store.provider import Contract, Organisation
from provportal.store.reads import NotFound
from provportal.store.remittance import Document
from provportal.store.request import AskedItem, Request, RequestLine, RequestVersion
from provportal.store.upload import Upload

_SENDER, _OWNER = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Header:
    """The request, the version that counts, and who is who in it."""

    request: Request
    version: RequestVersion
    organisation: Organisation
    contract: Contract
    sender: str | None
    owner: str | None


def header(session: Session, actor: Actor, request_id: str) -> Header:
    """One sent request of the actor's agency. Raises NotFound, for a draft as well."""
    row = session.execute(
        sa.select(Request, RequestVersion, Organisation, Contract, _SENDER.name, _OWNER.name)
        .join(
            RequestVersion,
            sa.and_(
                RequestVersion.request_id == Request.id,
                RequestVersion.number == Request.current_version,
            ),
        )
        .join(Organisation, Organisation.id == Request.organisation_id)
        .join(Contract, Contract.id == Request.contract_id)
        .outerjoin(_SENDER, _SENDER.id == RequestVersion.submitted_by_id)
        .outerjoin(_OWNER, _OWNER.id == Request.owner_id)
        .where(
            Request.id == request_id,
            Request.agency_id == actor.agency_id,
            Request.state != State.DRAFT,
        )
    ).one_or_none()
    if row is None:
        raise NotFound("request")
    return Header(*row)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and who made it; the system has no name."""

    decision: Decision
    by: str | None


def decisions(session: Session, request_id: str) -> list[Decided]:
    """All decisions on a request, newest first."""
    rows = session.execute(
        sa.select(Decision, Person.name)
        .outerjoin(Person, Person.id == Decision.decided_by_id)
        .where(Decision.request_id == request_id)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    return [Decided(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What the approval pays on one line, and why not the rest."""

    line: RequestLine
    amount: DecisionLine
    reasons: tuple[Reason, ...]


def approved_amounts(session: Session, version_id: str) -> list[PaidLine]:
    """The lines of a version as its newest approval decided them; none before one."""
    newest = (
        sa.select(Decision.id)
        .where(Decision.version_id == version_id, Decision.kind == DecisionKind.APPROVE)
        .order_by(Decision.decided_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(RequestLine, DecisionLine, Adjustment)
        .join(DecisionLine, DecisionLine.line_id == RequestLine.id)
        .outerjoin(Adjustment, Adjustment.decision_line_id == DecisionLine.id)
        .where(DecisionLine.decision_id == newest)
        .order_by(RequestLine.number, Adjustment.id)
    )
    found: dict[str, PaidLine] = {}
    for line, amount, cut in rows:
        known = found.get(line.id) or PaidLine(line, amount, ())
        reason = (Reason(cut.code, cut.amount, cut.rule, cut.params),) if cut else ()
        found[line.id] = PaidLine(line, amount, known.reasons + reason)
    return list(found.values())


def document(session: Session, actor: Actor, request_id: str, document_id: str) -> Document:
    """One document of a request that staff may see. Raises NotFound."""
    found = session.scalar(
        sa.select(Document)
        .join(Request, Request.id == Document.subject_id)
        .where(
            Document.id == document_id,
            Document.agency_id == actor.agency_id,
            Request.id == request_id,
            Request.state != State.DRAFT,
        )
    )
    if found is None:
        raise NotFound("document")
    return found


def page_of(
    session: Session, actor: Actor, request_id: str, document_id: str, kind: str
) -> Document:
    """The picture of one page of such a document, or a small photo itself. Raises NotFound."""
    whole = document(session, actor, request_id, document_id)
    if kind == page_kind(1) and not _drawn_pages(session, whole.id):
        return whole
    found = session.scalar(
        sa.select(Document).where(
            Document.subject_id == whole.id,
            Document.kind == kind,
            Document.agency_id == actor.agency_id,
        )
    )
    if found is None:
        raise NotFound("page")
    return found


def page_count(session: Session, document_id: str) -> int:
    """How many pages a document has; a photo without pictures of pages is its only one."""
    return max(1, _drawn_pages(session, document_id))


def _drawn_pages(session: Session, document_id: str) -> int:
    return session.scalar(sa.select(Upload.pages).where(Upload.id == document_id)) or 0


def asked_items(session: Session, request_id: str) -> Sequence[AskedItem]:
    """What was asked of the provider, newest first."""
    return session.scalars(
        sa.select(AskedItem)
        .where(AskedItem.request_id == request_id)
        .order_by(AskedItem.asked_at.desc(), AskedItem.field)
    ).all()


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the audit log and who did it."""

    event: AuditEvent
    by: str | None


def history(session: Session, request_id: str, newest: int = 40) -> list[Event]:
    """What happened to a request, newest first."""
    rows = session.execute(
        sa.select(AuditEvent, Person.name)
        .outerjoin(Person, Person.id == AuditEvent.actor_id)
        .where(AuditEvent.subject == "request", AuditEvent.subject_id == request_id)
        .order_by(AuditEvent.sequence.desc())
        .limit(newest)
    )
    return [Event(*row) for row in rows]


def closed_days(session: Session, agency_id: str) -> frozenset[date]:
    """The days on which the agency's office is closed."""
    statement = sa.select(ClosedDay.day).where(ClosedDay.agency_id == agency_id)
    return frozenset(session.scalars(statement))
