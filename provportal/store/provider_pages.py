"""What a provider's pages ask of the rows; each question starts from the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.request import ExceptionKind, State
from provportal.store.agency import Agency, BankProfile, RuleVersion
from provportal.store.bank_account import BankAccount
from provportal.store.decision import Adjustment, Decision, DecisionLine
from provportal.store.money_facts import Asked, requests_of
from provportal.store.provider import Contract
from provportal.store.reads import NotFound
from provportal.store.remittance import Document, Remittance, RemittanceLine
from provportal.store.request import Request

PAGE = 20
"""Rows of one page of a list."""
OPEN_SHOWN = 40
"""Requests on the way that Home shows; the list has them all."""
PDF, CSV = "remittance_pdf", "remittance_csv"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of requests, and where the next one goes on ('' on the last)."""

    rows: Sequence[Asked]
    after: str


def request_page(
    session: Session, organisation_id: str, state: State | None, after: str | None
) -> Page:
    """Requests, newest first; `after` is the id of the last one seen."""
    statement = requests_of(organisation_id)
    if state is not None:
        statement = statement.where(Request.state == state)
    if after is not None:
        statement = statement.where(_older_than(organisation_id, after))
    rows = _rows(
        session,
        statement.order_by(Request.created_at.desc(), Request.id.desc()).limit(PAGE + 1),
    )
    return Page(rows[:PAGE], rows[PAGE - 1][0].id if len(rows) > PAGE else "")


def _older_than(organisation_id: str, request_id: str) -> sa.ColumnElement[bool]:
    """Older than a request; than one of another organisation nothing is."""
    seen = (
        sa.select(Request.created_at)
        .where(Request.id == request_id, Request.organisation_id == organisation_id)
        .scalar_subquery()
    )
    return sa.or_(
        Request.created_at < seen,
        sa.and_(Request.created_at == seen, Request.id < request_id),
    )


def open_requests(session: Session, organisation_id: str) -> Sequence[Asked]:
    """Everything on its way: neither paid nor denied nor withdrawn; newest first."""
    return _rows(
        session,
        requests_of(organisation_id)
        .where(
            Request.state != State.PAID,
            Request.withdrawn_at.is_(None),
            sa.func.coalesce(Request.exception_kind, "") != ExceptionKind.DENIED.value,
        )
        .order_by(Request.created_at.desc(), Request.id.desc())
        .limit(OPEN_SHOWN),
    )


def one_request(session: Session, organisation_id: str, request_id: str) -> Asked:
    """Raises NotFound, for another organisation's request too."""
    rows = _rows(session, requests_of(organisation_id).where(Request.id == request_id))
    if not rows:
        raise NotFound("request")
    return rows[0]


def _rows(
    session: Session, statement: sa.Select[Request, str, datetime | None, str | None]
) -> list[Asked]:
    return [(*row,) for row in session.execute(statement)]


def adjustments_of(
    session: Session, decision_id: str
) -> tuple[RuleVersion | None, Sequence[Adjustment]]:
    """The rules of an approval, and why it differs from what was asked; one question for both."""
    rows = session.execute(
        sa.select(RuleVersion, Adjustment)
        .select_from(Decision)
        .outerjoin(RuleVersion, RuleVersion.id == Decision.rule_version_id)
        .outerjoin(DecisionLine, DecisionLine.decision_id == Decision.id)
        .outerjoin(Adjustment, Adjustment.decision_line_id == DecisionLine.id)
        .where(Decision.id == decision_id)
        .order_by(Adjustment.id)
    ).all()
    return rows[0][0], [row[1] for row in rows if row[1] is not None]


def remittances(session: Session, organisation_id: str, after: str | None) -> Sequence[Remittance]:
    """Payments, newest first: one more than a page, so that it shows whether there are more."""
    statement = sa.select(Remittance).where(Remittance.organisation_id == organisation_id)
    if after is not None:
        seen = (
            sa.select(Remittance.settled_on)
            .where(Remittance.id == after, Remittance.organisation_id == organisation_id)
            .scalar_subquery()
        )
        statement = statement.where(
            sa.or_(
                Remittance.settled_on < seen,
                sa.and_(Remittance.settled_on == seen, Remittance.id < after),
            )
        )
    newest = statement.order_by(Remittance.settled_on.desc(), Remittance.id.desc())
    return session.scalars(newest.limit(PAGE + 1)).all()


def one_remittance(session: Session, organisation_id: str, remittance_id: str) -> Remittance:
    """Raises NotFound, for another organisation's payment too."""
    found = session.scalar(
        sa.select(Remittance).where(
            Remittance.id == remittance_id, Remittance.organisation_id == organisation_id
        )
    )
    if found is None:
        raise NotFound("payment")
    return found


def requests_paid(session: Session, remittance_id: str) -> dict[str, str]:
    """The id of each request that a payment paid, by its number."""
    rows = session.execute(
        sa.select(Request.number, Request.id)
        .join(RemittanceLine, RemittanceLine.request_id == Request.id)
        .where(RemittanceLine.remittance_id == remittance_id)
    )
    return dict((*row,) for row in rows)


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """A payment with the documents that have been made of it; none while they are being made."""

    remittance: Remittance
    documents: Sequence[Document]

    def document(self, kind: str) -> Document | None:
        return next((row for row in self.documents if row.kind == kind), None)


def record_of(session: Session, request_id: str) -> PaymentRecord | None:
    """The newest payment that a request is in."""
    rows = session.execute(
        sa.select(Remittance, Document)
        .join(RemittanceLine, RemittanceLine.remittance_id == Remittance.id)
        .outerjoin(Document, Document.subject_id == Remittance.id)
        .where(RemittanceLine.request_id == request_id)
        .order_by(Remittance.posted_at.desc(), Document.id)
    ).all()
    if not rows:
        return None
    newest = rows[0][0]
    found = {row.id: row for remittance, row in rows if row and remittance.id == newest.id}
    return PaymentRecord(newest, list(found.values()))


def documents_of(session: Session, remittance_id: str) -> Sequence[Document]:
    """The documents of a payment that have been made."""
    return session.scalars(
        sa.select(Document).where(Document.subject_id == remittance_id).order_by(Document.id)
    ).all()


def shown_in_bank_as(session: Session, agency_id: str) -> str:
    """The name under which a bank lists the agency's deposits; '' when there is none."""
    statement = sa.select(BankProfile.company_name).where(BankProfile.agency_id == agency_id)
    return session.scalar(statement) or ""


def office_of(session: Session, request: Request) -> Agency:
    """The agency that was asked: whom an appeal goes to."""
    return session.get_one(Agency, request.agency_id)


@dataclass(frozen=True, slots=True)
class AgencyAccounts:
    """The accounts to which one agency pays, newest first; none before the first is entered."""

    agency_id: str
    agency: str
    accounts: Sequence[BankAccount]


def bank_accounts_of(session: Session, organisation_id: str) -> list[AgencyAccounts]:
    """By agency that the organisation has a contract with."""
    agencies = session.execute(
        sa.select(Agency.id, Agency.name)
        .join(Contract, Contract.agency_id == Agency.id)
        .where(Contract.organisation_id == organisation_id)
        .distinct()
        .order_by(Agency.name)
    ).all()
    accounts = session.scalars(
        sa.select(BankAccount)
        .where(BankAccount.organisation_id == organisation_id)
        .order_by(BankAccount.version.desc())
    ).all()
    return [
        AgencyAccounts(key, name, [row for row in accounts if row.agency_id == key])
        for key, name in agencies
    ]
