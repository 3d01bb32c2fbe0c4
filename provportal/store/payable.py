"""Approved lines that wait for a payout, with all that a batch needs to judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.money import Money
from provportal.domain.request import State
from provportal.store.bank_account import BankAccount
from provportal.store.decision import CheckResult, Decision, DecisionKind, DecisionLine
from provportal.store.locking import locked
from provportal.store.provider import Contract, Organisation
from provportal.store.reads import active_account
from provportal.store.request import Request, RequestLine, RequestVersion


@dataclass(frozen=True, slots=True)
class Payable:
    """One approved line with its request, its amount and its payee as they stand now."""

    request: Request
    line: RequestLine
    amount: DecisionLine
    decision: Decision
    contract: Contract
    organisation: Organisation

    @property
    def payable(self) -> Money:
        return self.amount.payable


def approved_lines(session: Session, agency_id: str) -> Sequence[Payable]:
    """Every line of every Approved request of an agency, locked, oldest request first."""
    requests = session.scalars(
        locked(
            sa.select(Request)
            .where(Request.agency_id == agency_id, Request.state == State.APPROVED)
            .order_by(Request.submitted_at, Request.id)
        )
    ).all()
    rows = session.execute(
        sa.select(Request, RequestLine, DecisionLine, Decision, Contract, Organisation)
        .join(RequestVersion, RequestVersion.request_id == Request.id)
        .join(RequestLine, RequestLine.version_id == RequestVersion.id)
        .join(DecisionLine, DecisionLine.line_id == RequestLine.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .join(Contract, Contract.id == Request.contract_id)
        .join(Organisation, Organisation.id == Request.organisation_id)
        .where(
            Request.id.in_([request.id for request in requests]),
            RequestVersion.number == Request.current_version,
            Decision.kind == DecisionKind.APPROVE,
        )
        .order_by(Request.submitted_at, Request.id, RequestLine.number, Decision.decided_at)
    )
    newest = {row[1].id: Payable(*row) for row in rows}
    return list(newest.values())


def account_for(session: Session, payable: Payable) -> BankAccount | None:
    """The account this line would be paid to now."""
    return active_account(session, payable.request.agency_id, payable.organisation.id)


def open_checks(session: Session, version_id: str) -> Sequence[CheckResult]:
    """The checks of a version, for the last look before a payout."""
    return session.scalars(sa.select(CheckResult).where(CheckResult.version_id == version_id)).all()


def decided_lines(session: Session, request: Request) -> list[tuple[RequestLine, Money]]:
    """The lines of the version that counts with the amounts its newest approval pays."""
    rows = session.execute(
        sa.select(RequestLine, DecisionLine.payable)
        .join(RequestVersion, RequestVersion.id == RequestLine.version_id)
        .join(DecisionLine, DecisionLine.line_id == RequestLine.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(
            RequestVersion.request_id == request.id,
            RequestVersion.number == request.current_version,
            Decision.kind == DecisionKind.APPROVE,
        )
        .order_by(RequestLine.number, Decision.decided_at)
    )
    newest = {line.id: (line, payable) for line, payable in rows}
    return list(newest.values())
